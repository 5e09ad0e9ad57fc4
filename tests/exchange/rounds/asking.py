"""Asking for comments, as people do it."""

from typing import Any

from tests.exchange.organiser import Organiser


def a_link(shortcode: str) -> str:
    return f"https://www.instagram.com/p/{shortcode}/"


async def ask(organiser: Organiser, username: str, shortcode: str, expect: int = 201, **options: Any) -> Any:
    """The organiser asks for a member."""
    body = {"username": username, "link": a_link(shortcode)} | options
    return await organiser.ask("POST", "/requests", expect, json=body)


async def shortcodes(organiser: Organiser, **wanted: Any) -> list[str]:
    """Of the organiser's list, in its order."""
    page = await organiser.ask("GET", "/requests", params={"limit": 100} | wanted)
    return [item["shortcode"] for item in page["items"]]
