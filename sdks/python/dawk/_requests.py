"""How a call becomes a request, and which failures are worth another attempt. Shared by both clients."""

from __future__ import annotations

import json
import os
import random
import uuid
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, Iterator, List, Mapping, Optional, Tuple
from urllib.parse import urlencode

from .errors import ConnectionError, DawkError, TimeoutError

VERSION = "0.1.0"
MOST_RETRY_AFTER = 60.0


@dataclass(frozen=True)
class Attempt:
    """What ``on_attempt`` hears of each attempt when it has ended. It never holds keys or bodies."""

    method: str
    url: str
    #: From 1.
    attempt: int
    duration: float
    #: None: no answer came.
    status: Optional[int]
    request_id: Optional[str]
    error: Optional[DawkError]
    #: Seconds until the next attempt; None: this was the last.
    retry_in: Optional[float]


@dataclass(frozen=True)
class ClientOptions:
    api_key: str
    base_url: str
    timeout: float
    max_retries: int
    headers: Mapping[str, str]
    user_agent: str
    on_attempt: Optional[Callable[[Attempt], None]]


@dataclass(frozen=True)
class CallOptions:
    """What one call may have of its own."""

    #: Made by the SDK where the operation honours one and you give none.
    idempotency_key: Optional[str] = None
    #: The version that you have read, such as ``"7"``: the change is refused when there is a newer one.
    if_match: Optional[str] = None
    #: Seconds, for one attempt.
    timeout: Optional[float] = None
    max_retries: Optional[int] = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RawReply:
    """An answer as it came. The names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode("utf-8", "replace")

    @property
    def request_id(self) -> Optional[str]:
        return self.headers.get("x-request-id")

    def json(self) -> Any:
        return json.loads(self.content)

    def lines(self) -> Iterator[Any]:
        """The objects of an export, one a line."""
        return (json.loads(line) for line in self.content.splitlines() if line.strip())


@dataclass(frozen=True)
class Request:
    method: str
    url: str
    headers: Dict[str, str]
    content: Optional[bytes]
    timeout: float
    max_retries: int
    #: Repeating it does nothing twice: it is no POST, or it has an idempotency key.
    is_safe: bool


def read_options(
    api_key: Optional[str],
    base_url: Optional[str],
    timeout: float,
    max_retries: int,
    headers: Optional[Mapping[str, str]],
    app_info: Optional[str],
    on_attempt: Optional[Callable[[Attempt], None]],
) -> ClientOptions:
    key = api_key or os.environ.get("DAWK_API_KEY")
    if not key:
        raise TypeError("Dawk needs an API key: Dawk(api_key=...), or DAWK_API_KEY in the environment")
    url = base_url or os.environ.get("DAWK_URL") or "http://127.0.0.1:4000"
    agent = f"dawk-sdk-python/{VERSION}" + (f" {app_info}" if app_info else "")
    return ClientOptions(key, url.rstrip("/"), timeout, max_retries, headers or {}, agent, on_attempt)


def build_request(
    client: ClientOptions,
    method: str,
    path: str,
    flags: str,
    query: Optional[Mapping[str, Any]],
    body: Any,
    options: Optional[CallOptions],
) -> Request:
    """``flags`` as the generated table has them: b JSON body, f form, q query, i idempotency key."""
    call = options or CallOptions()
    key = call.idempotency_key or (str(uuid.uuid4()) if "i" in flags else None)
    headers = {
        "accept": "application/json, */*;q=0.5",
        "authorization": f"Bearer {client.api_key}",
        "user-agent": client.user_agent,
    }
    content: Optional[bytes] = None
    if body is not None and "f" in flags:
        content, headers["content-type"] = _to_form(body)
    elif body is not None:
        content, headers["content-type"] = json.dumps(body).encode(), "application/json"
    if key is not None:
        headers["idempotency-key"] = key
    if call.if_match is not None:
        headers["if-match"] = call.if_match
    headers.update({name.lower(): value for name, value in {**client.headers, **call.headers}.items()})
    return Request(
        method=method,
        url=f"{client.base_url}{path}{_to_query(query or {})}",
        headers=headers,
        content=content,
        timeout=call.timeout if call.timeout is not None else client.timeout,
        max_retries=call.max_retries if call.max_retries is not None else client.max_retries,
        is_safe=method != "POST" or key is not None,
    )


def _to_query(query: Mapping[str, Any]) -> str:
    given = {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in query.items()
        if value is not None
    }
    return f"?{urlencode(given)}" if given else ""


def _to_form(members: Mapping[str, Any]) -> Tuple[bytes, str]:
    boundary = uuid.uuid4().hex
    parts: List[bytes] = []
    for name, value in members.items():
        if value is None:
            continue
        disposition = f'form-data; name="{name}"'
        kind = None
        if isinstance(value, str):
            data = value.encode()
        elif isinstance(value, (bytes, tuple)) or hasattr(value, "read"):
            filename, data, kind = _read_file(value)
            safe = filename.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
            disposition += f'; filename="{safe}"'
        else:
            data = json.dumps(value).encode()
        head = f"--{boundary}\r\ncontent-disposition: {disposition}\r\n"
        if kind is not None:
            head += f"content-type: {kind}\r\n"
        parts.append(head.encode() + b"\r\n" + data + b"\r\n")
    parts.append(f"--{boundary}--\r\n".encode())
    return b"".join(parts), f"multipart/form-data; boundary={boundary}"


def _read_file(value: Any) -> Tuple[str, bytes, str]:
    if isinstance(value, tuple):
        name, data, *kind = value
        return str(name), bytes(data), kind[0] if kind else "application/octet-stream"
    if isinstance(value, bytes):
        return "file", value, "application/octet-stream"
    return os.path.basename(str(getattr(value, "name", "file"))), value.read(), "application/octet-stream"


def is_worth_retrying(error: DawkError, is_safe: bool) -> bool:
    """Whether another attempt may succeed, and can do no harm."""
    if error.status == 429:
        return error.code != "quota_exceeded"
    if isinstance(error, ConnectionError) and error.was_refused:
        return True
    if not is_safe:
        return False
    if isinstance(error, (ConnectionError, TimeoutError)):
        return True
    if error.status == 409:
        return error.reason == "idempotency_in_progress"
    return error.status == 408 or (error.status or 0) >= 500


def delay_before_retry(attempt: int, error: DawkError) -> float:
    """Half a second, doubled each time up to 8 s, of which a random half is taken off; or what the server asks for."""
    if error.retry_after is not None:
        return min(error.retry_after, MOST_RETRY_AFTER)
    return float(min(0.5 * 2 ** (attempt - 1), 8.0) * (0.5 + random.random() / 2))


def read_reply(reply: RawReply, flags: str) -> Any:
    if flags.endswith("r"):
        return reply
    return None if flags.endswith("n") or not reply.content else reply.json()


def describe_attempt(
    request: Request, attempt: int, duration: float, outcome: Any, retry_in: Optional[float]
) -> Attempt:
    error = outcome if isinstance(outcome, DawkError) else None
    return Attempt(
        method=request.method,
        url=request.url,
        attempt=attempt,
        duration=duration,
        status=outcome.status,
        request_id=outcome.request_id,
        error=error,
        retry_in=retry_in,
    )
