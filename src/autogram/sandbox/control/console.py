"""The part of the overview where a person at the laptop plays the customer."""

from functools import cache
from html import escape
from pathlib import Path

from autogram.sandbox.world import World

ACTS = (
    ("message", "write a message"),
    ("photo", "send a photo"),
    ("postback", "tap a button"),
    ("story_reply", "answer the story"),
    ("story_mention", "mention the account in a story"),
    ("comment", "comment on a post"),
    ("live_comment", "comment on the live broadcast"),
    ("mention", "mention the account in a caption"),
    ("phone_message", "as the owner: write with the phone"),
)
OFFERED_PEOPLE = 50


def console(world: World) -> str:
    """The card with the form and the conversation."""
    names = [account.username for account in world.professional_accounts()]
    accounts = "".join(f"<option>{escape(name)}</option>" for name in names)
    people = [person.id for person in world.inbox.customers][-OFFERED_PEOPLE:]
    known = "".join(f'<option value="{escape(name)}">' for name in reversed(people))
    acts = "".join(f'<option value="{value}">{escape(text)}</option>' for value, text in ACTS)
    first = escape(people[-1] if people else "ben")
    return (
        '<section class="card" aria-labelledby="play"><h2 id="play">Play the customer</h2>'
        '<form id="form" class="play"><div class="fields">'
        f'<label>Account<select id="account">{accounts}</select></label>'
        f'<label>You are<input id="person" value="{first}" list="people" required pattern="[a-zA-Z0-9._]{{1,30}}" '
        f'autocomplete="off" spellcheck="false"></label>'
        f'<label>You want to<select id="act">{acts}</select></label>'
        '<label id="post-label" hidden>Post<select id="post"></select></label>'
        f'<p class="said" id="said" role="status"></p><datalist id="people">{known}</datalist></div>'
        '<div><div id="chips" class="chips"></div>'
        '<div id="talk" class="talk" tabindex="0" role="log" aria-label="Conversation"></div>'
        '<div class="write"><label>Text<textarea id="text" rows="1"></textarea></label>'
        '<button class="primary">Send</button></div></div></form></section>'
        f"<script>{_file('console.js')}</script>"
    )


def style() -> str:
    """How the card looks."""
    return _file("console.css")


@cache
def _file(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")
