"""A chat as it comes in: a file of a form, a field of it, or JSON."""

from collections.abc import AsyncGenerator
from typing import Any

from pydantic import ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from autogram.content.errors import UploadInterrupted
from autogram.core.errors import ContentTooLarge, FieldError, InvalidInput
from autogram.exchange.rounds.chat.decoding import MOST_BYTES
from autogram.exchange.rounds.schemas import ChatText

# A form, or the quotes of JSON, make it a little longer.
_MOST = MOST_BYTES + 65_536

CHAT_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "file": {"type": "string", "format": "binary", "description": "What KakaoTalk exported."},
                        "text": {"type": "string", "description": "Instead of the file: its text."},
                    },
                }
            },
            "application/json": {"schema": ChatText.model_json_schema()},
        },
    }
}


async def received_chat(request: Request) -> tuple[str, bytes]:
    """The name and the contents of what was sent. Raises `InvalidInput`, `ContentTooLarge` and `UploadInterrupted`."""
    body = await _body(request)
    if request.headers.get("content-type", "").startswith("application/json"):
        return _from_json(body)
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise _fault("send the chat as a file in multipart/form-data, or as text in JSON")
    return await _from_form(request, body)


async def _body(request: Request) -> bytes:
    """No more of it is held than a chat may have."""
    chunks, size = [], 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > _MOST:
                raise ContentTooLarge(f"A chat may have at most {MOST_BYTES} bytes.", limit_bytes=MOST_BYTES)
            chunks.append(chunk)
    except ClientDisconnect:
        raise UploadInterrupted("The connection ended before everything had arrived.") from None
    return b"".join(chunks)


def _from_json(body: bytes) -> tuple[str, bytes]:
    try:
        chat = ChatText.model_validate_json(body)
    except ValidationError as error:
        raise InvalidInput(
            [FieldError(".".join(map(str, each["loc"])) or "body", each["msg"]) for each in error.errors()]
        ) from None
    return chat.filename, chat.text.encode("utf-8", "replace")


async def _from_form(request: Request, body: bytes) -> tuple[str, bytes]:
    parser = MultiPartParser(request.headers, _once(body), max_files=1, max_fields=5, max_part_size=_MOST)
    try:
        form = await parser.parse()
    except (MultiPartException, LookupError):
        raise _fault("the form is malformed, or holds more than one file") from None
    try:
        return await _chat_of(form)
    finally:
        await form.close()


async def _chat_of(form: FormData) -> tuple[str, bytes]:
    chat = form.get("file") or form.get("text")
    if isinstance(chat, UploadFile):
        return chat.filename or "chat", await chat.read()
    if not chat:
        raise _fault("is required: the text file that KakaoTalk exports")
    return "chat.txt", chat.encode("utf-8", "replace")


async def _once(body: bytes) -> AsyncGenerator[bytes, None]:
    yield body


def _fault(message: str) -> InvalidInput:
    return InvalidInput([FieldError("file", message)])
