"""Rules are asked one after the other. The worker and the test call walk the same way."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from uuid import UUID

from autogram.inbox.automation.evaluation import concerns, judge, messages_of, permitted
from autogram.inbox.automation.schemas import SendText
from autogram.inbox.automation.situation import EARLIER_RULE, Permits, RuleSpec, Situation, Standing, Verdict
from autogram.inbox.conversations import service as conversations

# Asked for each rule that would write: an earlier rule may have used up what was allowed.
AskPolicy = Callable[[RuleSpec], Awaitable[Permits]]
# What comes of a verdict; whether the rule has really acted, so that a final one ends the walk.
Follow = Callable[[RuleSpec, Verdict], Awaitable[bool]]


def interested(rules: Sequence[RuleSpec], situation: Situation) -> list[RuleSpec]:
    """The rules that would act if nothing had been done lately: only for these somebody needs to look what was."""
    return [rule for rule in rules if concerns(rule.trigger, situation) and judge(rule, situation, Standing()).acts]


def concerns_profile(rule: RuleSpec) -> bool:
    """Whether what Instagram tells about a person decides on the rule, or stands in what it writes."""
    texts = [text for action in rule.actions if isinstance(action, SendText) for text in action.texts]
    return rule.conditions.follows_account is not None or any(conversations.names_the_person(text) for text in texts)


async def walk(
    rules: Sequence[RuleSpec],
    situation: Situation,
    standing: Standing,
    *,
    earlier: Mapping[UUID, bool],
    ask_policy: AskPolicy,
    follow: Follow,
) -> None:
    """Each rule that is about this kind of thing gets its verdict; those in `earlier` have theirs (had they acted?)."""
    ended_by: RuleSpec | None = None
    for rule in rules:
        if rule.id in earlier:
            acted = earlier[rule.id]
        elif not concerns(rule.trigger, situation):
            continue
        else:
            verdict = await _verdict(rule, situation, standing, ended_by, ask_policy)
            acted = await follow(rule, verdict)
            if acted:
                standing = standing.after(rule, situation.now, messages_of(rule))
        if acted and rule.is_final and ended_by is None:
            ended_by = rule


async def _verdict(
    rule: RuleSpec, situation: Situation, standing: Standing, ended_by: RuleSpec | None, ask_policy: AskPolicy
) -> Verdict:
    if ended_by is not None:
        return Verdict(False, EARLIER_RULE, f"The rule “{ended_by.name}” has acted, and it is final.")
    verdict = judge(rule, situation, standing)
    if verdict.acts and messages_of(rule):
        return permitted(rule, await ask_policy(rule), verdict)
    return verdict
