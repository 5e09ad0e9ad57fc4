"""Signatures Instagram makes with the app's secret."""

import base64
import hashlib
import hmac
import json
from typing import Any


def signed_request(secret: str, payload: dict[str, Any]) -> str:
    """Return `<signature>.<payload>`, both base64url without padding; the signature covers the encoded payload."""
    body = _encode(json.dumps(payload, separators=(",", ":")).encode())
    signature = hmac.new(secret.encode(), body.encode(), hashlib.sha256).digest()
    return f"{_encode(signature)}.{body}"


def _encode(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")
