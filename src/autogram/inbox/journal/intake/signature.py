"""Whether a body is Meta's."""

import hmac
from collections.abc import Sequence

from autogram.core.settings import Settings
from autogram.inbox.journal.models import Signature

HEADER = b"x-hub-signature-256"


def secrets_of(settings: Settings) -> tuple[bytes, ...]:
    """Every secret that a body may be signed with: the app's, and those of a rotation or of the other login."""
    extra = settings.inbox.webhook_extra_secrets.get_secret_value().split(",")
    given = [settings.meta.meta_app_secret.get_secret_value(), *extra]
    return tuple(secret.strip().encode() for secret in given if secret.strip())


def check_signature(secrets: Sequence[bytes], body: bytes, header: bytes | None) -> Signature:
    """What the header says of these very bytes. They must be as they came: Meta signs its own way of writing JSON."""
    if header is None:
        return Signature.MISSING
    given = header.strip()
    for secret in secrets:
        expected = b"sha256=" + hmac.digest(secret, body, "sha256").hex().encode()
        if hmac.compare_digest(expected, given):
            return Signature.VALID
    return Signature.INVALID
