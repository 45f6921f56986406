"""Requests of the asynchronous client, over httpx."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, AsyncIterator, Dict, Generator, Generic, List, Mapping, Optional, TypeVar, Union

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
from ._transport import at_cursor, captured
from .errors import ConnectionError, DawkError, TimeoutError, error_from_reply

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")


class AsyncPage(Generic[T]):
    """One page of a list."""

    def __init__(self, transport: "AsyncTransport", call: Dict[str, Any], reply: Mapping[str, Any]) -> None:
        self._transport = transport
        self._call = call
        self.data: List[T] = list(reply["data"])
        #: None: this is the last page.
        self.next_cursor: Optional[str] = reply["nextCursor"]

    @property
    def has_more(self) -> bool:
        return self.next_cursor is not None

    async def next_page(self) -> Optional["AsyncPage[T]"]:
        """The page after this one; None: there is none."""
        if self.next_cursor is None:
            return None
        return await self._transport.page(**at_cursor(self._call, self.next_cursor))


class AsyncPager(Generic[T]):
    """``await`` it for the first page, or iterate with ``async for`` over the items of all pages."""

    def __init__(self, transport: "AsyncTransport", call: Dict[str, Any]) -> None:
        self._transport = transport
        self._call = call

    async def _first(self) -> AsyncPage[T]:
        reply = await self._transport.call(**self._call)
        return AsyncPage(self._transport, self._call, reply)

    def __await__(self) -> Generator[Any, None, AsyncPage[T]]:
        return self._first().__await__()

    async def __aiter__(self) -> AsyncIterator[T]:
        page: Optional[AsyncPage[T]] = await self._first()
        while page is not None:
            for item in page.data:
                yield item
            page = await page.next_page()


class AsyncTransport:
    def __init__(self, options: ClientOptions, http_client: "Optional[httpx.AsyncClient]") -> None:
        try:
            import httpx
        except ImportError as error:
            raise ImportError("AsyncDawk needs httpx: pip install 'dawk[async]'") from error
        self.options = options
        self._httpx = httpx
        self._client = http_client or httpx.AsyncClient()
        self._owns_client = http_client is None

    async def close(self) -> None:
        if self._owns_client:
            await self._client.aclose()

    async def call(
        self,
        method: str,
        path: str,
        flags: str,
        *,
        query: Optional[Mapping[str, Any]] = None,
        body: Any = None,
        options: Optional[CallOptions] = None,
    ) -> Any:
        reply = await self.send(build_request(self.options, method, path, flags, query, body, options))
        return read_reply(reply, flags)

    def page(
        self,
        method: str,
        path: str,
        flags: str,
        query: Optional[Mapping[str, Any]] = None,
        body: Any = None,
        options: Optional[CallOptions] = None,
    ) -> "AsyncPager[Any]":
        call = {"method": method, "path": path, "flags": flags, "query": query, "body": body, "options": options}
        return AsyncPager(self, call)

    async def send(self, request: Request) -> RawReply:
        attempt = 0
        while True:
            attempt += 1
            started = time.monotonic()
            outcome = await self._attempt_once(request)
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
            await asyncio.sleep(retry_in)

    async def _attempt_once(self, request: Request) -> Union[RawReply, DawkError]:
        httpx = self._httpx
        try:
            answer = await self._client.request(
                request.method,
                request.url,
                content=request.content,
                headers=request.headers,
                timeout=request.timeout,
            )
        except httpx.TimeoutException as error:
            late = TimeoutError(f"No answer within {request.timeout} s")
            late.__cause__ = error
            return late
        except httpx.TransportError as error:
            broken = ConnectionError(f"{request.method} {request.url}: {error!r}")
            broken.was_refused = isinstance(error, httpx.ConnectError)
            broken.__cause__ = error
            return broken
        headers = {name.lower(): value for name, value in answer.headers.items()}
        if 200 <= answer.status_code < 300:
            return RawReply(answer.status_code, headers, answer.content)
        return error_from_reply(answer.status_code, headers, answer.content)
