"""Written by scripts/sdk/write-sdks.ts from docs/openapi/native.json. Change the API, not this file."""

from __future__ import annotations

from typing import Dict, Literal

ErrorCode = Literal[
    "invalid_request",
    "unauthenticated",
    "account_inactive",
    "forbidden",
    "not_found",
    "method_not_allowed",
    "conflict",
    "precondition_failed",
    "idempotency_mismatch",
    "rate_limited",
    "quota_exceeded",
    "number_not_connected",
    "window_closed",
    "template_mismatch",
    "media_refused",
    "insufficient_balance",
    "not_sendable",
    "consent_requires_evidence",
    "upstream_refused",
    "upstream_unavailable",
    "lane_paused",
    "overloaded",
    "database_unavailable",
    "internal",
]

ERROR_STATUSES: Dict[str, int] = {
    "invalid_request": 400,
    "unauthenticated": 401,
    "account_inactive": 403,
    "forbidden": 403,
    "not_found": 404,
    "method_not_allowed": 405,
    "conflict": 409,
    "precondition_failed": 412,
    "idempotency_mismatch": 422,
    "rate_limited": 429,
    "quota_exceeded": 429,
    "number_not_connected": 409,
    "window_closed": 422,
    "template_mismatch": 422,
    "media_refused": 422,
    "insufficient_balance": 402,
    "not_sendable": 422,
    "consent_requires_evidence": 409,
    "upstream_refused": 422,
    "upstream_unavailable": 503,
    "lane_paused": 503,
    "overloaded": 503,
    "database_unavailable": 503,
    "internal": 500,
}
