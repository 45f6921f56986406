"""Requests of the synchronous client, over the standard library."""

from __future__ import annotations

import http.client
import socket
import time
from contextvars import ContextVar
from typing import Any, Dict, Generic, Iterator, List, Mapping, Optional, TypeVar, Union
from urllib.parse import urlsplit

from ._requests import (
    CallOptions,
    ClientOptions,
    RawReply,
    Request,
    build_request,
    delay_before_retry,
    describe_attempt,
    is_worth_retrying,
    read_reply,
)
from .errors import ConnectionError, DawkError, TimeoutError, error_from_reply

T = TypeVar("T")

#: Where ``with_response`` collects the answer of the call that it makes.
captured: ContextVar[Optional[List[RawReply]]] = ContextVar("captured", default=None)


class Page(Generic[T]):
    """One page of a list. Iterating over it goes on through all pages that follow."""

    def __init__(self, transport: "Transport", call: Dict[str, Any], reply: Mapping[str, Any]) -> None:
        self._transport = transport
        self._call = call
        self.data: List[T] = list(reply["data"])
        #: None: this is the last page.
        self.next_cursor: Optional[str] = reply["nextCursor"]

    @property
    def has_more(self) -> bool:
        return self.next_cursor is not None

    def next_page(self) -> Optional["Page[T]"]:
        """The page after this one; None: there is none."""
        if self.next_cursor is None:
            return None
        return self._transport.page(**at_cursor(self._call, self.next_cursor))

    def __iter__(self) -> Iterator[T]:
        page: Optional[Page[T]] = self
        while page is not None:
            yield from page.data
            page = page.next_page()


def at_cursor(call: Dict[str, Any], cursor: str) -> Dict[str, Any]:
    """The same call for the page that begins there."""
    place = "body" if call["body"] is not None else "query"
    return {**call, place: {**(call[place] or {}), "cursor": cursor}}


class Transport:
    def __init__(self, options: ClientOptions) -> None:
        self.options = options

    def call(
        self,
        method: str,
        path: str,
        flags: str,
        *,
        query: Optional[Mapping[str, Any]] = None,
        body: Any = None,
        options: Optional[CallOptions] = None,
    ) -> Any:
        reply = self.send(build_request(self.options, method, path, flags, query, body, options))
        return read_reply(reply, flags)

    def page(
        self,
        method: str,
        path: str,
        flags: str,
        query: Optional[Mapping[str, Any]] = None,
        body: Any = None,
        options: Optional[CallOptions] = None,
    ) -> "Page[Any]":
        call = {"method": method, "path": path, "flags": flags, "query": query, "body": body, "options": options}
        return Page(self, call, self.call(method, path, flags, query=query, body=body, options=options))

    def send(self, request: Request) -> RawReply:
        attempt = 0
        while True:
            attempt += 1
            started = time.monotonic()
            outcome = _attempt_once(request)
            retry_in = None
            if isinstance(outcome, DawkError) and attempt <= request.max_retries:
                if is_worth_retrying(outcome, request.is_safe):
                    retry_in = delay_before_retry(attempt, outcome)
            if self.options.on_attempt is not None:
                duration = time.monotonic() - started
                self.options.on_attempt(describe_attempt(request, attempt, duration, outcome, retry_in))
            if isinstance(outcome, RawReply):
                collected = captured.get()
                if collected is not None:
                    collected.append(outcome)
                return outcome
            if retry_in is None:
                raise outcome
            time.sleep(retry_in)


def _attempt_once(request: Request) -> Union[RawReply, DawkError]:
    url = urlsplit(request.url)
    kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    connection = kind(url.hostname or "", url.port, timeout=request.timeout)
    target = url.path + (f"?{url.query}" if url.query else "")
    try:
        connection.request(request.method, target, body=request.content, headers=request.headers)
        answer = connection.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        content = answer.read()
    except socket.timeout as error:
        late = TimeoutError(f"No answer within {request.timeout} s")
        late.__cause__ = error
        return late
    except (OSError, http.client.HTTPException) as error:
        broken = ConnectionError(f"{request.method} {request.url}: {error!r}")
        broken.was_refused = isinstance(error, ConnectionRefusedError)
        broken.__cause__ = error
        return broken
    finally:
        connection.close()
    if 200 <= answer.status < 300:
        return RawReply(answer.status, headers, content)
    return error_from_reply(answer.status, headers, content)
