"""Parameters of a request, wherever the client put them: query, form, JSON or multipart."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from autogram.sandbox.graph.errors import bad_parameter

SECRET_NAMES = frozenset(
    {"access_token", "appsecret_proof", "client_secret", "code", "fb_exchange_token", "input_token", "signed_request"}
)
CHOICE = "_sandbox_user"
TRUE_WORDS = {"true", "1", "yes", "on"}
FALSE_WORDS = {"false", "0", "no", "off", ""}


class Params(Mapping[str, Any]):
    """The parameters as received, with readers that accept every way clients write them."""

    def __init__(self, received: Mapping[str, Any]) -> None:
        self._received = dict(received)

    def __getitem__(self, name: str) -> Any:
        return self._received[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._received)

    def __len__(self) -> int:
        return len(self._received)

    def text(self, name: str, default: str = "") -> str:
        """Return a parameter as text; JSON values come back as JSON."""
        value = self._received.get(name, default)
        if isinstance(value, bool):
            return "true" if value else "false"
        return value if isinstance(value, str) else json.dumps(value)

    def required(self, name: str) -> str:
        """Return a parameter as text, or refuse the call as Instagram does when it is missing."""
        if not (value := self.text(name)):
            raise bad_parameter(f"The parameter {name} is required.")
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """Read true/false in any spelling."""
        value = self.text(name, "true" if default else "false").lower()
        if value not in TRUE_WORDS | FALSE_WORDS:
            raise bad_parameter(f"Param {name} must be a boolean")
        return value in TRUE_WORDS

    def number(self, name: str, default: int) -> int:
        """Read a whole number."""
        try:
            return int(self.text(name, str(default)))
        except ValueError:
            raise bad_parameter(f"Param {name} must be an integer") from None

    def names(self, name: str) -> list[str]:
        """Read a list written as `a,b`, as JSON or as a real list."""
        value = self._received.get(name)
        if isinstance(value, str) and value.lstrip().startswith("["):
            value = self.json(name)
        if isinstance(value, list):
            return [str(item) for item in value]
        return [item.strip() for item in self.text(name).split(",") if item.strip()]

    def json(self, name: str) -> Any:
        """Read a nested value, given as JSON text or already as a value."""
        value = self._received.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_parameter(f"Param {name} must be valid JSON") from None

    def without_secrets(self) -> dict[str, Any]:
        """Return what may be shown and logged."""
        return {name: value for name, value in self._received.items() if name not in SECRET_NAMES}


async def read_params(request: Request) -> dict[str, Any]:
    """Collect the query and the body; where both name a parameter the body wins."""
    params: dict[str, Any] = _form(request.url.query)
    if request.method in ("POST", "PUT", "DELETE"):
        params |= await _read_body(request)
    return params


async def _read_body(request: Request) -> dict[str, Any]:
    content_type = request.headers.get("content-type", "")
    if content_type.startswith("multipart/form-data"):
        async with request.form() as form:
            return {name: value for name, value in form.items() if isinstance(value, str)}
    body = await request.body()
    if "json" in content_type or body.lstrip().startswith(b"{"):
        return _read_json(body)
    return _form(body.decode("utf-8", "replace"))


def _form(text: str) -> dict[str, Any]:
    """Read a query or form. Of repeated names the last counts, but several chosen accounts are all meant."""
    values: dict[str, Any] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        is_choice = name == CHOICE and name in values
        values[name] = f"{values[name]},{value}" if is_choice else value
    return values


def _read_json(body: bytes) -> dict[str, Any]:
    try:
        values = json.loads(body or b"{}")
    except ValueError:
        raise bad_parameter("The request body is not valid JSON") from None
    return values if isinstance(values, dict) else {}
