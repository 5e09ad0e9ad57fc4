"""Messages that rules answer, over the sandbox."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from tests.content.makers import jpeg
from tests.inbox.automation.robot import Robot, says, words

from autogram.content import service as content
from autogram.core import clock
from autogram.inbox.automation.jobs import message_arrived
from autogram.inbox.automation.models import Rule
from autogram.inbox.conversations.messages import MessageArrived
from autogram.inbox.conversations.models import Conversation, Direction, MessageKind, MessageStatus, Origin
from autogram.jobs.api import JobContext


async def test_a_rule_answers_and_the_person_has_it(robot: Robot):
    rule = await robot.rule(words("price"), says("Ten euros."))

    conversation_id = await robot.writes("What is the PRICE?")
    await robot.works()

    assert robot.heard() == ["Ten euros."]
    decision = await robot.decision()
    assert (decision["outcome"], decision["reason"]) == ("acted", "It has “price”.")
    answer = (await robot.desk.messages(conversation_id))[-1]
    assert (answer.origin, answer.status, str(answer.rule_id)) == (Origin.AUTOMATION, MessageStatus.SENT, rule["id"])
    assert decision["results"] == [{"action": "send_text", "result": "queued", "message_ids": [str(answer.id)]}]


async def test_somebody_new_is_called_by_the_name_that_instagram_tells(robot: Robot):
    robot.customer = robot.desk.instagram.customer(name="Mia Park")
    await robot.rule(words("price"), says("Ten euros, {{first_name|friend}}."))

    await robot.writes("What is the PRICE?")
    await robot.works()

    assert robot.heard() == ["Ten euros, Mia."]


async def test_whether_somebody_new_follows_is_asked_before_the_rule_decides(robot: Robot):
    robot.customer = robot.desk.instagram.customer(follows_business=True)
    await robot.rule("any_message", says("Thank you for following."), conditions={"follows_account": True})

    await robot.writes("hello")
    await robot.works()

    assert robot.heard() == ["Thank you for following."]


async def test_an_instagram_that_tells_nothing_about_people_keeps_no_rule_from_answering(robot: Robot):
    robot.desk.instagram.fault("profile.read", status=503, times=None)
    await robot.rule(words("price"), says("Ten euros, {{first_name|friend}}."))

    await robot.writes("What is the PRICE?")
    await robot.works()

    assert robot.heard() == ["Ten euros, friend."]


async def test_an_automatic_answer_leaves_the_conversation_to_rules(robot: Robot):
    await robot.rule("any_message", cooldown_seconds=0)

    for _ in range(2):
        conversation_id = await robot.writes()
        await robot.works()

    assert robot.heard() == ["hi", "hi"]
    assert (await robot.desk.conversation(conversation_id)).taken_over_at is None


async def test_handling_a_message_twice_acts_once(robot: Robot):
    await robot.rule(words("price"))
    await robot.rule(words("other"))
    await robot.writes("price")
    (message,) = await robot.take(MessageArrived)
    assert isinstance(message, MessageArrived)

    for _ in range(2):
        await message_arrived(JobContext(robot.runtime, 1, 1, 8), message)
    await robot.works()

    assert robot.heard() == ["hi"]
    assert await robot.codes() == ["acted", "earlier-rule"]


async def test_a_rule_that_is_off_is_not_asked(robot: Robot):
    await robot.rule("any_message", on=False)

    await robot.writes()
    await robot.works()

    assert robot.heard() == []
    assert await robot.log() == []


async def test_why_a_rule_did_nothing_is_in_the_log(robot: Robot):
    await robot.rule(words("price"), name="prices")

    await robot.writes("hello")
    await robot.works()

    decision = await robot.decision()
    assert (decision["outcome"], decision["reason"]) == ("skipped", "It has none of “price”.")
    assert robot.heard() == []


async def test_quick_replies_are_offered_and_a_tap_sets_off_the_next_rule(robot: Robot):
    await robot.rule(words("menu"), says("Choose:", quick_replies=[{"title": "Prices", "payload": "PRICES"}]))
    await robot.rule({"type": "postback", "payloads": ["PRICES"]}, says("Ten euros."))

    await robot.writes("menu")
    await robot.works()
    details = {"quick_reply": {"payload": "PRICES"}}
    await robot.writes("Prices", kind=MessageKind.QUICK_REPLY, details=details)
    await robot.works()

    assert robot.heard() == ["Choose:", "Ten euros."]
    assert robot.desk.instagram.sent_messages(robot.customer)[0]["quick_replies"][0]["payload"] == "PRICES"


async def test_a_tap_on_a_button_is_answered_each_time(robot: Robot):
    await robot.rule({"type": "postback", "payloads": ["HOURS"]}, says("9 to 17"))

    for _ in range(2):
        await robot.taps("HOURS")
        await robot.works()

    assert robot.heard() == ["9 to 17", "9 to 17"]


async def test_a_picture_of_the_library_is_sent_and_kept_as_long_as_the_rule(robot: Robot):
    added = await content.add_bytes(
        robot.runtime, jpeg(400, 400), workspace_id=robot.desk.person.workspace_id, name="menu.jpg"
    )
    media = f"/api/v1/media/{added.item.id}"
    rule = await robot.rule("any_message", {"type": "send_media", "media_id": str(added.item.id)}, says("Our menu"))

    conversation_id = await robot.writes()
    await robot.decides()

    sent = [one for one in await robot.desk.messages(conversation_id) if one.direction is Direction.OUTBOUND]
    assert [one.kind for one in sent] == [MessageKind.MEDIA, MessageKind.TEXT]
    held = await robot.desk.browser.delete(media, headers=robot.desk.headers)
    assert (held.status_code, held.json()["code"]) == (409, "media-in-use")
    assert f"automation_rule:{rule['id']}" in held.json()["used_by"]
    await robot.ask("DELETE", f"/rules/{rule['id']}", 204)
    left = (await robot.desk.browser.delete(media, headers=robot.desk.headers)).json()
    assert f"automation_rule:{rule['id']}" not in left.get("used_by", [])


async def test_the_conversation_is_sorted(robot: Robot):
    user_id = robot.desk.person.user_id
    assign = {"type": "assign", "user_id": str(user_id)}
    await robot.rule(words("vip"), {"type": "add_label", "label": "VIP"}, assign, {"type": "close"})
    await robot.rule(words("normal"), {"type": "remove_label", "label": "vip"}, {"type": "snooze", "hours": 2})

    conversation_id = await robot.writes("I am a vip")
    await robot.works()
    after_vip = await robot.desk.conversation(conversation_id)
    assert (after_vip.status, after_vip.assignee_id) == ("closed", user_id)
    assert await _labels(robot, conversation_id) == ["VIP"]

    await robot.writes("I am normal")
    await robot.works()
    after_normal = await robot.desk.conversation(conversation_id)
    assert after_normal.status == "snoozed"
    assert after_normal.snoozed_until is not None
    assert after_normal.snoozed_until > clock.now() + timedelta(minutes=110)
    assert await _labels(robot, conversation_id) == []


async def _labels(robot: Robot, conversation_id: object) -> list[str]:
    shown = await robot.desk.ask("GET", f"/conversations/{conversation_id}")
    return [label["name"] for label in shown["labels"]]


async def test_an_action_that_fails_does_not_hinder_the_others(robot: Robot):
    user_id = str(robot.desk.person.user_id)
    await robot.rule("any_message", {"type": "assign", "user_id": user_id}, says("hi"))
    (rule,) = (await robot.ask("GET", "/rules", params={"account_id": str(robot.desk.account_id)}))["items"]
    # The member has left the workspace since the rule was made.
    row = await robot.desk.session.get(Rule, UUID(rule["id"]))
    assert row is not None
    await robot.desk.change(row, actions=[{"type": "assign", "user_id": str(uuid4())}, *row.actions[1:]])

    await robot.writes()
    await robot.works()

    decision = await robot.decision()
    assert robot.heard() == ["hi"]
    assert [(one["action"], one["result"]) for one in decision["results"]] == [
        ("assign", "failed"),
        ("send_text", "queued"),
    ]
    assert decision["outcome"] == "acted"


async def test_nobody_is_answered_twice_within_the_cooldown(robot: Robot):
    await robot.rule("any_message", cooldown_seconds=600)

    await robot.writes()
    await robot.works()
    await robot.writes()
    await robot.works()
    with clock.shifted(timedelta(seconds=601)):
        await robot.writes()
        await robot.works()

    assert await robot.codes() == ["acted", "cooldown", "acted"]
    assert robot.heard() == ["hi", "hi"]


async def test_a_daily_cap_counts_everybody(robot: Robot):
    await robot.rule("any_message", daily_cap=1)
    other = robot.desk.instagram.customer()

    await robot.writes()
    await robot.writes(who=other)
    await robot.works()

    assert await robot.codes() == ["acted", "daily-cap"]
    assert robot.heard(other) == []


async def test_a_loop_is_ended_and_screens_are_told(robot: Robot):
    await robot.rule("any_message", cooldown_seconds=0)

    for _ in range(7):
        await robot.writes()
        await robot.decides()

    assert await robot.codes() == ["acted"] * 5 + ["loop-protection"] * 2
    assert [told["reason_code"] for told in await robot.desk.told("decision.made")][-1] == "loop-protection"


async def test_rules_rest_while_somebody_of_the_team_leads_and_go_on_when_they_hand_back(robot: Robot):
    await robot.rule("any_message", cooldown_seconds=0)
    tells = {"taken_over": True}
    await robot.rule("any_message", {"type": "add_label", "label": "busy"}, conditions=tells, cooldown_seconds=0)
    conversation_id = await robot.writes()
    await robot.works()
    await robot.desk.says(conversation_id, "Lena here.")

    await robot.writes()
    await robot.works()
    assert await _labels(robot, conversation_id) == ["busy"]

    conversation = await robot.desk.session.get(Conversation, conversation_id, populate_existing=True)
    await robot.desk.change(conversation, taken_over_at=None)
    await robot.writes()
    await robot.works()

    assert robot.heard() == ["hi", "Lena here.", "hi"]
    assert await robot.codes() == ["acted", "earlier-rule", "taken-over", "acted", "acted", "earlier-rule"]


@pytest.mark.parametrize("more", [{"direction": Direction.OUTBOUND}, {"ago": timedelta(minutes=61)}])
async def test_own_and_old_messages_are_never_asked_about(robot: Robot, more: dict[str, object]):
    await robot.rule("any_message")

    await robot.writes("hello", **more)
    await robot.works()

    assert await robot.log() == []


async def test_a_job_that_comes_too_late_says_so(robot: Robot):
    await robot.rule("any_message")
    await robot.writes()

    with clock.shifted(timedelta(minutes=61)):
        await robot.decides()

    assert await robot.codes() == ["too-old"]


async def test_a_message_that_was_taken_back_is_not_answered(robot: Robot):
    await robot.rule("any_message")
    conversation_id = await robot.writes()
    (message,) = await robot.desk.messages(conversation_id)
    await robot.desk.change(message, text=None, unsent_at=clock.now())

    await robot.works()

    assert await robot.codes() == ["withdrawn"]


async def test_the_policy_is_asked_before_anything_is_done(robot: Robot):
    await robot.rule("any_message", {"type": "add_label", "label": "asked"}, says("hi"))
    conversation_id = await robot.writes()
    await robot.desk.browser.delete(f"/api/v1/accounts/{robot.desk.account_id}", headers=robot.desk.headers)

    await robot.decides()

    decision = await robot.decision()
    assert (decision["outcome"], decision["reason_code"]) == ("skipped", "account-disconnected")
    assert await _labels(robot, conversation_id) == []


async def test_a_paused_account_answers_later(robot: Robot):
    await robot.rule("any_message")
    await robot.writes()
    pause = f"/api/v1/accounts/{robot.desk.account_id}"
    await robot.desk.browser.post(f"{pause}/pause", headers=robot.desk.headers)

    await robot.decides()

    assert await robot.codes() == ["acted"]
    assert robot.heard() == []
    await robot.desk.browser.post(f"{pause}/resume", headers=robot.desk.headers)
    await robot.works()
    assert robot.heard() == ["hi"]


async def test_the_first_message_of_a_person(robot: Robot):
    await robot.rule("first_message", says("Welcome!"), cooldown_seconds=0)

    await robot.writes()
    await robot.works()
    await robot.writes()
    await robot.works()

    assert robot.heard() == ["Welcome!"]
    assert [decision["reason"] for decision in await robot.log()] == [
        "It is their first message.",
        "They have written before.",
    ]


async def test_stories(robot: Robot):
    await robot.rule(words("wow", kind="story_reply"), says("Thanks!"))
    await robot.rule("story_mention", says("Lovely!"))

    await robot.writes("Wow 😍", kind=MessageKind.STORY_REPLY)
    await robot.works()
    await robot.writes(None, kind=MessageKind.STORY_MENTION, attachments=[{"type": "story_mention"}])
    await robot.works()

    assert robot.heard() == ["Thanks!", "Lovely!"]


async def test_a_rule_stored_in_another_shape_does_not_hinder_the_others(robot: Robot):
    broken = await robot.rule("any_message")
    await robot.rule("any_message", says("still here"))
    row = await robot.desk.session.get(Rule, UUID(broken["id"]))
    await robot.desk.change(row, trigger={"type": "telepathy"})

    await robot.writes()
    await robot.works()

    assert robot.heard() == ["still here"]
