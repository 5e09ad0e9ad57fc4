"""Filling a JSON schema: every required field and every other one, with values that fit."""

from typing import Any

from autogram.sandbox.ai import writer
from autogram.sandbox.ai.topic import Topic

MAX_DEPTH = 12
# Below this, lists stay as short as they may and what may be null is: schemas can contain themselves.
FULL_DEPTH = 4
USUAL_ITEMS = 3
WORD_NAMES = ("tag", "keyword", "word")
FORMATS = {
    "date-time": "2030-01-01T09:00:00Z",
    "date": "2030-01-01",
    "time": "09:00:00",
    "email": "someone@example.org",
    "uri": "https://example.org/",
    "uuid": "00000000-0000-4000-8000-000000000000",
}


class Filling:
    """Values for one schema and one topic."""

    def __init__(self, schema: dict[str, Any], topic: Topic) -> None:
        self.root = schema
        self.topic = topic
        self._salt = 0

    def value(self) -> Any:
        """The whole object."""
        return self._fill(self.root, "", 0)

    def _fill(self, schema: Any, name: str, depth: int) -> Any:
        schema = self._resolved(schema, depth)
        if depth > MAX_DEPTH or not isinstance(schema, dict):
            return None
        for fixed in ("const", "default"):
            if fixed in schema:
                return schema[fixed]
        if choices := schema.get("enum"):
            return choices[self.topic.number % len(choices)]
        kind = schema.get("type")
        if isinstance(kind, list):
            kind = next((item for item in kind if item != "null"), "null")
        if kind == "object" or "properties" in schema:
            return {key: self._fill(part, key, depth + 1) for key, part in schema.get("properties", {}).items()}
        if kind == "array":
            return self._items(schema, name, depth)
        return self._scalar(kind, schema, name)

    def _items(self, schema: dict[str, Any], name: str, depth: int) -> list[Any]:
        least, most = int(schema.get("minItems", 0)), int(schema.get("maxItems", 10_000))
        usual = USUAL_ITEMS + (2 if _is_word(name) else 0) if depth <= FULL_DEPTH else 0
        count = max(least, min(usual, most))
        return [self._fill(schema.get("items", {"type": "string"}), name, depth + 1) for _ in range(count)]

    def _scalar(self, kind: Any, schema: dict[str, Any], name: str) -> Any:
        if kind in ("integer", "number"):
            return self._number(schema, is_whole=kind == "integer")
        if kind == "boolean":
            return True
        if kind == "null":
            return None
        return self._text(schema, name)

    def _number(self, schema: dict[str, Any], *, is_whole: bool) -> float:
        low = float(schema.get("minimum", schema.get("exclusiveMinimum", 0)))
        high = float(schema.get("maximum", schema.get("exclusiveMaximum", low + 10)))
        middle = (low + high) / 2
        return int(middle) if is_whole else middle

    def _text(self, schema: dict[str, Any], name: str) -> str:
        if known := FORMATS.get(str(schema.get("format", ""))):
            return known
        salt, self._salt = self._salt, self._salt + 1
        lowered = name.lower()
        if _is_word(name):
            found = writer.word(self.topic, salt)
            found = f"#{found}" if "hashtag" in lowered else found
        elif any(part in lowered for part in ("title", "name", "headline", "theme", "label")):
            found = writer.title(self.topic, salt)
        elif any(part in lowered for part in ("caption", "text", "body", "message", "reply", "content", "description")):
            found = writer.text(self.topic, salt)
        else:
            found = writer.sentence(self.topic, salt)
        least, most = int(schema.get("minLength", 0)), int(schema.get("maxLength", 10_000))
        while len(found) < least:
            found += " " + writer.sentence(self.topic, salt)
        return found[:most]

    def _resolved(self, schema: Any, depth: int) -> Any:
        """Follow references, and take the first of several possibilities; null only where it is deep."""
        for _ in range(MAX_DEPTH):
            if not isinstance(schema, dict):
                return schema
            if reference := schema.get("$ref"):
                schema = self._at(str(reference))
            elif several := schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf"):
                is_deep = depth > FULL_DEPTH
                schema = next((part for part in several if (part == {"type": "null"}) is is_deep), several[0])
            else:
                return schema
        return schema

    def _at(self, reference: str) -> Any:
        found: Any = self.root
        for part in reference.removeprefix("#").strip("/").split("/"):
            found = found.get(part, {}) if isinstance(found, dict) else {}
        return found


def _is_word(name: str) -> bool:
    return any(part in name.lower() for part in WORD_NAMES)
