"""Uploads made by hand, for tests."""

import io
import json
from collections.abc import Iterable
from typing import Any

from autogram.instagram.export.reading import read_export
from autogram.instagram.export.results import Export, ExportedList
from autogram.instagram.export.sources import NamedFile

FOLDER = "connections/followers_and_following/"


def upload(content: str | bytes, name: str = "followers_1.json") -> NamedFile:
    return NamedFile(name, io.BytesIO(content.encode() if isinstance(content, str) else content))


def read_text(content: str | bytes, name: str = "followers_1.json") -> Export:
    return read_export([upload(content, name)])


def followers_of(content: str | bytes, name: str = "followers_1.json") -> ExportedList:
    found = read_text(content, name).followers
    assert found is not None
    return found


def names(found: ExportedList | None) -> list[str]:
    assert found is not None
    return list(found.entries.usernames)


def record(username: Any, when: Any = 1_700_000_000) -> dict[str, Any]:
    item = {"href": f"https://www.instagram.com/{username}", "value": username, "timestamp": when}
    return {"title": "", "media_list_data": [], "string_list_data": [item]}


def bare(usernames: Iterable[Any]) -> bytes:
    return json.dumps([record(each) for each in usernames]).encode()


def rooted(usernames: Iterable[Any], root: str = "relationships_following") -> bytes:
    return json.dumps({root: [record(each) for each in usernames]}).encode()


def kinds(export: Export) -> set[str]:
    """What kinds of problems it has."""
    return {str(problem.kind) for problem in export.facts.problems}
