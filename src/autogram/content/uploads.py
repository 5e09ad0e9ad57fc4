"""Receiving a multipart upload straight into a file, with what is said about it.

Neither the whole file nor a copy in the system's temporary folder is ever held: that folder is often memory.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from autogram.content import space
from autogram.content.errors import MediaTooLarge
from autogram.content.incoming import UPLOAD_NAME
from autogram.core.errors import FieldError, InvalidInput

FIELD_BYTES, MOST_PARTS = 16_384, 20
WRITE_BYTES = 1_048_576


@dataclass
class ReceivedUpload:
    """The file as it came, the name it was given, and the other fields of the form."""

    path: Path
    original_name: str = ""
    fields: dict[str, str] = field(default_factory=dict)


async def receive_upload(
    body: AsyncIterator[bytes], content_type: str | None, folder: Path, *, limit_bytes: int
) -> ReceivedUpload:
    """The form's `file` stands in `folder`.

    Raises `MediaTooLarge` as soon as the file has more than `limit_bytes`, `MediaStorageFull` when the disk has no
    room, and `InvalidInput` for a body that is not a whole form with one file.
    """
    kind, options = parse_options_header(content_type)
    if kind != b"multipart/form-data" or b"boundary" not in options:
        raise _fault("send the file as multipart/form-data")
    with space.watched(), (folder / UPLOAD_NAME).open("wb") as target:
        receiver = _Receiver(options[b"boundary"], target, limit_bytes)
        try:
            async for chunk in body:
                await receiver.take(chunk)
            await receiver.finish()
        except FormParserError as error:
            raise _fault("the form is malformed") from error
    return ReceivedUpload(folder / UPLOAD_NAME, receiver.original_name, receiver.fields)


class _Receiver:
    """Feeds the parser and keeps what it finds."""

    def __init__(self, boundary: bytes, target: IO[bytes], limit_bytes: int) -> None:
        self.original_name = ""
        self.fields: dict[str, str] = {}
        self._target, self._limit = target, limit_bytes
        self._waiting, self._size = bytearray(), 0
        self._parts, self._has_file, self._is_complete = 0, False, False
        self._field: str | None = None
        self._value = bytearray()
        self._header_name, self._header_value, self._disposition = b"", b"", b""
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": self._on_header_name,
                "on_header_value": self._on_header_value,
                "on_header_end": self._on_header,
                "on_headers_finished": self._on_headers,
                "on_part_data": self._on_data,
                "on_part_end": self._on_part,
                "on_end": self._on_end,
            },
        )

    async def take(self, chunk: bytes) -> None:
        self._parser.write(chunk)
        if len(self._waiting) >= WRITE_BYTES:
            await self._write()

    async def finish(self) -> None:
        if not self._is_complete:
            raise _fault("the form ends before it is complete")
        if not self._has_file:
            raise _fault("is required")
        await self._write()

    async def _write(self) -> None:
        waiting, self._waiting = self._waiting, bytearray()
        await asyncio.to_thread(self._target.write, waiting)

    def _begin(self) -> None:
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise _fault("the form has too many fields")
        self._disposition, self._value = b"", bytearray()

    def _on_header_name(self, data: bytes, start: int, end: int) -> None:
        self._header_name += data[start:end]

    def _on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._header_value += data[start:end]

    def _on_header(self) -> None:
        if self._header_name.lower() == b"content-disposition":
            self._disposition = self._header_value
        self._header_name, self._header_value = b"", b""

    def _on_headers(self) -> None:
        _, options = parse_options_header(self._disposition.decode("latin-1"))
        self._field = options.get(b"name", b"").decode("utf-8", "replace")
        if self._field == "file":
            if self._has_file:
                raise _fault("send one file at a time")
            if b"filename" not in options:
                raise _fault("is text; send it as a file, with a name")
            self._has_file = True
            self.original_name = options[b"filename"].decode("utf-8", "replace")

    def _on_data(self, data: bytes, start: int, end: int) -> None:
        if self._field != "file":
            self._value += data[start:end]
            if len(self._value) > FIELD_BYTES:
                raise _fault(f"may have at most {FIELD_BYTES} bytes", field_name=self._field or "form")
            return
        self._size += end - start
        if self._size > self._limit:
            raise MediaTooLarge(self._limit)
        self._waiting += data[start:end]

    def _on_part(self) -> None:
        if self._field and self._field != "file":
            self.fields[self._field] = self._value.decode("utf-8", "replace")

    def _on_end(self) -> None:
        self._is_complete = True


def _fault(message: str, *, field_name: str = "file") -> InvalidInput:
    return InvalidInput([FieldError(field_name, message)])
