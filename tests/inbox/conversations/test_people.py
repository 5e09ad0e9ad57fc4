"""What is held about somebody: shown, exported, erased, and not coming back."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select
from tests.identity.post import everything_stored
from tests.inbox.conversations.desk import Desk

from autogram.core import clock
from autogram.core.audit import AuditEntry
from autogram.core.ids import new_id
from autogram.inbox.automation.models import Decision, Outcome, Rule
from autogram.inbox.comments.models import Comment
from autogram.inbox.conversations import service
from autogram.inbox.conversations.models import Conversation, Direction, Message
from autogram.inbox.conversations.schemas import FoundBy, Incoming
from autogram.inbox.conversations.service.delivery import send
from autogram.inbox.journal.models import EventStatus, Signature, WebhookDelivery, WebhookEvent

WHO = "7700123400"
SECRET = "Between you and me"


@pytest.fixture
async def conversation_id(desk: Desk) -> UUID:
    """Somebody wrote, commented, was noted, labelled and judged by a rule; webhooks told of it."""
    mid = f"mid-{new_id()}"
    conversation_id = await desk.has(WHO, SECRET, mid=mid, sent_at=clock.now(), username="ben.k")
    conversation = await desk.conversation(conversation_id)
    await desk.ask("POST", f"/conversations/{conversation_id}/notes", 201, json={"text": "ben.k pays late"})
    owner = {"workspace_id": desk.person.workspace_id, "account_id": desk.account_id}
    rule = Rule(**owner, name="Hours", position=1, trigger={})
    desk.session.add(rule)
    await desk.session.flush()
    judged = {"reason_code": "matched", "reason": "It matched.", "decided_at": clock.now(), "outcome": Outcome.ACTED}
    whose = owner | {"person_id": conversation.person_id}
    desk.session.add(Decision(**whose, rule_id=rule.id, subject="message:1", **judged))
    said = {"text": SECRET, "commented_at": clock.now(), "found_by": "webhook", "username": "ben.k"}
    desk.session.add(Comment(**whose, comment_id="18000000000000001", **said))
    await tell(desk, mid)
    await desk.session.commit()
    return conversation_id


async def tell(desk: Desk, mid: str) -> None:
    account_id = desk.instagram.user_id
    item = {
        "sender": {"id": WHO},
        "recipient": {"id": account_id},
        "timestamp": 1,
        "message": {"mid": mid, "text": SECRET},
    }
    body = json.dumps({"object": "instagram", "entry": [{"id": account_id, "time": 1, "messaging": [item]}]}).encode()
    delivery = WebhookDelivery(digest=new_id().bytes, body=body, signature=Signature.VALID)
    desk.session.add(delivery)
    await desk.session.flush()
    facts: dict[str, Any] = {"instagram_user_id": account_id, "person_instagram_id": WHO, "subject": mid}
    event = WebhookEvent(
        delivery_id=delivery.id, position=0, kind="message", payload=item, status=EventStatus.APPLIED, **facts
    )
    desk.session.add(event)


async def test_a_person_is_shown_with_all_that_we_hold(desk: Desk, conversation_id: UUID) -> None:
    person = await desk.person_in(conversation_id)

    shown = await desk.ask("PATCH", f"/people/{person.id}", json={"note": "A regular"})

    assert (shown["username"], shown["note"], shown["conversations"]) == ("ben.k", "A regular", [str(conversation_id)])
    assert shown["held"] == {
        "inbox_person": 1,
        "inbox_conversation": 1,
        "inbox_message": 1,
        "inbox_note": 1,
        "inbox_comment": 1,
        "automation_decision": 1,
    }


async def test_an_export_has_everything(desk: Desk, conversation_id: UUID) -> None:
    person = await desk.person_in(conversation_id)

    exported = await desk.ask("GET", f"/people/{person.id}/export")

    held = exported["held"]
    assert held["inbox_message"][0]["text"] == SECRET
    assert held["inbox_comment"][0]["text"] == SECRET
    assert held["inbox_note"][0]["text"] == "ben.k pays late"
    assert held["automation_decision"][0]["reason"] == "It matched."
    assert held["webhook_event"][0]["payload"]["message"]["text"] == SECRET
    assert "search" not in held["inbox_message"][0]


async def test_an_erased_person_is_nowhere_any_more(desk: Desk, conversation_id: UUID) -> None:
    person_id = (await desk.person_in(conversation_id)).id
    await desk.says(conversation_id, "We open at nine")

    await desk.ask("DELETE", f"/people/{person_id}", 204)

    desk.session.expire_all()
    assert await desk.session.scalar(select(func.count()).select_from(Conversation)) == 0
    stored = await everything_stored(desk.session)
    for trace in (SECRET, WHO, "ben.k", "We open at nine"):
        assert trace not in stored
    assert SECRET.encode().hex() not in stored
    assert WHO.encode().hex() not in stored
    entries = await desk.session.scalars(select(AuditEntry).where(AuditEntry.action == "inbox.erase_person"))
    assert [(entry.subject, entry.details) for entry in entries] == [(f"person:{person_id}", {})]
    await desk.ask("GET", f"/people/{person_id}", 404)
    await desk.work()


async def test_what_an_erased_person_had_said_does_not_come_back_but_they_may_begin_anew(
    desk: Desk, conversation_id: UUID
) -> None:
    person = await desk.person_in(conversation_id)
    await desk.ask("DELETE", f"/people/{person.id}", 204)

    async with desk.runtime.database.transaction() as session:
        old = await service.receive_message(session, incoming(desk, clock.now() - timedelta(hours=1)))
        new = await service.receive_message(session, incoming(desk, clock.now() + timedelta(seconds=1)))

    assert old is None
    assert new is not None
    rows = await desk.session.scalars(select(Message).where(Message.account_id == desk.account_id))
    assert len(rows.all()) == 1


def incoming(desk: Desk, sent_at: Any) -> Incoming:
    return Incoming(
        account_id=desk.account_id,
        workspace_id=desk.person.workspace_id,
        person_instagram_id=WHO,
        direction=Direction.INBOUND,
        mid=f"mid-{new_id()}",
        sent_at=sent_at,
        found_by=FoundBy.POLL,
        text="Hello again",
    )


async def test_somebody_who_is_erased_while_a_message_is_on_its_way_stays_erased(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ben = desk.instagram.customer()
    conversation_id = await desk.hears(ben)
    person = await desk.person_in(conversation_id)
    await desk.says(conversation_id)
    real = send.messaging.send_message

    async def erased_meanwhile(*arguments: Any) -> Any:
        sent = await real(*arguments)
        await desk.ask("DELETE", f"/people/{person.id}", 204)
        return sent

    monkeypatch.setattr(send.messaging, "send_message", erased_meanwhile)
    await desk.work()

    assert desk.arrived(ben) == ["Until six."]
    assert await desk.session.scalar(select(func.count()).select_from(Message)) == 0


async def test_people_of_others_are_not_there(desk: Desk, stranger: Desk, conversation_id: UUID) -> None:
    person = await desk.person_in(conversation_id)

    for method, path in (("GET", ""), ("PATCH", ""), ("GET", "/export"), ("DELETE", "")):
        await stranger.ask(method, f"/people/{person.id}{path}", 404, json={})
    assert await desk.person_in(conversation_id)
