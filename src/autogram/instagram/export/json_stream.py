"""JSON read piece by piece: a list of a million records never is in memory as a whole."""

import codecs
import json
import re
from collections.abc import Callable, Iterator
from typing import Any, cast

from autogram.instagram.export.errors import FileDamaged

_SPACE = re.compile(r"[ \t\r\n]*")
_BETWEEN = re.compile(r"[ \t\r\n]*,[ \t\r\n]*")
# Like `raw_decode`, in C and without its costs.
_scan = cast("Callable[[str, int], tuple[Any, int]]", vars(json.JSONDecoder())["scan_once"])


class JsonStream:
    """A cursor in a JSON document that arrives in pieces.

    One value at a time is made, of at most `value_bytes`. Whatever is wrong with the document is `FileDamaged`.
    """

    def __init__(self, pieces: Iterator[bytes], value_bytes: int) -> None:
        self._pieces, self._value_bytes = pieces, value_bytes
        self._decoder: codecs.IncrementalDecoder | None = None
        self._text, self._place, self._is_over = "", 0, False

    def peek(self) -> str:
        """The next character that is not space, and nothing else moved; empty at the end of the document."""
        while True:
            self._place = cast("re.Match[str]", _SPACE.match(self._text, self._place)).end()
            if self._place < len(self._text):
                return self._text[self._place]
            if not self._read_on():
                return ""

    def value(self) -> Any:
        """The value that begins here, made; the cursor stands behind it."""
        self.peek()
        while True:
            try:
                made, end = _scan(self._text, self._place)
            except (StopIteration, ValueError) as error:
                if not self._read_on():
                    raise _fault() from error
            except RecursionError as error:
                raise FileDamaged("is nested too deeply to be a list of accounts") from error
            else:
                # A number at the end of what is here may go on.
                if end < len(self._text) or not self._read_on():
                    self._place = end
                    return made

    def elements(self) -> Iterator[Any]:
        """The values of the list that begins here, one after the other."""
        self._take("[")
        if self.peek() == "]":
            self._take("]")
            return
        while True:
            yield self.value()
            yield from self._ready_elements()
            if self._is_at_end_of("]"):
                return

    def _ready_elements(self) -> Iterator[Any]:
        """The further values that are in memory already: what `elements` does, without its costs."""
        text, scan, between = self._text, _scan, _BETWEEN.match
        while (comma := between(text, self._place)) is not None:
            try:
                made, end = scan(text, comma.end())
            except (StopIteration, ValueError, RecursionError):
                return
            if end == len(text):
                return
            self._place = end
            yield made

    def members(self) -> Iterator[str]:
        """The keys of the object that begins here; whoever gets one must take or skip what it stands for."""
        self._take("{")
        if self.peek() == "}":
            self._take("}")
            return
        while True:
            key = self.value()
            if not isinstance(key, str):
                raise _fault()
            self._take(":")
            yield key
            if self._is_at_end_of("}"):
                return

    def skip(self) -> None:
        """The cursor stands behind the value that begins here; a long list or object is not made."""
        begins = self.peek()
        if begins == "[":
            for _ in self.elements():
                pass
        elif begins == "{":
            for _ in self.members():
                self.value()
        else:
            self.value()

    def finish(self) -> None:
        """Nothing but space follows, or the document is no JSON."""
        if self.peek():
            raise FileDamaged("goes on after its end")

    def _is_at_end_of(self, bracket: str) -> bool:
        found = self.peek()
        self._take(bracket if found == bracket else ",")
        return found == bracket

    def _take(self, character: str) -> None:
        if self.peek() != character:
            raise _fault()
        self._place += 1

    def _read_on(self) -> bool:
        """Whether there was more; what lies behind the cursor is forgotten."""
        if self._is_over:
            return False
        rest = self._text[self._place :]
        if len(rest) > self._value_bytes:
            raise FileDamaged("holds a single value that is far too long for a list of accounts")
        self._text, self._place = rest + self._decoded(max(1, len(rest))), 0
        return True

    def _decoded(self, at_least: int) -> str:
        """Text of at least that length, if there is so much: a long value costs no more than twice its length."""
        found: list[str] = []
        while at_least > 0 and not self._is_over:
            piece = next(self._pieces, b"")
            self._is_over = not piece
            self._decoder = self._decoder or _decoder_for(piece)
            try:
                found.append(self._decoder.decode(piece, final=self._is_over))
            except UnicodeError as error:
                raise FileDamaged("is not text") from error
            at_least -= len(found[-1])
        return "".join(found)


def _fault() -> FileDamaged:
    return FileDamaged("is cut off or damaged")


def _decoder_for(first: bytes) -> codecs.IncrementalDecoder:
    """Exports are UTF-8; editors that people have saved them with may have added a mark, or made UTF-16 of them."""
    is_utf16 = first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return codecs.getincrementaldecoder("utf-16" if is_utf16 else "utf-8-sig")()
