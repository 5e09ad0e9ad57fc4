"""What was unsent, and who was erased, is gone from the journal, and replaying does not bring it back."""

import json
from typing import Any

import pytest
from tests.identity.post import everything_stored
from tests.inbox.journal.meta import ACCOUNT, PERSON, Meta, a_body, a_note, an_item, as_meta_writes

from autogram.core.runtime import Runtime
from autogram.inbox.journal import service
from autogram.inbox.journal.models import EventStatus
from autogram.inbox.journal.redaction import is_about_subject, redacted_body, without_contents

SECRETLY = "nobody must read this"


async def unsent(runtime: Runtime, mid: str) -> None:
    async with runtime.database.transaction() as session:
        await service.redact_subject(session, ACCOUNT, mid)


async def erased(runtime: Runtime) -> None:
    async with runtime.database.transaction() as session:
        await service.redact_person(session, ACCOUNT, PERSON)


async def test_what_an_unsent_message_said_is_nowhere_in_the_journal(meta: Meta):
    item, other = an_item(SECRETLY, mid="m1"), an_item("something else", mid="m2")
    await meta.delivered(a_body(item, other))
    await meta.processed(a_note(subject="m1", payload=item), a_note(1, subject="m2", payload=other))

    await unsent(meta.runtime, "m1")

    delivery = await meta.delivery()
    assert SECRETLY not in await everything_stored(meta.session)
    assert SECRETLY.encode() not in delivery.body
    assert delivery.redacted_at
    kept, untouched = json.loads(delivery.body)["entry"][0]["messaging"]
    assert (kept["sender"], kept["message"], untouched) == ({"id": PERSON}, {"mid": "m1"}, other)
    assert [event.payload.get("message") for event in await meta.events()] == [{"mid": "m1"}, other["message"]]


async def test_every_delivery_that_told_of_a_message_is_redacted(meta: Meta):
    edit = an_item() | {"message_edit": {"mid": "m1", "text": SECRETLY, "num_edit": 1}}
    del edit["message"]
    for item in (an_item(SECRETLY, mid="m1"), edit):
        await meta.delivered(a_body(item))
        await meta.processed(a_note(subject="m1", payload=item))

    await unsent(meta.runtime, "m1")

    assert all(SECRETLY.encode() not in delivery.body for delivery in await meta.deliveries())
    assert SECRETLY not in await everything_stored(meta.session)


async def test_a_message_of_another_account_with_the_same_id_stays(meta: Meta):
    await meta.delivered(a_body(item := an_item(SECRETLY, mid="m1")))
    await meta.processed(a_note(subject="m1", payload=item, instagram_user_id="another"))

    await unsent(meta.runtime, "m1")

    assert SECRETLY.encode() in (await meta.delivery()).body


async def test_of_an_erased_person_nothing_is_left(meta: Meta):
    theirs, answer, other = an_item(SECRETLY), an_item(SECRETLY), an_item("of somebody else", person="990002")
    answer["sender"], answer["recipient"] = answer["recipient"], answer["sender"]
    comment = {"field": "comments", "value": {"id": "c1", "text": SECRETLY, "from": {"id": PERSON, "username": "maja"}}}
    entry = {"id": ACCOUNT, "time": 1, "messaging": [theirs, answer, other], "changes": [comment]}
    await meta.delivered(as_meta_writes({"object": "instagram", "entry": [entry]}))
    notes = [a_note(number, payload=item) for number, item in enumerate((theirs, answer, other, comment))]
    notes[2] = a_note(2, payload=other, person_instagram_id="990002")
    await meta.processed(*notes)

    await erased(meta.runtime)

    stored = await everything_stored(meta.session)
    body = (await meta.delivery()).body
    for word in (SECRETLY, PERSON, "maja"):
        assert word not in stored
        assert word.encode() not in body
    assert json.loads(body)["entry"][0]["messaging"][2] == other


async def test_what_has_no_id_is_found_by_its_event(meta: Meta):
    item: dict[str, Any] = an_item() | {"postback": {"title": SECRETLY, "payload": SECRETLY}}
    del item["message"]
    await meta.delivered(a_body(item))
    await meta.processed(a_note(subject="postback:made-up", payload=item))

    await unsent(meta.runtime, "postback:made-up")

    assert SECRETLY.encode() not in (await meta.delivery()).body


async def test_replaying_brings_nothing_back(meta: Meta):
    original = a_body(item := an_item(SECRETLY))
    delivery_id = await meta.delivered(original)
    await meta.processed(a_note(payload=item))
    await erased(meta.runtime)

    assert (await meta.posts(original)).status_code == 200
    async with meta.runtime.database.transaction() as session:
        await service.replay_deliveries(session, [delivery_id])
    (replayed,) = json.loads((await meta.delivery()).body)["entry"][0]["messaging"]
    await meta.processed(a_note(status=EventStatus.UNKNOWN, kind="unknown:erased", payload=replayed))

    (event,) = await meta.events()
    assert (event.kind, event.status, event.payload) == ("message", EventStatus.APPLIED, {"erased": True})
    assert SECRETLY not in await everything_stored(meta.session)


def test_ids_and_flags_stay_and_everything_else_goes():
    item = an_item("words", mid="m1") | {"referral": {"ref": "x", "source": "ADS"}}
    item["message"] |= {"is_echo": True, "reply_to": {"mid": "m0", "story": {"id": "s1", "url": "https://x"}}}

    bare = without_contents(item)

    assert bare["message"] == {"mid": "m1", "is_echo": True, "reply_to": {"mid": "m0", "story": {"id": "s1"}}}
    assert (bare["referral"], bare["timestamp"]) == ({}, item["timestamp"])


def test_a_comment_whose_field_stands_on_the_entry_is_redacted_too():
    entry = {"id": ACCOUNT, "time": 1, "field": "comments", "value": {"comment_id": "c1", "text": "words"}}
    body = as_meta_writes([{"object": "instagram", "entry": [entry]}])

    ((part,), _) = json.loads(redacted_body(body, is_about_subject("c1"), without_contents)), None

    assert part["entry"] == [entry | {"value": {"comment_id": "c1"}}]


@pytest.mark.parametrize("body", [b"", b"{", b"null", b"[1]", b'{"entry":7}', b'{"entry":[[]]}', b"\xff"])
def test_no_body_stops_redaction(body: bytes):
    redacted_body(body, is_about_subject("c1"), without_contents)
