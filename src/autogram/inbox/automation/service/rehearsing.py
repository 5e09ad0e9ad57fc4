"""What would happen to this sentence? The same code decides as in earnest; nothing is sent or written."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from autogram.accounts import service as accounts
from autogram.core import clock
from autogram.core.db import ReadSession
from autogram.inbox.automation.evaluation import concerns
from autogram.inbox.automation.execution.acting import place_of, wording_index
from autogram.inbox.automation.execution.permitting import permits_of_account
from autogram.inbox.automation.occasions import NOBODY, Occasion, message_subject, stranger
from autogram.inbox.automation.queries import decisions, rules
from autogram.inbox.automation.schemas import (
    AnyAction,
    Happening,
    PlannedAction,
    PrivateReply,
    PublicReply,
    Rehearsal,
    RehearsalResult,
    RehearsedRule,
    SendText,
)
from autogram.inbox.automation.situation import Permits, RuleSpec, Situation, Verdict
from autogram.inbox.automation.specs import spec_of, usual_cooldown
from autogram.inbox.automation.validation import require_coherent
from autogram.inbox.automation.walking import walk
from autogram.inbox.conversations.schemas import MessageKind

OFF = Verdict(False, "rule-off", "The rule is off.")
ELSEWHERE = Verdict(False, "other-kind", "The rule is about something else.")


@dataclass(slots=True)
class _Answers:
    """What each rule said, by its id."""

    verdicts: dict[UUID, Verdict] = field(default_factory=dict)

    async def follow(self, rule: RuleSpec, verdict: Verdict) -> bool:
        self.verdicts[rule.id] = verdict
        return verdict.acts


async def rehearse(session: ReadSession, workspace_id: UUID, wish: Rehearsal) -> RehearsalResult:
    """What each rule of the account would do, in their order. Raises `AccountNotFound`, `InvalidInput`."""
    account = await accounts.account_brief(session, wish.account_id, workspace_id=workspace_id)
    specs = [_draft(wish)] if wish.draft else [spec_of(rule) for rule in await rules.rules_of(session, account.id)]
    occasion = _occasion(account, wish)
    asked = [rule for rule in specs if rule.is_enabled or wish.with_disabled]
    permits = await permits_of_account(session, account.id)

    async def ask_policy(_rule: RuleSpec) -> Permits:
        return permits

    answers = _Answers()
    standing = (await decisions.standings_of(session, asked, [], occasion.situation.now))[None]
    await walk(asked, occasion.situation, standing, earlier={}, ask_policy=ask_policy, follow=answers.follow)
    return RehearsalResult(
        rules=[await _answer(session, rule, _verdict(rule, wish, occasion, answers), occasion) for rule in specs]
    )


def _verdict(rule: RuleSpec, wish: Rehearsal, occasion: Occasion, answers: _Answers) -> Verdict:
    if rule.id in answers.verdicts:
        return answers.verdicts[rule.id]
    return ELSEWHERE if not concerns(rule.trigger, occasion.situation) else OFF


async def _answer(session: ReadSession, rule: RuleSpec, verdict: Verdict, occasion: Occasion) -> RehearsedRule:
    planned = [await _planned(session, rule, occasion, action) for action in rule.actions] if verdict.acts else []
    return RehearsedRule(
        rule_id=None if rule.id == NOBODY else rule.id,
        name=rule.name,
        position=rule.position,
        is_enabled=rule.is_enabled,
        would_act=verdict.acts,
        reason_code=verdict.code,
        reason=verdict.reason,
        actions=planned,
    )


async def _planned(session: ReadSession, rule: RuleSpec, occasion: Occasion, action: AnyAction) -> PlannedAction:
    """The action as it would be done; a text with the wording whose turn it is."""
    text = None
    if isinstance(action, PublicReply):
        turn = await rules.turns_had(session, rule.id, place_of(occasion))
        text = occasion.says(action.texts[turn % len(action.texts)])
    elif isinstance(action, SendText | PrivateReply):
        text = occasion.says(action.texts[wording_index(occasion.subject, len(action.texts))])
    details = action.model_dump(mode="json", exclude={"type", "texts", "instructions"})
    return PlannedAction(type=action.type, text=text, details=details)


def _draft(wish: Rehearsal) -> RuleSpec:
    assert wish.draft is not None
    require_coherent(wish.draft)
    content = wish.draft
    cooldown = content.cooldown_seconds
    return RuleSpec(
        id=NOBODY,
        name=content.name,
        position=1,
        is_enabled=True,
        is_final=content.is_final,
        trigger=content.trigger,
        conditions=content.conditions,
        actions=content.actions,
        cooldown=timedelta(seconds=usual_cooldown(content.trigger) if cooldown is None else cooldown),
        daily_cap=content.daily_cap,
    )


def _occasion(account: accounts.AccountBrief, wish: Rehearsal) -> Occasion:
    at, assumed, is_comment = wish.at or clock.now(), wish.assume, wish.kind is Happening.COMMENT
    # `now` is the moment of which is asked, so that nothing is too old to be answered.
    situation = Situation(
        now=at,
        happened_at=at,
        kind=None if is_comment else _kind(wish.kind),
        text=wish.text,
        payload=wish.payload,
        ref=wish.ref or "" if wish.kind is Happening.REFERRAL else wish.ref,
        media_id=wish.media_id,
        is_first_message=assumed.is_first_message,
        is_reply=wish.is_reply,
        labels=frozenset(assumed.labels),
        status=assumed.status,
        is_assigned=assumed.is_assigned,
        taken_over=assumed.taken_over,
        window_open=assumed.window_open or not is_comment,
        follows_account=assumed.follows_account,
    )
    person = stranger(account, username=assumed.username, name=assumed.name)
    return Occasion(
        subject=message_subject(NOBODY),
        account_id=account.id,
        workspace_id=account.workspace_id,
        person_id=None,
        situation=situation,
        person=person,
        conversation=None,
    )


def _kind(happening: Happening) -> MessageKind:
    return MessageKind.TEXT if happening is Happening.MESSAGE else MessageKind(happening.value)
