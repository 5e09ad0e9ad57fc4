"""Kinds of text that people write, with what cannot be stored or shown refused."""

import unicodedata
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from autogram.exchange.community.names import required_username

__all__ = ["LongText", "Reason", "Text", "Username", "WebAddress"]


def _storable(text: str) -> str:
    if any(unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\t" for sign in text):
        raise ValueError("must be text, without control characters")
    return text.strip()


def _one_line(text: str) -> str:
    if "\n" in text:
        raise ValueError("must be one line")
    return text


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _web_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        named = parts.scheme in {"http", "https"} and parts.hostname and not parts.username and parts.port != 0
    except ValueError:
        named = None
    if not named or any(sign.isspace() for sign in text):
        raise ValueError("must be an address that begins with http:// or https://")
    return text


_NotEmpty = Field(min_length=1)
Username = Annotated[str, Field(max_length=200), AfterValidator(required_username)]
Text = Annotated[str, Field(max_length=200), AfterValidator(_storable), AfterValidator(_one_line), _NotEmpty]
Reason = Annotated[str, Field(max_length=500), AfterValidator(_storable), AfterValidator(_one_line), _NotEmpty]
LongText = Annotated[
    str, Field(max_length=10_000), AfterValidator(_lines), AfterValidator(_storable), Field(min_length=1)
]
WebAddress = Annotated[str, Field(max_length=500), AfterValidator(_storable), AfterValidator(_web_address)]
