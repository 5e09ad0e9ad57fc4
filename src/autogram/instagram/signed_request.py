"""`signed_request`: how Meta tells of a revoked permission or a wish to be forgotten."""

import base64
import binascii
import hashlib
import hmac
import json
from typing import Any


class SignedRequestInvalid(Exception):
    """Not signed by Meta with our app secret, or not understood."""


def read_signed_request(signed_request: str, app_secret: str) -> dict[str, Any]:
    """The payload, once its HMAC-SHA256 over the encoded payload has been checked in constant time.

    https://developers.facebook.com/docs/development/create-an-app/app-dashboard/data-deletion-callback
    """
    try:
        signature, payload = signed_request.split(".", 1)
        expected = hmac.new(app_secret.encode(), payload.encode(), hashlib.sha256).digest()
        genuine = bool(app_secret) and hmac.compare_digest(_decode(signature), expected)
        content = json.loads(_decode(payload)) if genuine else None
    except (ValueError, binascii.Error):
        raise SignedRequestInvalid from None
    if not isinstance(content, dict) or str(content.get("algorithm", "")).upper() != "HMAC-SHA256":
        raise SignedRequestInvalid
    return content


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
