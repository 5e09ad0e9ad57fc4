"""Stored rules, read and understood."""

from datetime import timedelta

from pydantic import TypeAdapter

from autogram.inbox.automation.models import Rule
from autogram.inbox.automation.schemas import AnyAction, AnyTrigger, CommentKeyword, Conditions, Postback, RuleRead
from autogram.inbox.automation.situation import RuleSpec

COOLDOWN_SECONDS = 3600
# Somebody who taps or comments again wants another answer; loop protection guards against the rest.
WITHOUT_COOLDOWN = (CommentKeyword, Postback)

_trigger: TypeAdapter[AnyTrigger] = TypeAdapter(AnyTrigger)
_actions: TypeAdapter[tuple[AnyAction, ...]] = TypeAdapter(tuple[AnyAction, ...])


def usual_cooldown(trigger: AnyTrigger) -> int:
    return 0 if isinstance(trigger, WITHOUT_COOLDOWN) else COOLDOWN_SECONDS


def spec_of(rule: Rule) -> RuleSpec:
    """Raises `ValidationError` for a rule that was stored when rules had another shape."""
    return RuleSpec(
        id=rule.id,
        name=rule.name,
        position=rule.position,
        is_enabled=rule.is_enabled,
        is_final=rule.is_final,
        trigger=_trigger.validate_python(rule.trigger),
        conditions=Conditions.model_validate(rule.conditions),
        actions=_actions.validate_python(rule.actions),
        cooldown=timedelta(seconds=rule.cooldown_seconds),
        daily_cap=rule.daily_cap,
    )


def read_of(rule: Rule) -> RuleRead:
    """The rule as the API shows it."""
    spec = spec_of(rule)
    return RuleRead(
        id=rule.id,
        account_id=rule.account_id,
        name=rule.name,
        position=rule.position,
        is_enabled=rule.is_enabled,
        is_final=rule.is_final,
        trigger=spec.trigger,
        conditions=spec.conditions,
        actions=spec.actions,
        cooldown_seconds=rule.cooldown_seconds,
        daily_cap=rule.daily_cap,
        created_by=rule.created_by,
        created_at=rule.created_at,
        updated_at=rule.updated_at,
    )
