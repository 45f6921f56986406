"""The asynchronous client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Awaitable, Callable, List, Mapping, Optional, ParamSpec, Tuple, TypeVar

from ._async_transport import AsyncTransport
from ._generated.async_resources import Resources
from ._requests import Attempt, CallOptions, RawReply, read_options
from ._transport import captured

if TYPE_CHECKING:
    import httpx

P = ParamSpec("P")
T = TypeVar("T")


class AsyncDawk(Resources):
    """As ``Dawk``, with ``await``. Use it with ``async with``, or call ``close`` at the end."""

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
        http_client: "Optional[httpx.AsyncClient]" = None,
    ) -> None:
        options = read_options(api_key, base_url, timeout, max_retries, headers, app_info, on_attempt)
        self.transport = AsyncTransport(options, http_client)
        super().__init__(self.transport)

    async def __aenter__(self) -> "AsyncDawk":
        return self

    async def __aexit__(self, *_: Any) -> None:
        await self.close()

    async def close(self) -> None:
        await self.transport.close()

    async def with_response(
        self, call: Callable[P, Awaitable[T]], *args: P.args, **kwargs: P.kwargs
    ) -> Tuple[T, RawReply]:
        """What a call returns, and the answer with its status and headers."""
        collected: List[RawReply] = []
        token = captured.set(collected)
        try:
            return await call(*args, **kwargs), collected[-1]
        finally:
            captured.reset(token)

    async def request(
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
        reply: RawReply = await self.transport.call(method, path, flags, query=query, body=body, options=options)
        return reply
