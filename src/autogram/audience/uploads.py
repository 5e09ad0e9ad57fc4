"""Receiving one or several files of a form straight onto the disk."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import Field, File, FormParser, parse_options_header

from autogram.audience.errors import UploadBroken
from autogram.core.errors import FieldError, InvalidInput

MOST_FILES = 100
_FIELDS = {b"file", b"files"}


async def receive_files(body: AsyncIterator[bytes], content_type: str | None, folder: Path) -> list[tuple[str, Path]]:
    """Every file of the form, by the name it was sent with. Raises `InvalidInput` and `UploadBroken`."""
    kind, options = parse_options_header(content_type)
    if kind != b"multipart/form-data" or b"boundary" not in options:
        raise _fault("send the export as multipart/form-data")
    receiver = _Receiver(folder, options[b"boundary"])
    try:
        async for chunk in body:
            await asyncio.to_thread(receiver.take, chunk)
        receiver.finish()
    except FormParserError as error:
        raise UploadBroken("The form is malformed.") from error
    if not receiver.files:
        raise _fault("is required: the ZIP from Instagram, or files of it")
    return receiver.files


class _Receiver:
    """Feeds the parser and keeps what it finds."""

    def __init__(self, folder: Path, boundary: bytes) -> None:
        self.files: list[tuple[str, Path]] = []
        self._is_complete = False
        config = {"UPLOAD_DIR": str(folder), "UPLOAD_DELETE_TMP": False, "MAX_MEMORY_FILE_SIZE": 0, "MAX_FIELDS": 200}
        self._parser = FormParser(
            "multipart/form-data", self._on_field, self._on_file, self._on_end, boundary=boundary, config=config
        )

    def take(self, chunk: bytes) -> None:
        self._parser.write(chunk)

    def finish(self) -> None:
        self._parser.finalize()
        if not self._is_complete:
            raise UploadBroken("The form ends before it is complete.")

    def _on_field(self, field: Field) -> None:
        if field.field_name in _FIELDS:
            raise _fault("is text; send it as a file, with a name")

    def _on_file(self, file: File) -> None:
        if file.field_name not in _FIELDS:
            file.close()
            return
        if len(self.files) >= MOST_FILES:
            raise _fault(f"send at most {MOST_FILES} files at once, or the ZIP itself")
        if file.in_memory:
            file.flush_to_disk()
        path = Path((file.actual_file_name or b"").decode())
        file.close()
        self.files.append(((file.file_name or b"upload").decode("utf-8", "replace"), path))

    def _on_end(self) -> None:
        self._is_complete = True


def _fault(message: str) -> InvalidInput:
    return InvalidInput([FieldError("file", message)])
