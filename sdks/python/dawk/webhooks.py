"""Webhooks that Dawk sends: whether they are genuine, and what they say."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from typing import Any, Mapping, Optional, Sequence, Union, cast

from ._generated.types import EVENT_TYPES, UnknownEvent, WebhookEvent

__all__ = ["EVENT_TYPES", "UnknownEvent", "WebhookEvent", "WebhookVerificationError", "verify_webhook"]

_RAW_BODY = (
    "The body was parsed before: a signature is made over bytes, and JSON written again has others. "
    "Pass the raw body. Flask: request.get_data(). Django: request.body. FastAPI and Starlette: await request.body()."
)


class WebhookVerificationError(Exception):
    """``code`` is parsed_body, missing_header, too_old, bad_signature, not_json or bad_secret."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def verify_webhook(
    body: Union[bytes, bytearray, memoryview, str],
    headers: Mapping[str, str],
    secret: Union[str, Sequence[str]],
    *,
    tolerance: float = 300,
    now: Optional[float] = None,
) -> WebhookEvent:
    """The event of a webhook, after its signature was checked.

    ``body`` is what came over the wire. ``secret`` is that of the endpoint, ``whsec_…`` or your own; several while one is being
    rotated. Raises WebhookVerificationError, which says what to change.
    """
    raw = _to_bytes(body)
    found = {name.lower(): value for name, value in headers.items()}
    identifier, timestamp, signatures = (
        _header(found, name) for name in ("webhook-id", "webhook-timestamp", "webhook-signature")
    )
    _check_age(timestamp, tolerance, time.time() if now is None else now)
    signed = f"{identifier}.{timestamp}.".encode() + raw
    secrets = [secret] if isinstance(secret, str) else list(secret)
    if not any(_is_signed(signed, signatures, one) for one in secrets):
        raise WebhookVerificationError(
            "bad_signature",
            "No signature of this webhook was made with this secret over these bytes. Use the secret of the endpoint that "
            "the webhook was sent to, and the body exactly as it came: not trimmed, decoded or written again.",
        )
    try:
        event = json.loads(raw)
    except ValueError:
        raise WebhookVerificationError(
            "not_json", 'The signature is right, but the body is no JSON: does the endpoint have the format "native"?'
        ) from None
    if event["type"] in EVENT_TYPES:
        return cast(WebhookEvent, event)
    return UnknownEvent(type="unknown_event", event=event)


def _to_bytes(body: Any) -> bytes:
    if isinstance(body, str):
        return body.encode()
    if isinstance(body, (bytes, bytearray, memoryview)):
        return bytes(body)
    raise WebhookVerificationError("parsed_body", f"{_RAW_BODY} Got {type(body).__name__}.")


def _header(headers: Mapping[str, str], name: str) -> str:
    value = headers.get(name)
    if value:
        return value
    raise WebhookVerificationError(
        "missing_header",
        f"The header {name} is missing: this request was not sent by Dawk, or a proxy has removed it.",
    )


def _check_age(timestamp: str, tolerance: float, now: float) -> None:
    try:
        age = now - float(timestamp)
    except ValueError:
        age = float("inf")
    if abs(age) <= tolerance:
        return
    raise WebhookVerificationError(
        "too_old",
        f"webhook-timestamp {timestamp} is too far from this clock; {tolerance} s are allowed. Check the clock of this machine.",
    )


def signing_key(secret: str) -> bytes:
    try:
        key = base64.b64decode(secret[6:], validate=True) if secret.startswith("whsec_") else secret.encode()
    except ValueError:
        key = b""
    if not key:
        raise WebhookVerificationError("bad_secret", 'The secret is empty, or not base64 after "whsec_".')
    return key


def signature_of(signed: bytes, secret: str) -> str:
    digest = hmac.new(signing_key(secret), signed, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


def _is_signed(signed: bytes, signatures: str, secret: str) -> bool:
    expected = signature_of(signed, secret)
    return any(hmac.compare_digest(expected.encode(), one.encode()) for one in signatures.split(" "))
