"""The text of an exported file, whichever program wrote it."""

import codecs
import unicodedata

from autogram.core.errors import ContentTooLarge
from autogram.exchange.rounds.errors import ChatUnreadable

MOST_BYTES = 20_000_000
_SAMPLE = 4_096


def text_of(data: bytes) -> str:
    """The file's text with its letters composed and its lines ended by `\\n`.

    Raises `ContentTooLarge`, and `ChatUnreadable` for what is no text.
    """
    if len(data) > MOST_BYTES:
        raise ContentTooLarge(f"A chat may have at most {MOST_BYTES} bytes.", limit_bytes=MOST_BYTES)
    text = _decoded(data).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    # Files from a Mac may hold Korean letters in parts.
    return unicodedata.normalize("NFC", text)


def _decoded(data: bytes) -> str:
    if data.startswith(b"PK\x03\x04"):
        raise ChatUnreadable("This is a ZIP. Unpack it and send the text file in it.")
    wide = _utf_16(data)
    if wide:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged(data) or _cp949(data)


def _utf_16(data: bytes) -> str | None:
    """The codec, if the file is in UTF-16, with or without its mark."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # Digits, spaces and the signs between them are in every line: each has one byte that is zero.
    first, second = data[:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    if max(first, second) * 20 < min(len(data), _SAMPLE):
        return None
    return "utf-16-le" if second > first else "utf-16-be"


def _damaged(data: bytes) -> str | None:
    """UTF-8 in which hardly anything is broken."""
    text = data.decode("utf-8", "replace")
    return text if text.count("\ufffd") * 1_000 <= len(text) else None


def _cp949(data: bytes) -> str:
    try:
        return data.decode("cp949")
    except UnicodeDecodeError:
        raise ChatUnreadable("The file is no text in UTF-8, UTF-16 or CP949.") from None
