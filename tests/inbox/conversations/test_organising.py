"""What a team sees and does: lists, search, status, assignment, labels, notes, canned replies."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.inbox.conversations.desk import RULE, Desk
from tests.people import make_user

from autogram.core import clock
from autogram.core.ids import new_id
from autogram.inbox.conversations import service
from autogram.inbox.conversations.messages import MarkSeen, WakeSnoozed
from autogram.inbox.conversations.models import ConversationStatus, Direction, MessageStatus
from autogram.inbox.conversations.service import organising
from autogram.jobs.api import HANDLERS, JobContext


async def heard(desk: Desk, number: int, said: str = "Hello", **more: Any) -> UUID:
    """Somebody of whom only we know wrote, `number` minutes ago."""
    sent_at = clock.now() - timedelta(minutes=number)
    return await desk.has(f"77{number:06d}", said, mid=f"mid-{number}-{new_id()}", sent_at=sent_at, **more)


async def listed(desk: Desk, **query: Any) -> list[str]:
    return [one["id"] for one in (await desk.ask("GET", "/conversations", params=query))["items"]]


async def test_conversations_are_listed_by_what_was_said_last_page_by_page(desk: Desk) -> None:
    ids = [str(await heard(desk, number)) for number in range(5)]

    pages, cursor = [], None
    while cursor is not None or not pages:
        page = await desk.ask("GET", "/conversations", params={"limit": 2} | ({"cursor": cursor} if cursor else {}))
        pages.append([one["id"] for one in page["items"]])
        cursor = page["next_cursor"]

    assert pages == [ids[0:2], ids[2:4], ids[4:]]


async def test_a_conversation_is_shown_with_its_person_and_what_may_be_sent(desk: Desk) -> None:
    conversation_id = await heard(desk, 1, "Are you open?", username="ben.k")

    shown = await desk.ask("GET", f"/conversations/{conversation_id}")

    assert shown["account"]["username"] == desk.instagram.username
    assert shown["person"]["username"] == "ben.k"
    assert (shown["unread_count"], shown["last_message_text"], shown["status"]) == (1, "Are you open?", "open")
    assert shown["sending"]["human"]["allowed"]
    assert shown["sending"]["automation"]["mode"] == "response"
    assert shown["sending"]["automation"]["closes_at"]


async def test_messages_are_listed_newest_first_page_by_page(desk: Desk) -> None:
    for number in (3, 2, 1):
        mid = f"mid-{new_id()}"
        sent_at = clock.now() - timedelta(minutes=number)
        conversation_id = await desk.has("7700", f"No. {number}", mid=mid, sent_at=sent_at)
    path = f"/conversations/{conversation_id}/messages"

    first = await desk.ask("GET", path, params={"limit": 2})
    second = await desk.ask("GET", path, params={"limit": 2, "cursor": first["next_cursor"]})

    assert [one["text"] for one in first["items"] + second["items"]] == ["No. 1", "No. 2", "No. 3"]
    assert second["next_cursor"] is None


async def test_lists_are_narrowed_by_what_a_team_looks_for(desk: Desk) -> None:
    open_, closed, mine = [await heard(desk, number) for number in range(3)]
    await desk.ask("PATCH", f"/conversations/{closed}", json={"status": "closed"})
    await desk.ask("PATCH", f"/conversations/{mine}", json={"assignee_id": str(desk.person.user_id)})
    await desk.ask("POST", f"/conversations/{mine}/read", 204)
    label = await desk.ask("POST", "/labels", 201, json={"name": "VIP"})
    await desk.ask("PUT", f"/conversations/{open_}/labels/{label['id']}", 204)

    assert await listed(desk, status="closed") == [str(closed)]
    assert await listed(desk, assigned="me") == [str(mine)]
    assert await listed(desk, assigned="nobody") == [str(open_), str(closed)]
    assert await listed(desk, unread=True) == [str(open_), str(closed)]
    assert await listed(desk, label_id=label["id"]) == [str(open_)]
    assert await listed(desk, account_id=new_id()) == []


SEARCHES = [
    ("opening hours", ["hours"]),
    ("OPEN", ["hours"]),
    ("schön", ["grüße"]),
    ("@ben", ["hours"]),
    ("kohl", ["hours"]),
    ("opening cake", []),
    ("🙂", []),
    ("' & | !", []),
]


@pytest.mark.parametrize(("q", "expected"), SEARCHES)
async def test_search_finds_words_by_their_beginning_and_people_by_name(
    desk: Desk, q: str, expected: list[str]
) -> None:
    hours = await heard(desk, 1, "What are your opening hours?", username="ben.k")
    greeting = await heard(desk, 2, "Schöne Grüße!", username="mia")
    await desk.change(await desk.person_in(hours), name="Ben Kohl")
    names = {str(hours): "hours", str(greeting): "grüße"}

    assert [names[one] for one in await listed(desk, q=q)] == expected


async def test_messages_are_found_by_their_words(desk: Desk, stranger: Desk) -> None:
    await heard(desk, 1, "A cake for Sunday")
    await heard(desk, 2, "No cake today")
    await heard(stranger, 1, "A cake elsewhere")

    found = await desk.ask("GET", "/messages/search", params={"q": "cak"})
    both = await desk.ask("GET", "/messages/search", params={"q": "sunday cake"})

    assert [one["text"] for one in found["items"]] == ["A cake for Sunday", "No cake today"]
    assert [one["text"] for one in both["items"]] == ["A cake for Sunday"]
    assert (await desk.ask("GET", "/messages/search", params={"q": "🙂"}))["items"] == []


async def test_an_archived_conversation_comes_back_with_its_history_when_the_person_writes(desk: Desk) -> None:
    conversation_id = await heard(desk, 5, "Before")

    await desk.ask("DELETE", f"/conversations/{conversation_id}", 204)

    assert await listed(desk) == []
    assert await listed(desk, archived=True) == [str(conversation_id)]
    await heard(desk, 5, "After")
    assert await listed(desk) == [str(conversation_id)]
    page = await desk.ask("GET", f"/conversations/{conversation_id}/messages")
    assert {one["text"] for one in page["items"]} == {"Before", "After"}


async def test_reading_makes_nothing_unread_and_instagram_is_told_once(desk: Desk) -> None:
    conversation_id = await heard(desk, 1)
    await heard(desk, 1)

    await desk.ask("POST", f"/conversations/{conversation_id}/read", 204)
    await desk.ask("POST", f"/conversations/{conversation_id}/read", 204)

    shown = await desk.ask("GET", f"/conversations/{conversation_id}")
    assert shown["unread_count"] == 0
    messages = (await desk.ask("GET", f"/conversations/{conversation_id}/messages"))["items"]
    assert all(one["read_at"] for one in messages)
    assert len(await desk.jobs(MarkSeen)) == 1


async def test_a_snoozed_conversation_wakes_when_its_time_has_come(desk: Desk) -> None:
    conversation_id = await heard(desk, 1)
    until = clock.now() + timedelta(hours=1)
    body = {"status": "snoozed", "snoozed_until": until.isoformat()}
    await desk.ask("PATCH", f"/conversations/{conversation_id}", json=body)
    wake = HANDLERS[WakeSnoozed.name].handler

    await wake(JobContext(desk.runtime, 1, 1, 8), WakeSnoozed())
    assert (await desk.conversation(conversation_id)).status is ConversationStatus.SNOOZED
    with clock.shifted(timedelta(hours=2)):
        await wake(JobContext(desk.runtime, 1, 1, 8), WakeSnoozed())

    conversation = await desk.conversation(conversation_id)
    assert (conversation.status, conversation.snoozed_until) == (ConversationStatus.OPEN, None)


@pytest.mark.parametrize(
    "body",
    [
        {"status": "snoozed"},
        {"status": "snoozed", "snoozed_until": "2020-01-01T00:00:00Z"},
        {"snoozed_until": "2120-01-01T00:00:00Z"},
        {"status": "gone"},
        {"folder": "x"},
    ],
)
async def test_a_snooze_needs_an_end_in_the_future_and_other_nonsense_is_refused(
    desk: Desk, body: dict[str, Any]
) -> None:
    conversation_id = await heard(desk, 1)

    await desk.ask("PATCH", f"/conversations/{conversation_id}", 422, json=body)


async def test_a_conversation_can_only_be_given_to_a_member(desk: Desk) -> None:
    conversation_id = await heard(desk, 1)
    async with desk.runtime.database.transaction() as session:
        outsider = await make_user(session)

    body = {"assignee_id": str(outsider.user_id)}
    refused = await desk.ask("PATCH", f"/conversations/{conversation_id}", 400, json=body)

    assert refused["code"] == "assignee-not-member"
    given = await desk.ask("PATCH", f"/conversations/{conversation_id}", json={"assignee_id": str(desk.person.user_id)})
    assert given["assignee_id"] == str(desk.person.user_id)
    back = await desk.ask("PATCH", f"/conversations/{conversation_id}", json={"assignee_id": None})
    assert back["assignee_id"] is None


async def test_who_answers_takes_over_until_they_hand_back(desk: Desk) -> None:
    conversation_id = await heard(desk, 1)
    await desk.says(conversation_id, "By rule", RULE)
    assert (await desk.conversation(conversation_id)).taken_over_at is None

    await desk.says(conversation_id, "By Lena")
    assert (await desk.conversation(conversation_id)).taken_over_at is not None
    await desk.ask("PATCH", f"/conversations/{conversation_id}", json={"taken_over": False})

    assert (await desk.conversation(conversation_id)).taken_over_at is None


async def test_the_summary_counts_what_waits_for_somebody(desk: Desk, stranger: Desk) -> None:
    fresh, closing, answered = await heard(desk, 1), await heard(desk, 23 * 60), await heard(desk, 3)
    await heard(stranger, 1)
    await desk.says(answered, "Done")
    await desk.ask("PATCH", f"/conversations/{closing}", json={"assignee_id": str(desk.person.user_id)})

    counted = await desk.ask("GET", "/summary")

    assert counted == {
        "open": 2,
        "unassigned": 1,
        "unread": 2,
        "unread_messages": 2,
        "closing_soon": 1,
        "failed": 0,
    }
    assert (await desk.ask("GET", "/summary", params={"account_id": str(new_id())}))["open"] == 0
    assert fresh


async def test_conversations_whose_time_ends_soon_and_those_that_failed_are_found(desk: Desk) -> None:
    await heard(desk, 1)
    closing, undelivered = await heard(desk, 23 * 60), await heard(desk, 5)
    await desk.says(undelivered, "Until six.")
    for message in await desk.messages(undelivered):
        if message.direction is Direction.OUTBOUND:
            await desk.change(message, status=MessageStatus.FAILED, failure_code="person-unavailable")

    assert await listed(desk, closing_soon=True) == [str(closing)]
    assert await listed(desk, failed=True) == [str(undelivered)]


async def test_labels_are_made_renamed_and_deleted(desk: Desk) -> None:
    conversation_id = await heard(desk, 1)
    label = await desk.ask("POST", "/labels", 201, json={"name": " VIP ", "color": "#ff8800"})

    assert (await desk.ask("POST", "/labels", 409, json={"name": "vip"}))["code"] == "label-exists"
    await desk.ask("PUT", f"/conversations/{conversation_id}/labels/{label['id']}", 204)
    await desk.ask("PUT", f"/conversations/{conversation_id}/labels/{label['id']}", 204)
    await desk.ask("PATCH", f"/labels/{label['id']}", json={"name": "Vip"})
    shown = await desk.ask("GET", f"/conversations/{conversation_id}")
    assert [(one["name"], one["color"]) for one in shown["labels"]] == [("Vip", "#ff8800")]

    await desk.ask("DELETE", f"/conversations/{conversation_id}/labels/{label['id']}", 204)
    assert (await desk.ask("GET", f"/conversations/{conversation_id}"))["labels"] == []
    await desk.ask("DELETE", f"/labels/{label['id']}", 204)
    assert await desk.ask("GET", "/labels") == []


async def test_a_rule_can_label_assign_and_close(desk: Desk) -> None:
    conversation_id = await heard(desk, 1)

    async with desk.runtime.database.transaction() as session:
        await service.add_label(session, conversation_id, "Order")
        await service.add_label(session, conversation_id, "order")
        await service.assign(session, conversation_id, desk.person.user_id)
        await service.set_status(session, conversation_id, ConversationStatus.CLOSED)

    async with desk.runtime.database.reading() as session:
        facts = await service.conversation_facts(session, conversation_id)
    assert facts.labels == ("Order",)
    assert (facts.assignee_id, facts.status) == (desk.person.user_id, ConversationStatus.CLOSED)


async def test_facts_of_a_message_tell_rules_what_they_ask_for(desk: Desk) -> None:
    conversation_id = await heard(desk, 9, "First", username="ben.k")
    await heard(desk, 9, "Second", username="ben.k")
    first, second = (await desk.messages(conversation_id))[:2]

    async with desk.runtime.database.reading() as session:
        facts = [await service.message_facts(session, one.id) for one in (first, second)]

    assert sorted(one.text or "" for one in facts) == ["First", "Second"]
    assert {one.direction for one in facts} == {Direction.INBOUND}
    assert [one.is_first_message for one in facts] == [True, False]
    assert facts[0].conversation.username == "ben.k"
    assert facts[0].conversation.window_open_until
    assert service.render_variables("Hi {{first_name|there}}", facts[0].conversation) == "Hi there"


async def test_notes_are_the_teams_own(desk: Desk) -> None:
    conversation_id = await heard(desk, 1)
    path = f"/conversations/{conversation_id}/notes"

    note = await desk.ask("POST", path, 201, json={"text": "Pays late"})
    await desk.ask("PUT", f"/notes/{note['id']}", json={"text": "Pays"})
    listed_notes = await desk.ask("GET", path)
    assert [(one["text"], one["author_id"]) for one in listed_notes["items"]] == [("Pays", str(desk.person.user_id))]

    await desk.ask("DELETE", f"/notes/{note['id']}", 204)
    assert (await desk.ask("GET", path))["items"] == []


async def test_canned_replies_are_kept_and_filled_in(desk: Desk) -> None:
    conversation_id = await heard(desk, 1, username="ben.k")
    wish = {"shortcut": "hello", "text": "Hi {{first_name|@}}{{username}}, {{agent_name}} here"}

    made = await desk.ask("POST", "/canned-replies", 201, json=wish)
    assert (await desk.ask("POST", "/canned-replies", 409, json=wish | {"shortcut": "HELLO"}))["code"] == (
        "shortcut-exists"
    )
    body = {"text": made["text"], "conversation_id": str(conversation_id)}
    preview = await desk.ask("POST", "/canned-replies/preview", json=body)
    assert preview == {"text": "Hi @ben.k, Lena Sommer here", "bytes": 27}

    await desk.ask("PATCH", f"/canned-replies/{made['id']}", json={"text": "Bye"})
    assert [one["text"] for one in await desk.ask("GET", "/canned-replies", params={"q": "hel"})] == ["Bye"]
    await desk.ask("DELETE", f"/canned-replies/{made['id']}", 204)
    assert await desk.ask("GET", "/canned-replies") == []


async def test_an_unknown_variable_is_refused_with_those_that_there_are(desk: Desk) -> None:
    refused = await desk.ask("POST", "/canned-replies", 422, json={"shortcut": "x", "text": "Hi {{surname}}"})

    assert "{{surname}}" in refused["detail"]
    assert "{{first_name}}" in refused["detail"]


async def test_what_belongs_to_others_is_not_there(desk: Desk, stranger: Desk) -> None:
    conversation_id = await heard(stranger, 1)
    (message,) = await stranger.messages(conversation_id)
    label = await stranger.ask("POST", "/labels", 201, json={"name": "Theirs"})
    note = await stranger.ask("POST", f"/conversations/{conversation_id}/notes", 201, json={"text": "x"})
    reply = await stranger.ask("POST", "/canned-replies", 201, json={"shortcut": "x", "text": "x"})
    mine = await heard(desk, 1)
    there, text = f"/conversations/{conversation_id}", {"text": "x"}
    foreign: list[tuple[str, str, Any]] = [
        ("GET", there, None),
        ("PATCH", there, {"status": "closed"}),
        ("DELETE", there, None),
        ("POST", f"{there}/read", None),
        ("POST", f"{there}/typing", {}),
        ("GET", f"{there}/messages", None),
        ("POST", f"{there}/messages", text),
        ("GET", f"{there}/notes", None),
        ("POST", f"{there}/notes", text),
        ("PUT", f"{there}/labels/{label['id']}", None),
        ("PUT", f"/conversations/{mine}/labels/{label['id']}", None),
        ("GET", f"/messages/{message.id}", None),
        ("POST", f"/messages/{message.id}/retry", None),
        ("POST", f"/messages/{message.id}/cancel", None),
        ("POST", f"/messages/{message.id}/reaction", {}),
        ("DELETE", f"/messages/{message.id}/reaction", None),
        ("PATCH", f"/labels/{label['id']}", {"name": "x"}),
        ("PUT", f"/notes/{note['id']}", text),
        ("DELETE", f"/notes/{note['id']}", None),
        ("PATCH", f"/canned-replies/{reply['id']}", text),
        ("DELETE", f"/canned-replies/{reply['id']}", None),
        ("POST", "/canned-replies/preview", text | {"conversation_id": str(conversation_id)}),
    ]

    for method, path, body in foreign:
        await desk.ask(method, path, 404, json=body)
    assert await listed(desk) == [str(mine)]


async def test_waking_nobody_changes_nothing(desk: Desk) -> None:
    async with desk.runtime.database.transaction() as session:
        assert await organising.wake_snoozed(session) == 0
