"""What a chat asks for, all of it, ready to be shown before anything is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from autogram.core.errors import ContentTooLarge
from autogram.exchange.rounds.chat.decoding import text_of
from autogram.exchange.rounds.chat.layouts import Layout
from autogram.exchange.rounds.chat.reading import read_chat
from autogram.exchange.rounds.chat.submissions import NotSubmitted, Submission, submissions_in

MOST_LINKS = 20_000


@dataclass
class Recognised:
    """What was found in a chat."""

    layout: Layout
    messages: int = 0
    submissions: list[Submission] = field(default_factory=list)
    left_out: list[NotSubmitted] = field(default_factory=list)


def recognise(data: bytes) -> Recognised:
    """Reads an exported chat. Takes up to seconds: call it in a thread.

    Raises `ChatUnreadable`, and `ContentTooLarge` for too many bytes, lines or links.
    """
    chat = read_chat(text_of(data))
    found = Recognised(chat.layout)
    for message in chat.messages:
        found.messages += message.nickname is not None
        _sort(found, submissions_in(message))
    return found


def _sort(found: Recognised, links: Iterator[Submission | NotSubmitted]) -> None:
    for link in links:
        if isinstance(link, Submission):
            found.submissions.append(link)
        else:
            found.left_out.append(link)
        if len(found.submissions) + len(found.left_out) > MOST_LINKS:
            raise ContentTooLarge(f"The chat has more than {MOST_LINKS:,} links. Export a shorter span.")
