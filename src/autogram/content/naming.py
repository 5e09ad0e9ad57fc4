"""How stored files are named: by a random key, so that anyone can fetch the address and nobody guess it."""

import re
import secrets

OBJECT_FOLDER = "m"
TAG_LENGTH, KEY_LENGTH = 8, 40
CONTENT_TYPES = {".thumb.jpg": "image/jpeg", ".jpg": "image/jpeg", ".mp4": "video/mp4"}

_NAME = re.compile(r"(?P<key>[0-9a-f]{40})(?P<suffix>\.thumb\.jpg|\.jpg|\.mp4)")
_URL = re.compile(rf"https?://[^?#]+/{OBJECT_FOLDER}/(?P<name>[^/?#]+)")


def new_tag() -> str:
    """What all keys of one database begin with."""
    return secrets.token_hex(TAG_LENGTH // 2)


def new_key(tag: str) -> str:
    """40 hexadecimal digits, the last 32 of them random (128 bits)."""
    return tag + secrets.token_hex(16)


def file_name(key: str, content_type: str) -> str:
    return key + (".mp4" if content_type == "video/mp4" else ".jpg")


def thumbnail_name(key: str) -> str:
    return key + ".thumb.jpg"


def all_names(key: str) -> list[str]:
    """Every name under which something of this item may be stored."""
    return [key + suffix for suffix in CONTENT_TYPES]


def key_of(name: str) -> str | None:
    """The key in a file's name, or None for a name that is not ours."""
    match = _NAME.fullmatch(name)
    return match["key"] if match else None


def key_of_url(url: str) -> str | None:
    """The key in a public address of a file, wherever this installation was reachable when it was given out."""
    match = _URL.match(url)
    name = _NAME.fullmatch(match["name"]) if match else None
    return name["key"] if name and name["suffix"] != ".thumb.jpg" else None


def content_type_of(name: str) -> str | None:
    """The type a file is served with, or None for a name that is not ours."""
    match = _NAME.fullmatch(name)
    return CONTENT_TYPES[match["suffix"]] if match else None
