"""What the API refused, or why no answer came."""

from __future__ import annotations

import json
from typing import Any, Dict, List, Mapping, Optional, Type

from ._generated.errors import ERROR_STATUSES, ErrorCode

__all__ = [
    "ERROR_STATUSES",
    "ErrorCode",
    "DawkError",
    "InvalidRequestError",
    "AuthenticationError",
    "BalanceError",
    "PermissionError",
    "NotFoundError",
    "ConflictError",
    "RefusedError",
    "RateLimitError",
    "ServerError",
    "ConnectionError",
    "TimeoutError",
]


class DawkError(Exception):
    """The base of all errors of this package. ``code`` is stable; the class tells kinds apart."""

    def __init__(
        self,
        message: str,
        *,
        status: Optional[int] = None,
        code: str = "connection",
        headers: Optional[Mapping[str, str]] = None,
        problem: Optional[Dict[str, Any]] = None,
    ) -> None:
        super().__init__(message)
        #: None: no answer came.
        self.status = status
        self.code = code
        self.headers: Mapping[str, str] = headers or {}
        #: The whole answer, as RFC 9457 writes it.
        self.problem = problem

    @property
    def request_id(self) -> Optional[str]:
        """Quote it when you ask for help."""
        return self.headers.get("x-request-id")

    @property
    def reason(self) -> Optional[str]:
        """Why, where one code has several causes."""
        return (self.problem or {}).get("reason")

    @property
    def errors(self) -> List[Dict[str, str]]:
        """Every problem of the request, by its place."""
        found: List[Dict[str, str]] = (self.problem or {}).get("errors") or []
        return found

    @property
    def retry_after(self) -> Optional[float]:
        """Seconds that the server asks to wait."""
        try:
            return max(0.0, float(self.headers["retry-after"]))
        except (KeyError, ValueError):
            return None


class InvalidRequestError(DawkError):
    """400: ``errors`` names every member that is wrong."""


class AuthenticationError(DawkError):
    """401: the key is unknown, revoked or expired."""


class BalanceError(DawkError):
    """402: the wallet does not hold what the message may cost."""


class PermissionError(DawkError):
    """403: the key lacks a scope."""


class NotFoundError(DawkError):
    """404: there is no such object in this account."""


class ConflictError(DawkError):
    """409 and 412: the object is in another state than the request expects."""


class RefusedError(DawkError):
    """422: understood and refused; ``code`` says why."""


class RateLimitError(DawkError):
    """429: too many requests, or the quota is used up."""


class ServerError(DawkError):
    """5xx, after all attempts."""


class ConnectionError(DawkError):
    """No connection, or it broke before the answer."""

    #: No byte of the request has left.
    was_refused: bool = False


class TimeoutError(DawkError):
    """No answer in time."""


_CLASSES: Dict[int, Type[DawkError]] = {
    400: InvalidRequestError,
    401: AuthenticationError,
    402: BalanceError,
    403: PermissionError,
    404: NotFoundError,
    409: ConflictError,
    412: ConflictError,
    422: RefusedError,
    429: RateLimitError,
}


def error_from_reply(status: int, headers: Mapping[str, str], content: bytes) -> DawkError:
    """The error of an answer that is no 2xx, in the class of its status."""
    text = content.decode("utf-8", "replace")
    try:
        problem = json.loads(text)
    except ValueError:
        problem = None
    kind = _CLASSES.get(status, ServerError if status >= 500 else DawkError)
    if not isinstance(problem, dict) or not isinstance(problem.get("code"), str):
        message = f"HTTP {status} without an explanation: {text[:200]}"
        return kind(message, status=status, code="unknown", headers=headers)
    lines = [problem.get("detail") or problem.get("title") or problem["code"]]
    lines += [f"{one['path']} {one['detail']}" for one in problem.get("errors") or []]
    return kind("\n".join(lines), status=status, code=problem["code"], headers=headers, problem=problem)
