"""Only what Meta signed with our secret is believed."""

import base64
import hashlib
import hmac
import json
from typing import Any

import pytest

from autogram.instagram.signed_request import SignedRequestInvalid, read_signed_request

SECRET = "secret"
# Worked out with another program: openssl dgst -sha256 -hmac secret -binary | basenc --base64url
KNOWN = (
    "YUJO0oRGOt7-W5asotYHMee563x9OGcUgq1tqDuu-Z4."
    "eyJhbGdvcml0aG0iOiJITUFDLVNIQTI1NiIsImlzc3VlZF9hdCI6MTI5MTgzNjgwMCwidXNlcl9pZCI6IjIxODQ3MSJ9"
)


def encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def signed(payload: Any, secret: str = SECRET, digest: str = "sha256") -> str:
    body = encoded(json.dumps(payload).encode())
    return f"{encoded(hmac.new(secret.encode(), body.encode(), digest).digest())}.{body}"


def test_a_known_vector_is_read() -> None:
    assert read_signed_request(KNOWN, SECRET) == {
        "algorithm": "HMAC-SHA256",
        "issued_at": 1291836800,
        "user_id": "218471",
    }


def test_the_payload_is_given_back() -> None:
    payload = {"user_id": "1", "algorithm": "HMAC-SHA256", "name": "ä" * 7}

    assert read_signed_request(signed(payload), SECRET) == payload


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "a.b",
        "no-dot",
        "ä.ö",
        "a.b.c",
        "\x00.\x00",
        signed({"user_id": "1", "algorithm": "HMAC-SHA256"}, "wrong"),
        signed({"user_id": "1", "algorithm": "HMAC-SHA256"}, digest="sha1"),
        signed({"user_id": "1", "algorithm": "HMAC-SHA1"}),
        signed({"user_id": "1"}),
        signed({"user_id": "1", "algorithm": None}),
        signed(["user_id", "1"]),
        signed("text"),
        signed({"user_id": "1", "algorithm": "HMAC-SHA256"}) + "x",
        "." + signed({"user_id": "1", "algorithm": "HMAC-SHA256"}).split(".")[1],
    ],
)
def test_everything_else_is_refused(text: str) -> None:
    with pytest.raises(SignedRequestInvalid):
        read_signed_request(text, SECRET)


def test_a_changed_payload_is_refused() -> None:
    signature = signed({"user_id": "1", "algorithm": "HMAC-SHA256"}).split(".")[0]
    other = encoded(json.dumps({"user_id": "2", "algorithm": "HMAC-SHA256"}).encode())

    with pytest.raises(SignedRequestInvalid):
        read_signed_request(f"{signature}.{other}", SECRET)


def test_without_a_secret_nothing_is_believed() -> None:
    with pytest.raises(SignedRequestInvalid):
        read_signed_request(signed({"user_id": "1", "algorithm": "HMAC-SHA256"}, ""), "")


def test_a_signed_payload_that_is_no_json_is_refused() -> None:
    body = encoded(b"not json")
    signature = encoded(hmac.new(SECRET.encode(), body.encode(), hashlib.sha256).digest())

    with pytest.raises(SignedRequestInvalid):
        read_signed_request(f"{signature}.{body}", SECRET)
