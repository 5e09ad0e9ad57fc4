"""What the community's rules say of a member, from what the last weeks prove."""

from collections.abc import Sequence
from dataclasses import dataclass

from autogram.exchange.rules import Consequence, Omission, Rule
from autogram.exchange.weeks import Week


@dataclass(frozen=True, slots=True)
class MemberWeek:
    """One member's week. `was_there` from its first moment on; `anybody_asked`, so that the week is known at all."""

    week: Week
    was_there: bool
    anybody_asked: bool
    uploads: int = 0
    given: int = 0
    missing: int = 0
    unknown: int = 0


def broken(rules: Sequence[Rule], weeks: Sequence[MemberWeek]) -> list[tuple[Rule, str]]:
    """The rules that the member has broken, each with the reason in words; `weeks` are newest first.

    Who is to be suspended is not warned as well.
    """
    found = [(rule, words) for rule in rules if (words := _words(rule, weeks[: rule.weeks]))]
    suspending = [each for each in found if each[0].then is Consequence.SUSPEND]
    return suspending[:1] or found


def _words(rule: Rule, weeks: Sequence[MemberWeek]) -> str | None:
    """Why the rule is broken; None if it is not, or if that cannot be said."""
    if len(weeks) < rule.weeks:
        return None
    match rule.when:
        case Omission.MISSED_COMMENTS:
            missed = sum(each.missing for each in weeks)
            return f"Missed {_count(missed)} {_span(weeks, 'the')}." if missed >= rule.at_least else None
        case Omission.NO_COMMENTS:
            if any(each.given or each.unknown or each.missing < rule.at_least for each in weeks):
                return None
            missed = sum(each.missing for each in weeks)
            return f"Wrote none of {_count(missed)} {_span(weeks, 'each of the')}."
        case Omission.NO_UPLOADS:
            if any(not each.was_there or not each.anybody_asked or each.uploads >= rule.at_least for each in weeks):
                return None
            fewer = f"fewer than {rule.at_least} posts" if rule.at_least > 1 else "no post"
            return f"Asked for comments on {fewer} {_span(weeks, 'each of the')}."


def _span(weeks: Sequence[MemberWeek], which: str) -> str:
    newest, oldest = weeks[0].week, weeks[-1].week
    return f"in {newest}" if len(weeks) == 1 else f"in {which} {len(weeks)} weeks from {oldest} to {newest}"


def _count(comments: int) -> str:
    return "1 comment" if comments == 1 else f"{comments} comments"
