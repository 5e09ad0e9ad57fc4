"""Every body that Instagram posts, and every other JSON, becomes events; nothing makes the reading fail."""

import copy
import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.inbox.reception import payloads
from tests.inbox.reception.payloads import (
    ACCOUNT,
    AT_MS,
    CDN,
    EVERY_KIND,
    PERSON,
    attachment,
    change,
    comment,
    echo,
    item,
    message,
    messaging,
)

from autogram.inbox.conversations.models import MessageKind
from autogram.inbox.reception.events import events_of
from autogram.inbox.reception.shapes import Aside, Commented, Edited, Event, Reacted, Riddle, Said, Seen, Unsent


def only(body: Any) -> Event:
    (event,) = events_of(body)
    return event


def said(body: Any) -> Said:
    content = only(body).content
    assert isinstance(content, Said)
    return content


@pytest.mark.parametrize("name", EVERY_KIND)
def test_every_kind_that_is_documented_is_understood(name: str) -> None:
    body, kinds = EVERY_KIND[name]

    events = events_of(body)

    assert [event.kind for event in events] == kinds
    assert [isinstance(event.content, Riddle) for event in events] == [kind.startswith("unknown:") for kind in kinds]


def test_a_message_names_the_account_the_person_and_the_time() -> None:
    event = only(message("m1", "Are you open?"))

    assert (event.instagram_user_id, event.person_instagram_id, event.subject) == (ACCOUNT, PERSON, "m1")
    assert event.occurred_at == datetime.fromtimestamp(AT_MS / 1000, UTC)
    assert event.content == Said("m1", False, MessageKind.TEXT, "Are you open?")


def test_the_person_of_an_echo_is_who_it_was_sent_to() -> None:
    event = only(echo("m1", "Yes"))

    assert event.person_instagram_id == PERSON
    assert said(echo("m1", "Yes")).is_outbound


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("image", MessageKind.MEDIA),
        ("share", MessageKind.SHARE),
        ("ig_post", MessageKind.SHARE),
        ("story mention", MessageKind.STORY_MENTION),
        ("story reply", MessageKind.STORY_REPLY),
        ("quick reply", MessageKind.QUICK_REPLY),
        ("template", MessageKind.TEMPLATE),
        ("ephemeral", MessageKind.MEDIA),
        ("unsupported", MessageKind.UNSUPPORTED),
        ("attachment of an unknown type", MessageKind.MEDIA),
        ("postback", MessageKind.POSTBACK),
        ("referral", MessageKind.REFERRAL),
        ("from an ad", MessageKind.TEXT),
    ],
)
def test_a_message_is_of_the_kind_that_matters_most(name: str, kind: MessageKind) -> None:
    assert said(EVERY_KIND[name][0]).kind is kind


def test_attachments_keep_what_is_needed_to_show_them() -> None:
    found = said(message("m1", "look", attachments=[attachment("ig_post", ig_post_media_id="9", title="Buns")]))

    assert found.attachments == ({"type": "ig_post", "url": CDN, "title": "Buns", "media_id": "9"},)
    assert found.text == "look"


def test_an_attachment_of_an_unknown_type_is_kept_as_other() -> None:
    assert said(message("m1", attachments=[attachment("hologram")])).attachments == (
        {"type": "other", "instagram_type": "hologram", "url": CDN},
    )


def test_story_media_is_noted_as_not_to_be_kept_and_ephemeral_media_has_no_address() -> None:
    story = said(EVERY_KIND["story mention"][0]).attachments[0]
    gone = said(message("m1", attachments=[attachment("ephemeral")])).attachments[0]

    assert "may not be kept" in story["note"]
    assert "url" not in gone
    assert "may not be kept" in said(EVERY_KIND["story reply"][0]).details["story"]["note"]


def test_quick_replies_postbacks_and_ads_keep_what_was_chosen() -> None:
    assert said(EVERY_KIND["quick reply"][0]).details == {"quick_reply": {"payload": "YES"}}
    assert said(EVERY_KIND["postback from an ad"][0]).details == {
        "postback": {"title": "Go", "payload": "GO"},
        "referral": payloads.AD,
    }
    assert said(EVERY_KIND["from an ad"][0]).details == {"referral": payloads.AD}


def test_what_has_no_id_gets_the_same_one_each_time() -> None:
    body = EVERY_KIND["postback without id"][0]

    assert said(body).mid == said(copy.deepcopy(body)).mid
    assert said(body).mid.startswith("postback:")
    assert said(EVERY_KIND["referral"][0]).mid.startswith("referral:")


def test_messages_in_standby_are_messages_that_are_marked() -> None:
    assert said(EVERY_KIND["standby"][0]).details == {"standby": True}


def test_changes_of_messages_name_the_message() -> None:
    assert only(EVERY_KIND["edit"][0]).content == Edited("m1", "Two", 1)
    assert only(EVERY_KIND["edit by nobody"][0]).content == Edited("m1", None, 0)
    assert only(EVERY_KIND["unsent"][0]).content == Unsent("m1")
    assert only(EVERY_KIND["reaction"][0]).content == Reacted("m1", False, "love", "❤")
    assert only(EVERY_KIND["reaction taken back"][0]).content == Reacted("m1", False, None, None)
    assert only(EVERY_KIND["read"][0]).content == Seen("m1", datetime.fromtimestamp(AT_MS / 1000, UTC))


def test_both_layouts_of_comments_say_the_same() -> None:
    nested, flat = only(comment("c1", "Lovely!")).content, only(EVERY_KIND["comment in the other layout"][0]).content

    assert isinstance(nested, Commented)
    assert isinstance(flat, Commented)
    assert (nested.comment_id, nested.text, nested.author_id) == (flat.comment_id, flat.text, flat.author_id)
    assert flat.parent_comment_id == "c0"


def test_a_comment_on_an_ad_belongs_to_the_advertised_post() -> None:
    found = only(EVERY_KIND["comment on an ad"][0]).content

    assert isinstance(found, Commented)
    assert (found.media_id, found.ad_id) == ("18002", "6045")


def test_what_the_dashboard_sends_as_a_test_is_no_message() -> None:
    event = only(EVERY_KIND["dashboard test of messages"][0])

    assert isinstance(event.content, Aside)
    assert event.occurred_at == datetime.fromtimestamp(1527459824, UTC)


@pytest.mark.parametrize(
    ("written", "at"),
    [
        (1_769_000_000_123, datetime.fromtimestamp(1_769_000_000.123, UTC)),
        (1_769_000_000, datetime.fromtimestamp(1_769_000_000, UTC)),
        ("1769000000", datetime.fromtimestamp(1_769_000_000, UTC)),
        ("1769000000123", datetime.fromtimestamp(1_769_000_000.123, UTC)),
        ("2026-01-21T12:53:20+0000", datetime.fromtimestamp(1_769_000_000, UTC)),
        # What cannot be is not believed: then the entry's own time counts.
        (99_999_999_999_999, datetime.fromtimestamp(AT_MS / 1000, UTC)),
        (-5, datetime.fromtimestamp(AT_MS / 1000, UTC)),
        ("yesterday", datetime.fromtimestamp(AT_MS / 1000, UTC)),
        (True, datetime.fromtimestamp(AT_MS / 1000, UTC)),
        ({}, datetime.fromtimestamp(AT_MS / 1000, UTC)),
    ],
)
def test_times_are_understood_in_every_spelling(written: Any, at: datetime) -> None:
    assert only(message("m1", "hi", at=written)).occurred_at == at


def test_an_entry_that_does_not_name_its_account_is_of_the_recipient() -> None:
    body = message("m1", "hi")
    del body["entry"][0]["id"]

    assert only(body).instagram_user_id == ACCOUNT


def test_what_a_row_cannot_hold_is_replaced() -> None:
    event = only(
        json.loads(
            r'{"entry":[{"id":"1","messaging":[{"sender":{"id":"2"},"message":{"mid":"m","text":"a\u0000b\ud83d"}}]}]}'
        )
    )

    assert isinstance(event.content, Said)
    assert event.content.text == "a\ufffdb\ufffd"
    json.dumps(event.payload).encode("utf-8")


@pytest.mark.parametrize(
    "body", [None, 0, "", "text", [], [[]], {"entry": 5}, {"entry": [None, 1, "x", []]}, {"object": 7}]
)
def test_what_is_no_delivery_is_kept_as_unknown(body: Any) -> None:
    events = events_of(body)

    assert events
    assert all(event.kind.startswith("unknown:") for event in events)


def test_a_value_of_another_type_does_not_hide_its_neighbours() -> None:
    body = messaging(item("message", "no object"), item("message", {"mid": "m2", "text": "hi"}))

    assert [event.kind for event in events_of(body)] == ["unknown:message", "message"]


def test_no_json_at_all_makes_it_fail() -> None:
    dice = random.Random(20260121)
    bodies = [body for body, _ in EVERY_KIND.values()]

    for number in range(6_000):
        body = mutated(dice, copy.deepcopy(bodies[number % len(bodies)]))
        for event in events_of(body):
            json.dumps(event.payload, allow_nan=False).encode("utf-8")
            assert event.kind
            assert event.subject is None or len(event.subject) <= 500


STRANGE: list[Any] = [
    None, True, False, 0, -1, 10**30, 1.5, float("nan"), float("inf"), "", "0", "\x00", "\ud800", "x" * 3_000,
    [], {}, [[]], {"id": {"id": []}}, [None], {"": ""},
]  # fmt: skip


def mutated(dice: random.Random, body: Any) -> Any:
    """The body with one to four places changed, dropped, doubled or renamed."""
    holder = [body]
    for _ in range(dice.randint(1, 4)):
        places = list(places_in(holder))
        container, key = dice.choice(places)
        act = dice.randrange(4)
        if act == 0:
            container[key] = copy.deepcopy(dice.choice(STRANGE))
        elif act == 1 and container is not holder:
            del container[key]
        elif act == 2 and isinstance(container, dict):
            container[dice.choice(["message", "value", "id", "from", "é\x00"])] = container.pop(key)
        else:
            container[key] = [container[key], container[key]]
    return holder[0]


def places_in(value: Any) -> Iterator[tuple[Any, Any]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, found in list(inside):
        yield value, key
        if isinstance(found, (dict, list)):
            yield from places_in(found)


def test_deep_nesting_is_cut_and_not_followed_for_ever() -> None:
    body: Any = {"id": "1"}
    for _ in range(900):
        body = {"message": body}

    (event,) = events_of(change("messages", {"sender": {"id": "2"}, "message": {"mid": "m", "deep": body}}))

    assert event.kind == "message"
    assert len(json.dumps(event.payload)) < 3_000
