"""Secrets in personal links: shown once, stored as a hash."""

import hashlib

from autogram.core.secrets import new_token


def new_secret() -> tuple[str, str]:
    """A secret, and what is stored of it. With its 256 random bits, a plain hash tells nothing of it."""
    secret = new_token()
    return secret, stored_form(secret)


def stored_form(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
