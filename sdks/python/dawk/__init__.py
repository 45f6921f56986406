"""The official client of Dawk, the self-hosted WhatsApp Business gateway."""

from ._async_client import AsyncDawk
from ._client import Dawk
from ._requests import VERSION as __version__
from ._requests import Attempt, CallOptions, RawReply
from .errors import DawkError
from .webhooks import UnknownEvent, WebhookEvent, WebhookVerificationError, verify_webhook

__all__ = [
    "AsyncDawk",
    "Attempt",
    "CallOptions",
    "Dawk",
    "DawkError",
    "RawReply",
    "UnknownEvent",
    "WebhookEvent",
    "WebhookVerificationError",
    "__version__",
    "verify_webhook",
]
