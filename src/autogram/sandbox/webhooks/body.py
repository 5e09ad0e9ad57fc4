"""Writing and signing the body of a webhook exactly as Meta does."""

import hashlib
import hmac
import json
from typing import Any

from autogram.sandbox.outbox.documents import Delivery, Signing
from autogram.sandbox.world import World


def written(value: Any) -> str:
    """JSON as Meta writes it: no spaces, everything but ASCII escaped in lower case, slashes too."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).replace("/", "\\/")


def body_of(world: World, delivery: Delivery, *, is_array: bool, is_direct: bool) -> str:
    """Put the updates of a delivery into entries, neighbours of the same account and kind into the same one."""
    now = world.clock.now()
    entries: list[dict[str, Any]] = []
    for update in delivery.updates:
        item = dict(update.item)
        if update.kind == "changes" and is_direct:
            entries.append({"id": update.entry_id, "time": int(now), **item})
            continue
        if not entries or entries[-1]["id"] != update.entry_id or update.kind not in entries[-1]:
            time = int(now) if update.kind == "changes" else int(now * 1_000)
            entries.append({"id": update.entry_id, "time": time, update.kind: []})
        entries[-1][update.kind].append(item)
    body = {"object": "instagram", "entry": entries}
    return written([body] if is_array else body)


def signatures(secret: str, body: bytes, signing: Signing) -> dict[str, str]:
    """Both signature headers over the bytes that are sent; a wrong one is made with another secret."""
    if signing == "missing":
        return {}
    key = secret.encode() if signing == "good" else f"not {secret}".encode()
    return {
        "x-hub-signature": "sha1=" + hmac.new(key, body, hashlib.sha1).hexdigest(),
        "x-hub-signature-256": "sha256=" + hmac.new(key, body, hashlib.sha256).hexdigest(),
    }
