"""Files in messages: fetched from where the app has them, checked, and kept for reuse."""

from typing import Any

from autogram.sandbox.content.shapes import media_address
from autogram.sandbox.documents import Account
from autogram.sandbox.graph.call import Call
from autogram.sandbox.graph.errors import GraphError, Json, bad_parameter
from autogram.sandbox.inbox.documents import Upload
from autogram.sandbox.messaging import message_rules
from autogram.sandbox.messaging.refusals import refuse
from autogram.sandbox.messaging.speaker import speaker
from autogram.sandbox.publishing.fetching import MEBIBYTE, Fetched, Library

LIMITS = {"image": 8 * MEBIBYTE, "video": 25 * MEBIBYTE, "audio": 25 * MEBIBYTE, "file": 25 * MEBIBYTE}
# What a file of each kind starts with, by the ending it is served under: (offset, bytes).
STARTS: dict[str, dict[str, tuple[tuple[int, bytes], ...]]] = {
    "image": {"jpg": ((0, b"\xff\xd8\xff"),), "png": ((0, b"\x89PNG"),), "gif": ((0, b"GIF8"),)},
    "video": {
        "mp4": ((4, b"ftyp"),),
        "ogg": ((0, b"OggS"),),
        "avi": ((0, b"RIFF"), (8, b"AVI")),
        "webm": ((0, b"\x1aE\xdf\xa3"),),
    },
    "audio": {"m4a": ((4, b"ftyp"),), "wav": ((0, b"RIFF"), (8, b"WAVE")), "aac": ((0, b"\xff"),)},
    "file": {"pdf": ((0, b"%PDF"),)},
}
TOO_LARGE = 2018109


class Attachments:
    """Takes what messages name; files are kept in the library under their digest."""

    def __init__(self, library: Library) -> None:
        self.library = library

    async def take(self, call: Call, account: Account, item: Json) -> dict[str, Any]:
        """Return an attachment as it is remembered and shown: its kind, and where it is or what it says."""
        kind, payload = str(item["type"]).lower(), item.get("payload") or {}
        if kind == "like_heart":
            return {"type": "like_heart", "payload": {}}
        if kind == "template":
            return {"type": "template", "payload": payload}
        if kind == "media_share":
            return _shared(call, account, str(payload["id"]))
        upload = await self._upload(call, account, kind, payload)
        return {"type": kind, "payload": {"url": upload.url}, "attachment_id": upload.id}

    async def upload(self, call: Call) -> Json:
        """`POST /{ig|page}/message_attachments`: keep a file for messages to come."""
        account = speaker(call)
        message = call.params.json("message")
        if not isinstance(message, dict) or not isinstance(message.get("attachment"), dict):
            raise bad_parameter("The parameter message with an attachment is required.")
        message_rules.check_message(message)
        item = message["attachment"]
        upload = await self._upload(call, account, str(item["type"]).lower(), item.get("payload") or {})
        return {"attachment_id": upload.id}

    async def _upload(self, call: Call, account: Account, kind: str, payload: Json) -> Upload:
        if key := payload.get("attachment_id"):
            found = call.world.inbox.uploads.get(str(key))
            if found is None or found.account_id != account.id or found.type != kind:
                raise refuse("no_attachment")
            return found
        address = await self._fetch(call, kind, str(payload.get("url", "")))
        upload = Upload(id=call.world.new_id("attachment"), account_id=account.id, type=kind, url=address)
        return call.world.inbox.uploads.put(upload)

    async def _fetch(self, call: Call, kind: str, url: str) -> str:
        """Fetch a file as Meta does; the address it is kept under comes back."""
        if kind not in LIMITS:
            raise bad_parameter("Param message[attachment][type] is not supported")
        switches = call.world.switches
        if switches.media_fetch == "skipped":
            return url
        try:
            fetched = await self.library.fetch(
                url, limit=LIMITS[kind], too_large=TOO_LARGE, timeout_seconds=switches.media_fetch_timeout_seconds
            )
        except GraphError as problem:
            raise refuse("too_large" if problem.subcode == TOO_LARGE else "fetch_failed") from None
        return f"{call.world.public_url}/_sandbox/files/{fetched.sha256}.{_ending(fetched, kind)}"


def _ending(fetched: Fetched, kind: str) -> str:
    """Tell a file's format by how it starts; another kind than was named is refused."""
    with fetched.path.open("rb") as file:
        start = file.read(16)
    for ending, marks in STARTS[kind].items():
        if all(start[offset : offset + len(mark)] == mark for offset, mark in marks):
            return ending
    raise refuse("type_mismatch")


def _shared(call: Call, account: Account, media_id: str) -> dict[str, Any]:
    media = call.world.media.get(media_id)
    if media is None or media.account_id != account.id:
        raise refuse("invalid_message")
    return {"type": "share", "payload": {"id": media.id, "url": str(media_address(call.world, media))}}
