"""The synchronous client."""

from __future__ import annotations

from typing import Any, Callable, List, Mapping, Optional, ParamSpec, Tuple, TypeVar

from ._generated.resources import Resources
from ._requests import Attempt, CallOptions, RawReply, read_options
from ._transport import Transport, captured

P = ParamSpec("P")
T = TypeVar("T")


class Dawk(Resources):
    """The client of one account: ``Dawk(api_key).messages.send({...})``."""

    def __init__(
        self,
        api_key: Optional[str] = None,
        *,
        base_url: Optional[str] = None,
        timeout: float = 30.0,
        max_retries: int = 3,
        headers: Optional[Mapping[str, str]] = None,
        app_info: Optional[str] = None,
        on_attempt: Optional[Callable[[Attempt], None]] = None,
    ) -> None:
        options = read_options(api_key, base_url, timeout, max_retries, headers, app_info, on_attempt)
        self.transport = Transport(options)
        super().__init__(self.transport)

    def with_response(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Tuple[T, RawReply]:
        """What a call returns, and the answer with its status and headers: ``with_response(client.messages.get, id)``."""
        collected: List[RawReply] = []
        token = captured.set(collected)
        try:
            return call(*args, **kwargs), collected[-1]
        finally:
            captured.reset(token)

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Optional[Mapping[str, Any]] = None,
        body: Any = None,
        options: Optional[CallOptions] = None,
    ) -> RawReply:
        """Any path, such as ``/v1/messages``, for what this version does not know yet."""
        flags = "bir" if method == "POST" else "br"
        reply: RawReply = self.transport.call(method, path, flags, query=query, body=body, options=options)
        return reply
