"""What may be sent to whom now: each rule as a sentence."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from autogram.core.errors import InvalidInput
from autogram.inbox.conversations.policy import (
    COMMENTS_SCOPE,
    MESSAGES_SCOPE,
    AccountState,
    CommentReply,
    SendFacts,
    decide,
)
from autogram.inbox.conversations.schemas import AttachmentType, OutgoingContent, OutgoingFile, QuickReply, SendMode
from autogram.inbox.conversations.validation import MEGABYTE, LibraryFile, require_sendable

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WELL = AccountState("sunny.bakery")
HUMAN = SendFacts(now=NOW, sender_is_human=True, account=WELL, last_inbound_at=NOW - timedelta(hours=1))
RULE = replace(HUMAN, sender_is_human=False)


def wrote(facts: SendFacts, **ago: float) -> SendFacts:
    return replace(facts, last_inbound_at=NOW - timedelta(**ago))


def account(facts: SendFacts, **changes: object) -> SendFacts:
    return replace(facts, account=replace(facts.account, **changes))


def comment(facts: SendFacts, *, live: bool = False, used: bool = False, **ago: float) -> SendFacts:
    reply = CommentReply(NOW - timedelta(**ago), is_live=live, already_used=used)
    return replace(facts, last_inbound_at=None, comment=reply)


MINUTE = {"minutes": 1}
SENTENCES = [
    ("anybody may answer within 24 hours", wrote(RULE, hours=23, minutes=59), SendMode.RESPONSE, "window-open"),
    ("a rule may not answer after 24 hours", wrote(RULE, hours=24), None, "window-closed"),
    ("a person may still answer after 24 hours", wrote(HUMAN, hours=24), SendMode.HUMAN_AGENT, "human-agent"),
    ("a person may answer for 7 days", wrote(HUMAN, days=6, hours=23), SendMode.HUMAN_AGENT, "human-agent"),
    ("nobody may answer after 7 days", wrote(HUMAN, days=7), None, "human-window-closed"),
    ("nobody may begin", replace(HUMAN, last_inbound_at=None), None, "never-wrote"),
    ("a comment is answered in private for 7 days", comment(RULE, days=6), SendMode.PRIVATE_REPLY, "private-reply"),
    ("an older comment is not", comment(HUMAN, days=7), None, "private-reply-closed"),
    ("a comment is answered in private once", comment(HUMAN, used=True, days=1), None, "private-reply-used"),
    ("a live comment while it lasts", comment(RULE, live=True, **MINUTE), SendMode.PRIVATE_REPLY, "private-reply"),
    ("a live comment not afterwards", comment(RULE, live=True, hours=5), None, "private-reply-closed"),
    ("a rule leaves alone who cannot be reached", replace(RULE, refused="Blocked."), None, "person-unavailable"),
    ("a person may try again", replace(HUMAN, refused="Blocked."), SendMode.RESPONSE, "window-open"),
    ("not without the permission", account(HUMAN, missing_scopes=(MESSAGES_SCOPE,)), None, "permission-missing"),
    (
        "other permissions do not matter",
        account(HUMAN, missing_scopes=(COMMENTS_SCOPE,)),
        SendMode.RESPONSE,
        "window-open",
    ),
    ("not after the connection was ended", account(HUMAN, is_connected=False), None, "account-disconnected"),
]


@pytest.mark.parametrize(("sentence", "facts", "mode", "code"), SENTENCES, ids=[row[0] for row in SENTENCES])
def test_what_may_be_sent(sentence: str, facts: SendFacts, mode: SendMode | None, code: str) -> None:
    decision = decide(facts)

    assert (decision.mode, decision.reason_code, decision.allowed) == (mode, code, mode is not None)
    assert decision.reason.endswith(".")
    assert (decision.tag == "HUMAN_AGENT") == (mode is SendMode.HUMAN_AGENT)


HELD_BACK = [
    ("everything-paused", {"everything_paused": True}, None),
    ("account-needs-reauth", {"is_connected": False, "needs_reauth": True}, None),
    ("account-paused", {"is_paused": True}, None),
    ("account-throttled", {"throttled_until": NOW + timedelta(minutes=5)}, NOW + timedelta(minutes=5)),
    ("quota-used", {"quota_until": NOW + timedelta(minutes=9)}, NOW + timedelta(minutes=9)),
]


@pytest.mark.parametrize(("code", "changes", "until"), HELD_BACK, ids=[row[0] for row in HELD_BACK])
def test_what_holds_the_account_back_makes_a_message_wait_and_not_fail(
    code: str, changes: dict[str, object], until: datetime | None
) -> None:
    decision = decide(account(HUMAN, **changes))

    assert (decision.allowed, decision.waits, decision.reason_code, decision.until) == (True, True, code, until)
    assert decision.closes_at == NOW - timedelta(hours=1) + timedelta(days=7)


def test_waiting_opens_no_window() -> None:
    assert decide(account(wrote(RULE, hours=25), is_paused=True)).reason_code == "window-closed"


def test_a_throttle_that_is_over_holds_nothing_back() -> None:
    assert not decide(account(HUMAN, throttled_until=NOW, quota_until=NOW)).waits


def test_the_decision_says_until_when_it_holds_and_when_everything_ends() -> None:
    open_, human = decide(RULE), decide(wrote(HUMAN, days=2))

    assert open_.until == NOW + timedelta(hours=23)
    assert human.until == human.closes_at == NOW + timedelta(days=5)
    assert decide(wrote(RULE, days=2)).closes_at == human.closes_at


PICTURE = LibraryFile(AttachmentType.IMAGE, "image/jpeg", MEGABYTE)
FILM = LibraryFile(AttachmentType.VIDEO, "video/mp4", MEGABYTE)
LINKED = OutgoingFile(type=AttachmentType.IMAGE, url="https://example.test/a.jpg")
IN_LIBRARY = OutgoingFile(media_id="0198f000-0000-7000-8000-000000000001")
GOOD: list[tuple[OutgoingContent, list[LibraryFile | None]]] = [
    (OutgoingContent(text="ä" * 500), []),
    (OutgoingContent(text="Hi", quick_replies=tuple(QuickReply(title=f"{n:020d}") for n in range(13))), []),
    (OutgoingContent(files=(LINKED,) * 10), [None] * 10),
    (OutgoingContent(text="Look", files=(IN_LIBRARY,)), [FILM]),
    (OutgoingContent(heart=True), []),
    (OutgoingContent(share_media_id="17900000000000001"), []),
]
BAD: list[tuple[str, OutgoingContent, list[LibraryFile | None]]] = [
    ("write something", OutgoingContent(), []),
    ("1000 bytes and has 1002", OutgoingContent(text="ä" * 501), []),
    ("13 at most", OutgoingContent(text="Hi", quick_replies=(QuickReply(title="a"),) * 14), []),
    ("20 characters and has 21", OutgoingContent(text="Hi", quick_replies=(QuickReply(title="a" * 21),)), []),
    ("need a text", OutgoingContent(heart=True, quick_replies=(QuickReply(title="a"),)), []),
    ("10 pictures at most", OutgoingContent(files=(LINKED,) * 11), [None] * 11),
    ("only pictures", OutgoingContent(files=(IN_LIBRARY, IN_LIBRARY)), [FILM, PICTURE]),
    ("send one of them", OutgoingContent(files=(LINKED,), heart=True), [None]),
    ("8 MB and has 9.0 MB", OutgoingContent(files=(IN_LIBRARY,)), [replace(PICTURE, size_bytes=9 * MEGABYTE)]),
    ("25 MB and has 26.0 MB", OutgoingContent(files=(IN_LIBRARY,)), [replace(FILM, size_bytes=26 * MEGABYTE)]),
    ("cannot be sent", OutgoingContent(files=(IN_LIBRARY,)), [replace(PICTURE, content_type="image/webp")]),
    ("begin with https://", OutgoingContent(files=(LINKED.model_copy(update={"url": "http://a.test"}),)), [None]),
    ("begin with https://", OutgoingContent(files=(LINKED.model_copy(update={"url": "https://"}),)), [None]),
    ("not valid", OutgoingContent(files=(LINKED.model_copy(update={"url": "https://[a"}),)), [None]),
    ("needs a `type`", OutgoingContent(files=(OutgoingFile(url="https://a.test/b"),)), [None]),
    ("either", OutgoingContent(files=(OutgoingFile(type=AttachmentType.IMAGE),)), [None]),
]


@pytest.mark.parametrize(("content", "library"), GOOD, ids=range(len(GOOD)))
def test_what_instagram_takes_is_taken(content: OutgoingContent, library: list[LibraryFile | None]) -> None:
    require_sendable(content, library)


@pytest.mark.parametrize(("words", "content", "library"), BAD, ids=[row[0] for row in BAD])
def test_what_instagram_would_refuse_is_refused_with_the_reason(
    words: str, content: OutgoingContent, library: list[LibraryFile | None]
) -> None:
    with pytest.raises(InvalidInput, match=words):
        require_sendable(content, library)
