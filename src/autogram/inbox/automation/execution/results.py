"""What came of each action, and of the rule as a whole."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from autogram.inbox.automation.models import Decision, Outcome

# What a rule is for, if it has any of these: an answer before all; else telling somebody; else the rest.
ESSENCES = (
    {"send_text", "send_media", "private_reply", "public_reply", "ai_reply", "ai_suggestion"},
    {"webhook"},
)


class Result(StrEnum):
    """Of one action. `queued`: it goes out as soon as it can, and the message or reply itself tells how that went."""

    DONE = "done"
    QUEUED = "queued"
    WAITING = "waiting"
    SUGGESTED = "suggested"
    DELIVERED = "delivered"
    FAILED = "failed"


def result(action: str, outcome: Result, **more: Any) -> dict[str, Any]:
    return {"action": action, "result": outcome.value, **more}


def outcome_of(results: Sequence[dict[str, Any]]) -> Outcome:
    """Failed is a rule of whose essence nothing worked."""
    by_essence = ([one for one in results if one["action"] in names] for names in ESSENCES)
    found = {one["result"] for one in next(filter(None, by_essence), results)}
    if Result.WAITING in found:
        return Outcome.WAITING
    if found <= {Result.FAILED}:
        return Outcome.FAILED
    return Outcome.SUGGESTED if found <= {Result.SUGGESTED, Result.FAILED} else Outcome.ACTED


def first_error(results: Sequence[dict[str, Any]]) -> str | None:
    return next((one["error"] for one in results if one.get("error")), None)


def settle(decision: Decision, action: str, outcome: Result, **more: Any) -> None:
    """The action of this name has this result instead of the one it had, and the decision's outcome follows."""
    decision.results = [result(action, outcome, **more) if one["action"] == action else one for one in decision.results]
    decision.outcome = outcome_of(decision.results)
    if decision.outcome is Outcome.FAILED:
        decision.reason_code, decision.reason = "action-failed", first_error(decision.results) or decision.reason
