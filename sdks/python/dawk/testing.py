"""Webhooks made by hand, so that a handler can be tested without Dawk."""

from __future__ import annotations

import json
import time
import uuid
from typing import Any, Dict, NamedTuple, Optional

from .webhooks import signature_of

__all__ = ["SignedWebhook", "event_of", "received_text", "sign_webhook"]


class SignedWebhook(NamedTuple):
    headers: Dict[str, str]
    body: bytes


def sign_webhook(
    payload: Any, secret: str, *, id: Optional[str] = None, now: Optional[float] = None
) -> SignedWebhook:
    """A webhook as Dawk would send it."""
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    identifier = id or str(uuid.uuid4())
    timestamp = str(int(time.time() if now is None else now))
    signature = signature_of(f"{identifier}.{timestamp}.".encode() + body, secret)
    headers = {
        "content-type": "application/json",
        "webhook-id": identifier,
        "webhook-timestamp": timestamp,
        "webhook-signature": signature,
    }
    return SignedWebhook(headers, body)


def event_of(type: str, data: Dict[str, Any]) -> Dict[str, Any]:
    """An event of any type with the data that you give."""
    timestamp = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())
    return {"id": str(uuid.uuid4()), "type": type, "timestamp": timestamp, "data": data}


def received_text(text: str, **data: Any) -> Dict[str, Any]:
    """A received text, to start a test with; ``data`` changes members of it."""
    return event_of(
        "message.received",
        {
            "messageId": str(uuid.uuid4()),
            "wamid": f"wamid.{uuid.uuid4()}",
            "from": "14155550123",
            "fromUserId": None,
            "contactId": str(uuid.uuid4()),
            "conversationId": str(uuid.uuid4()),
            "phoneNumberId": "106540352242922",
            "contact": {"name": "Asha"},
            "message": {"type": "text", "text": {"body": text}},
            **data,
        },
    )
