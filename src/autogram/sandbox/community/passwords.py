"""Checking passwords and codes, also the passwords that apps encrypt."""

import base64
import hmac
import struct
import time
from functools import cached_property
from hashlib import sha1
from typing import TYPE_CHECKING

from autogram.sandbox.community.documents import Login

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

PREFIX, KEY_BYTES, STEP_SECONDS = "#PWD_INSTAGRAM", 2_048, 30


class PasswordKey:
    """The key that apps encrypt passwords for; made when the first one asks."""

    id = 57

    @cached_property
    def _private(self) -> "RSAPrivateKey":
        from cryptography.hazmat.primitives.asymmetric import rsa

        return rsa.generate_private_key(65_537, KEY_BYTES)

    @property
    def public(self) -> str:
        """The public half as the app receives it: PEM in base64."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        pem = self._private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return base64.b64encode(pem).decode()

    def read(self, sent: str) -> str | None:
        """The password in what a browser or an app sends; null when it cannot be read."""
        parts = sent.split(":", 3)
        if not parts[0].startswith(PREFIX) or len(parts) < 4:
            return sent
        if parts[1] == "0":
            return parts[3]
        return self._decrypt(parts[3], parts[2]) if parts[1] == "4" else None

    def _decrypt(self, sealed: str, timestamp: str) -> str | None:
        """Open version, key id, nonce, key length, sealed key, tag and text, all in one."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            raw = base64.b64decode(sealed)
            end = 16 + int.from_bytes(raw[14:16], "little")
            key = self._private.decrypt(raw[16:end], PKCS1v15())
            text = AESGCM(key).decrypt(raw[2:14], raw[end + 16 :] + raw[end : end + 16], timestamp.encode())
        except (ValueError, InvalidTag):
            return None
        return text.decode("utf-8", "replace")


def is_code(login: Login, code: str) -> bool:
    """Tell whether a two-factor code is right: one of the fixed ones, or what an authenticator shows now."""
    given = code.replace(" ", "")
    if given in login.codes:
        return True
    if not login.totp_secret:
        return False
    step = int(time.time()) // STEP_SECONDS
    return any(_totp(login.totp_secret, step + drift) == given for drift in (-1, 0, 1))


def _totp(secret: str, step: int) -> str:
    key = base64.b32decode(secret.upper() + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", step), sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFF_FFFF
    return f"{number % 1_000_000:06d}"
