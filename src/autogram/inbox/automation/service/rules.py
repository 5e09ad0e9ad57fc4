"""Making, changing, ordering and deleting rules."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.content import service as content_library
from autogram.core import audit, calling
from autogram.core.db import ReadSession
from autogram.core.errors import FieldError, InvalidInput
from autogram.core.ids import new_id
from autogram.core.settings import Settings
from autogram.identity import service as identity
from autogram.identity.permissions import Actor
from autogram.inbox.automation.errors import RuleWithoutWebhook, TooManyRules
from autogram.inbox.automation.models import Rule
from autogram.inbox.automation.queries import rules as queries
from autogram.inbox.automation.schemas import (
    MOST_RULES,
    AnyAction,
    Assign,
    CallWebhook,
    RuleContent,
    RuleCreate,
    RuleList,
    RuleOrder,
    RuleRead,
    RuleSaved,
    RuleUpdate,
    SendMedia,
    WebhookSecret,
)
from autogram.inbox.automation.specs import read_of, usual_cooldown
from autogram.inbox.automation.validation import require_coherent


async def list_rules(session: ReadSession, workspace_id: UUID, account_id: UUID) -> RuleList:
    """The account's rules, in the order in which they are asked. Raises `AccountNotFound`."""
    await accounts.account_brief(session, account_id, workspace_id=workspace_id)
    return RuleList(items=[read_of(rule) for rule in await queries.rules_of(session, account_id)])


async def read_rule(session: ReadSession, workspace_id: UUID, rule_id: UUID) -> RuleRead:
    """Raises `RuleNotFound`."""
    return read_of(await queries.get_rule(session, rule_id, workspace_id=workspace_id))


async def create_rule(settings: Settings, session: AsyncSession, actor: Actor, wish: RuleCreate) -> RuleSaved:
    """The rule stands behind the others and is off. Raises `AccountNotFound`, `TooManyRules`, `InvalidInput`."""
    await accounts.account_brief(session, wish.account_id, workspace_id=actor.workspace_id)
    await queries.claim_rules(session, wish.account_id)
    others = await queries.rules_of(session, wish.account_id)
    if len(others) >= MOST_RULES:
        raise TooManyRules(f"An account has at most {MOST_RULES} rules. Delete one, or join some.")
    rule = Rule(
        id=new_id(),
        workspace_id=actor.workspace_id,
        account_id=wish.account_id,
        created_by=actor.user_id,
        position=len(others) + 1,
        is_enabled=False,
        webhook_secret=None,
    )
    secret = await _fill(settings, session, actor, rule, wish)
    session.add(rule)
    await session.flush()
    _record(session, actor, "automation.create_rule", rule)
    return RuleSaved(**dict(read_of(rule)), webhook_secret=secret)


async def update_rule(
    settings: Settings, session: AsyncSession, actor: Actor, rule_id: UUID, changes: RuleUpdate
) -> RuleSaved:
    """The fields that are present have their new values. Raises `RuleNotFound`, `InvalidInput`."""
    rule = await queries.get_rule(session, rule_id, workspace_id=actor.workspace_id, lock=True, with_secret=True)
    secret = await _fill(settings, session, actor, rule, _merged(rule, changes))
    await session.flush()
    _record(session, actor, "automation.update_rule", rule, fields=sorted(changes.model_fields_set))
    return RuleSaved(**dict(read_of(rule)), webhook_secret=secret)


def _merged(rule: Rule, changes: RuleUpdate) -> RuleContent:
    """The rule's present content with the changes. Null means "none" only where there can be none."""
    present = {name: getattr(read_of(rule), name) for name in RuleContent.model_fields}
    nullable = {"cooldown_seconds", "daily_cap"}
    given = {name: getattr(changes, name) for name in changes.model_fields_set}
    wanted = {name: value for name, value in given.items() if value is not None or name in nullable}
    return RuleContent(**(present | wanted))


async def _fill(
    settings: Settings, session: AsyncSession, actor: Actor, rule: Rule, content: RuleContent
) -> str | None:
    """The rule says what `content` does; the secret of its webhook, if that was made just now."""
    require_coherent(content)
    await _require_usable(settings, session, actor.workspace_id, content.actions)
    await _hold_media(session, rule, content.actions)
    rule.name, rule.is_final, rule.daily_cap = content.name, content.is_final, content.daily_cap
    rule.trigger = content.trigger.model_dump(mode="json", by_alias=True)
    rule.conditions = content.conditions.model_dump(mode="json", by_alias=True)
    rule.actions = [action.model_dump(mode="json", by_alias=True) for action in content.actions]
    cooldown = content.cooldown_seconds
    rule.cooldown_seconds = usual_cooldown(content.trigger) if cooldown is None else cooldown
    if not any(isinstance(action, CallWebhook) for action in content.actions):
        rule.webhook_secret = None
    elif rule.webhook_secret is None:
        rule.webhook_secret = calling.new_secret()
        return rule.webhook_secret
    return None


async def _require_usable(
    settings: Settings, session: AsyncSession, workspace_id: UUID, actions: Sequence[AnyAction]
) -> None:
    """What the actions name exists, and may be used by rules of this workspace."""
    faults = []
    for index, action in enumerate(actions):
        if isinstance(action, Assign) and not await identity.is_member(session, workspace_id, action.user_id):
            faults.append(FieldError(f"actions.{index}.user_id", "is nobody who works in this workspace"))
        if isinstance(action, CallWebhook):
            try:
                private = settings.inbox.outgoing_webhooks_private
                calling.require_allowed_url(action.url, private_allowed=private)
            except calling.AddressRefused as refusal:
                faults.append(FieldError(f"actions.{index}.url", str(refusal)))
    if faults:
        raise InvalidInput(faults)


async def _hold_media(session: AsyncSession, rule: Rule, actions: Sequence[AnyAction]) -> None:
    """What the rule sends cannot be deleted from the library. Raises `MediaNotFound`."""
    subject = _subject(rule.id)
    await content_library.release_media(session, subject=subject)
    wanted = [action.media_id for action in actions if isinstance(action, SendMedia)]
    if wanted:
        await content_library.hold_media(session, rule.workspace_id, wanted, subject=subject)


async def switch_rule(session: AsyncSession, actor: Actor, rule_id: UUID, *, on: bool) -> RuleRead:
    """The rule is on or off. Turning it twice is turning it once. Raises `RuleNotFound`."""
    rule = await queries.get_rule(session, rule_id, workspace_id=actor.workspace_id, lock=True)
    if rule.is_enabled != on:
        rule.is_enabled = on
        await session.flush()
        _record(session, actor, "automation.enable_rule" if on else "automation.disable_rule", rule)
    return read_of(rule)


async def order_rules(session: AsyncSession, actor: Actor, order: RuleOrder) -> RuleList:
    """The account's rules are asked in this order. Raises `AccountNotFound`, `InvalidInput`."""
    await accounts.account_brief(session, order.account_id, workspace_id=actor.workspace_id)
    await queries.claim_rules(session, order.account_id)
    present = [rule.id for rule in await queries.rules_of(session, order.account_id)]
    if sorted(present) != sorted(order.rule_ids):
        raise InvalidInput([FieldError("rule_ids", "must name each rule of the account exactly once; read them again")])
    if present != order.rule_ids:
        await queries.set_positions(session, order.rule_ids)
        audit.record(
            session,
            "automation.order_rules",
            f"account:{order.account_id}",
            actor_id=actor.user_id,
            workspace_id=actor.workspace_id,
        )
    session.expire_all()
    return RuleList(items=[read_of(rule) for rule in await queries.rules_of(session, order.account_id)])


async def delete_rule(session: AsyncSession, actor: Actor, rule_id: UUID) -> None:
    """The rule and its log are gone; what it has sent, labelled and assigned stays. Raises `RuleNotFound`."""
    rule = await queries.get_rule(session, rule_id, workspace_id=actor.workspace_id)
    await queries.claim_rules(session, rule.account_id)
    await content_library.release_media(session, subject=_subject(rule.id))
    await session.delete(rule)
    await session.flush()
    await queries.set_positions(session, [one.id for one in await queries.rules_of(session, rule.account_id)])
    _record(session, actor, "automation.delete_rule", rule)


async def renew_secret(session: AsyncSession, actor: Actor, rule_id: UUID) -> WebhookSecret:
    """Signatures are made with a new secret from now on. Raises `RuleNotFound`, `RuleWithoutWebhook`."""
    rule = await queries.get_rule(session, rule_id, workspace_id=actor.workspace_id, lock=True, with_secret=True)
    if rule.webhook_secret is None:
        raise RuleWithoutWebhook("Add an action of the type webhook first.", rule_id=str(rule_id))
    rule.webhook_secret = secret = calling.new_secret()
    _record(session, actor, "automation.renew_webhook_secret", rule)
    return WebhookSecret(webhook_secret=secret)


def _subject(rule_id: UUID) -> str:
    return f"automation_rule:{rule_id}"


def _record(session: AsyncSession, actor: Actor, action: str, rule: Rule, **details: Any) -> None:
    audit.record(
        session,
        action,
        _subject(rule.id),
        actor_id=actor.user_id,
        workspace_id=actor.workspace_id,
        account_id=str(rule.account_id),
        name=rule.name,
        **details,
    )
