"""Meta's question whether this address is ours."""

import hmac
from urllib.parse import parse_qs

from autogram.core.settings import Settings
from autogram.inbox.journal.errors import HandshakeIncomplete, VerifyTokenRefused, WebhookNotConfigured


def answer_handshake(settings: Settings, query: bytes) -> bytes:
    """The challenge, to be sent back bare.

    Raises `HandshakeIncomplete`, `VerifyTokenRefused` and `WebhookNotConfigured`.
    """
    given = {name: values[0] for name, values in parse_qs(query.decode("latin-1"), keep_blank_values=True).items()}
    mode, token, challenge = (given.get(name) for name in ("hub.mode", "hub.verify_token", "hub.challenge"))
    if mode is None or token is None or challenge is None:
        raise HandshakeIncomplete("Meta asks with hub.mode, hub.verify_token and hub.challenge.")
    ours = settings.meta.meta_verify_token.get_secret_value().encode()
    if not ours:
        raise WebhookNotConfigured("Set META_VERIFY_TOKEN to a word of your own and tell Meta the same.")
    if not hmac.compare_digest(token.encode(), ours) or mode != "subscribe":
        raise VerifyTokenRefused("Tell Meta the word that META_VERIFY_TOKEN is set to.")
    return challenge.encode()
