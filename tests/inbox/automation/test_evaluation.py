"""Whether a rule acts, from data alone."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from autogram.inbox.automation.evaluation import concerns, judge, permitted
from autogram.inbox.automation.schemas import RuleContent
from autogram.inbox.automation.situation import Permits, Refusal, RuleSpec, Situation, Standing, Verdict
from autogram.inbox.automation.walking import walk
from autogram.inbox.conversations.schemas import ConversationStatus, MessageKind

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SAYS_HI: tuple[dict[str, Any], ...] = ({"type": "send_text", "texts": ["hi"]},)
LABELS: tuple[dict[str, Any], ...] = ({"type": "add_label", "label": "seen"},)


def a_rule(trigger: dict[str, Any] | str = "any_message", **more: Any) -> RuleSpec:
    wish = {"name": more.pop("name", "a rule"), "trigger": {"type": trigger} if isinstance(trigger, str) else trigger}
    cooldown, cap = timedelta(seconds=more.pop("cooldown", 3600)), more.pop("daily_cap", None)
    content = RuleContent.model_validate(wish | {"actions": SAYS_HI} | more)
    return RuleSpec(
        uuid4(),
        content.name,
        1,
        True,
        content.is_final,
        content.trigger,
        content.conditions,
        content.actions,
        cooldown,
        cap,
    )


def heard(text: str | None = "hello", **more: Any) -> Situation:
    facts: dict[str, Any] = {"now": NOW, "happened_at": NOW, "kind": MessageKind.TEXT, "window_open": True}
    return Situation(text=text, **(facts | more))


def commented(text: str = "link", **more: Any) -> Situation:
    return heard(text, kind=None, **more)


def keyword(*words: str, kind: str = "message_keyword", **more: Any) -> dict[str, Any]:
    return {"type": kind, "any": list(words), **more}


KINDS = [
    (keyword("a"), MessageKind.TEXT, True),
    (keyword("a"), MessageKind.STORY_REPLY, True),
    (keyword("a"), MessageKind.QUICK_REPLY, True),
    (keyword("a"), MessageKind.POSTBACK, False),
    (keyword("a"), None, False),
    ({"type": "story_reply"}, MessageKind.STORY_REPLY, True),
    ({"type": "story_reply"}, MessageKind.TEXT, False),
    ({"type": "story_mention"}, MessageKind.STORY_MENTION, True),
    ({"type": "postback"}, MessageKind.POSTBACK, True),
    ({"type": "postback"}, MessageKind.QUICK_REPLY, True),
    ({"type": "postback"}, MessageKind.TEXT, False),
    ({"type": "any_message"}, MessageKind.MEDIA, True),
    ({"type": "any_message"}, MessageKind.UNSUPPORTED, True),
    ({"type": "any_message"}, None, False),
    ({"type": "comment_keyword"}, None, True),
    ({"type": "comment_keyword"}, MessageKind.TEXT, False),
]


@pytest.mark.parametrize(("trigger", "kind", "asked"), KINDS)
def test_a_rule_is_asked_only_about_what_it_is_about(trigger: dict[str, Any], kind: MessageKind | None, asked: bool):
    actions = LABELS
    assert concerns(a_rule(trigger, actions=actions).trigger, heard(kind=kind)) is asked


TRIGGERS = [
    (keyword("price"), heard("the price?"), True),
    (keyword("price"), heard("hello"), False),
    (keyword("pri", match="part"), heard("pricey"), True),
    ({"type": "first_message"}, heard(is_first_message=True), True),
    ({"type": "first_message"}, heard(), False),
    ({"type": "story_reply"}, heard("wow", kind=MessageKind.STORY_REPLY), True),
    (keyword("wow", kind="story_reply"), heard("meh", kind=MessageKind.STORY_REPLY), False),
    ({"type": "postback", "payloads": ["A"]}, heard(kind=MessageKind.POSTBACK, payload="A"), True),
    ({"type": "postback", "payloads": ["A"]}, heard(kind=MessageKind.POSTBACK, payload="B"), False),
    ({"type": "postback"}, heard(kind=MessageKind.POSTBACK, payload="B"), True),
    ({"type": "referral", "refs": ["ad1"]}, heard(ref="ad1"), True),
    ({"type": "referral", "refs": ["ad1"]}, heard(ref=""), False),
    ({"type": "outside_hours", "hours": {"time_zone": "UTC"}}, heard(), True),
    (
        {"type": "outside_hours", "hours": {"time_zone": "UTC", "monday": [{"from": "09:00", "to": "17:00"}]}},
        heard(),
        False,
    ),
    (keyword("link", kind="comment_keyword"), commented("LINK please"), True),
    (keyword("link", kind="comment_keyword", media_ids=["17"]), commented(media_id="18"), False),
    (keyword("link", kind="comment_keyword", media_ids=["17"]), commented(media_id="17"), True),
    (keyword("link", kind="comment_keyword"), commented(is_reply=True), False),
    (keyword("link", kind="comment_keyword", with_replies=True), commented(is_reply=True), True),
    ({"type": "comment_keyword"}, commented("anything"), True),
]


@pytest.mark.parametrize(("trigger", "situation", "acts"), TRIGGERS)
def test_a_trigger_fits_or_says_why_not(trigger: dict[str, Any], situation: Situation, acts: bool):
    verdict = judge(a_rule(trigger, actions=LABELS), situation, Standing())

    assert verdict.acts is acts
    assert verdict.code == ("acted" if acts else "trigger")
    assert verdict.reason.endswith(".")


CONDITIONS = [
    ({"has_labels": ["VIP"]}, heard(labels=frozenset({"vip"})), None),
    ({"has_labels": ["VIP"]}, heard(), "The conversation has not the label “VIP”."),
    ({"lacks_labels": ["VIP"]}, heard(labels=frozenset({"vip"})), "The conversation has the label “VIP”."),
    ({"window_open": True}, commented(window_open=False), "The 24 hours are over."),
    ({"follows_account": True}, heard(follows_account=True), None),
    ({"follows_account": True}, heard(follows_account=False), "The person does not follow the account."),
    ({"follows_account": True}, heard(), "Instagram has not told whether the person follows the account."),
    ({"follows_account": False}, heard(), "Instagram has not told whether the person follows the account."),
    ({"statuses": ["open"]}, heard(status=ConversationStatus.OPEN), None),
    ({"statuses": ["open"]}, heard(status=ConversationStatus.CLOSED), "The conversation is closed."),
    ({"statuses": ["open"]}, commented(), "There is no conversation with this person yet."),
    ({"is_assigned": False}, heard(is_assigned=True), "The conversation is assigned."),
    ({"is_assigned": True}, heard(), "The conversation is not assigned."),
    ({"within_hours": {"time_zone": "UTC"}}, heard(), "It came outside the hours of this rule."),
    ({"taken_over": True}, heard(), "Nobody of the team leads this conversation."),
    ({"taken_over": True}, heard(taken_over=True), None),
]


@pytest.mark.parametrize(("conditions", "situation", "reason"), CONDITIONS)
def test_a_condition_holds_or_says_why_not(conditions: dict[str, Any], situation: Situation, reason: str | None):
    trigger = "comment_keyword" if situation.is_comment else "any_message"

    verdict = judge(a_rule(trigger, conditions=conditions, actions=LABELS), situation, Standing())

    assert (verdict.code, verdict.reason if reason else None) == ("condition" if reason else "acted", reason)


@pytest.mark.parametrize(
    ("situation", "code"),
    [
        (heard(withdrawn="The person took the message back."), "withdrawn"),
        (heard(happened_at=NOW - timedelta(minutes=61)), "too-old"),
        (heard(taken_over=True), "taken-over"),
    ],
)
def test_some_things_no_rule_answers(situation: Situation, code: str):
    assert judge(a_rule(), situation, Standing()).code == code


def test_a_rule_rests_for_a_person_and_says_until_when():
    rule = a_rule(cooldown=3600)
    acted = {rule.id: NOW - timedelta(minutes=59)}

    verdict = judge(rule, heard(), Standing(last_acted=acted))

    assert (verdict.code, verdict.reason) == ("cooldown", "The rule rests for this person until 2026-11-23 12:01 UTC.")
    assert judge(rule, heard(), Standing(last_acted={rule.id: NOW - timedelta(minutes=60)})).acts
    assert judge(a_rule(), heard(), Standing(last_acted=acted)).acts


def test_a_rule_has_its_limit_for_a_day():
    rule = a_rule(daily_cap=2)

    assert judge(rule, heard(), Standing(acted_today={rule.id: 1})).acts
    assert judge(rule, heard(), Standing(acted_today={rule.id: 2})).code == "daily-cap"


def test_a_loop_ends_after_five_messages_in_ten_minutes_or_twenty_in_a_day():
    assert judge(a_rule(), heard(), Standing(sent_in_burst=4, sent_in_day=19)).acts
    assert judge(a_rule(), heard(), Standing(sent_in_burst=5, sent_in_day=5)).code == "loop-protection"
    assert judge(a_rule(), heard(), Standing(sent_in_burst=0, sent_in_day=20)).code == "loop-protection"
    assert (
        judge(a_rule(actions=SAYS_HI * 2), heard(), Standing(sent_in_burst=4, sent_in_day=4)).code == "loop-protection"
    )
    assert judge(a_rule(actions=LABELS), heard(), Standing(sent_in_burst=5, sent_in_day=20)).acts


def test_what_the_policy_refuses_is_not_done_at_all():
    closed = Permits(message=Refusal("window-closed", "Too late."))
    acts = Verdict(True, "acted", "Any message fits.")

    assert permitted(a_rule(actions=[*LABELS, *SAYS_HI]), closed, acts) == Verdict(False, "window-closed", "Too late.")
    assert permitted(a_rule(actions=LABELS), closed, acts) == acts


async def _walked(*rules: RuleSpec, earlier: dict[UUID, bool] | None = None, fails: tuple[UUID, ...] = ()) -> list[str]:
    codes: list[str] = []

    async def follow(rule: RuleSpec, verdict: Verdict) -> bool:
        codes.append(verdict.code)
        return verdict.acts and rule.id not in fails

    await walk(list(rules), heard(), Standing(), earlier=earlier or {}, ask_policy=_allowed(), follow=follow)
    return codes


def _allowed() -> Callable[[RuleSpec], Awaitable[Permits]]:
    async def ask(rule: RuleSpec) -> Permits:
        return Permits()

    return ask


async def test_a_final_rule_that_acted_ends_the_walk():
    first, second = a_rule(), a_rule()

    assert await _walked(first, second) == ["acted", "earlier-rule"]
    assert await _walked(a_rule(is_final=False), second) == ["acted", "acted"]


async def test_a_final_rule_that_failed_or_did_not_fit_lets_the_next_try():
    first, second = a_rule(), a_rule()

    assert await _walked(first, second, fails=(first.id,)) == ["acted", "acted"]
    assert await _walked(a_rule(keyword("other")), second) == ["trigger", "acted"]


async def test_what_was_decided_before_is_not_decided_again():
    first, second = a_rule(), a_rule()

    assert await _walked(first, second, earlier={first.id: True}) == ["earlier-rule"]
    assert await _walked(first, second, earlier={first.id: False}) == ["acted"]
    assert await _walked(first, second, earlier={first.id: True, second.id: False}) == []


async def test_rules_of_one_walk_count_for_the_protection_against_loops():
    rules = [a_rule(actions=SAYS_HI * 3, is_final=False) for _ in range(2)]

    assert await _walked(*rules) == ["acted", "loop-protection"]
