"""Whether a rule acts. Pure: the worker and the test call decide by this code and nothing else."""

from datetime import timedelta
from typing import assert_never

from autogram.inbox.automation.folding import folded
from autogram.inbox.automation.matching import Match, match_words
from autogram.inbox.automation.schemas import (
    AiReply,
    AnyAction,
    AnyMessage,
    AnyTrigger,
    CommentKeyword,
    Conditions,
    FirstMessage,
    MatchBy,
    MessageKeyword,
    OutsideHours,
    Postback,
    PrivateReply,
    PublicReply,
    Referral,
    SendMedia,
    SendText,
    StoryMention,
    StoryReply,
    writes,
)
from autogram.inbox.automation.situation import (
    BURST_MESSAGES,
    DAY_MESSAGES,
    LOOP,
    Permits,
    Refusal,
    RuleSpec,
    Situation,
    Standing,
    Verdict,
)
from autogram.inbox.conversations.schemas import MessageKind

TOO_OLD = timedelta(minutes=60)
TAPS = {MessageKind.POSTBACK, MessageKind.QUICK_REPLY}


def concerns(trigger: AnyTrigger, situation: Situation) -> bool:
    """Whether the rule is about this kind of thing at all; if not, it is not asked, and nothing is logged."""
    kind = situation.kind
    match trigger:
        case CommentKeyword():
            return situation.is_comment
        case StoryReply():
            return kind is MessageKind.STORY_REPLY
        case StoryMention():
            return kind is MessageKind.STORY_MENTION
        case Postback():
            return kind in TAPS
        case Referral():
            return situation.ref is not None
        case MessageKeyword():
            # What somebody taps has words too, but they did not write them.
            return not situation.is_comment and kind not in {MessageKind.POSTBACK, MessageKind.REFERRAL}
        case FirstMessage() | AnyMessage() | OutsideHours():
            return not situation.is_comment
        case _:
            assert_never(trigger)


def judge(rule: RuleSpec, situation: Situation, standing: Standing) -> Verdict:
    """Everything but the policy, which is asked only for rules that would act."""
    fit = _trigger_fits(rule.trigger, situation)
    if not fit.fits:
        return Verdict(False, "trigger", fit.reason)
    return _general(rule, situation) or _held_back(rule, situation, standing) or Verdict(True, "acted", fit.reason)


def permitted(rule: RuleSpec, permits: Permits, verdict: Verdict) -> Verdict:
    """The verdict, unless the policy refuses any of what the rule writes: then nothing of the rule is done."""
    for action in rule.actions:
        refusal = refusal_of(action, permits, is_comment=isinstance(rule.trigger, CommentKeyword))
        if refusal is not None:
            return Verdict(False, refusal.code, refusal.reason)
    return verdict


def refusal_of(action: AnyAction, permits: Permits, *, is_comment: bool) -> Refusal | None:
    """Why the policy does not let the action write now; None if it does, or if nothing is written."""
    match action:
        case SendText() | SendMedia():
            return permits.message
        case PrivateReply():
            return permits.private_reply
        case PublicReply():
            return permits.public_reply
        case AiReply():
            if not is_comment:
                return permits.message
            return permits.private_reply if action.reply_as == "private_reply" else permits.public_reply
        case _:
            return None


def messages_of(rule: RuleSpec) -> int:
    """How many messages and replies it writes."""
    return sum(1 for action in rule.actions if writes(action))


def _trigger_fits(trigger: AnyTrigger, situation: Situation) -> Match:
    match trigger:
        case MessageKeyword() | StoryReply():
            return _words_fit(trigger, situation)
        case CommentKeyword():
            return _comment_fits(trigger, situation)
        case FirstMessage():
            words = "It is their first message." if situation.is_first_message else "They have written before."
            return Match(situation.is_first_message, words)
        case StoryMention():
            return Match(True, "The account was mentioned in a story.")
        case Postback():
            return _is_among(situation.payload, trigger.payloads, "payload")
        case Referral():
            return _is_among(situation.ref, trigger.refs, "reference")
        case AnyMessage():
            return Match(True, "Any message fits.")
        case OutsideHours():
            is_open = trigger.hours.are_open(situation.happened_at)
            return Match(
                not is_open, "It came within business hours." if is_open else "It came outside business hours."
            )
        case _:
            assert_never(trigger)


def _words_fit(trigger: MessageKeyword | StoryReply | CommentKeyword, situation: Situation) -> Match:
    return match_words(
        situation.text,
        all_of=trigger.all,
        any_of=trigger.any,
        none_of=trigger.none,
        whole_words=trigger.match is MatchBy.WORD,
    )


def _comment_fits(trigger: CommentKeyword, situation: Situation) -> Match:
    if trigger.media_ids and situation.media_id not in trigger.media_ids:
        return Match(False, "It stands below another post.")
    if situation.is_reply and not trigger.with_replies:
        return Match(False, "It is a reply to another comment.")
    return _words_fit(trigger, situation)


def _is_among(value: str | None, wanted: tuple[str, ...], noun: str) -> Match:
    if not wanted or value in wanted:
        return Match(True, f"Its {noun} is “{value}”." if value else f"Any {noun} fits.")
    return Match(False, f"Its {noun} is another." if value else f"It has no {noun}.")


def _general(rule: RuleSpec, situation: Situation) -> Verdict | None:
    """What keeps every rule from acting, and this rule's own conditions."""
    if situation.withdrawn:
        return Verdict(False, "withdrawn", situation.withdrawn)
    if situation.now - situation.happened_at > TOO_OLD:
        return Verdict(False, "too-old", "It is more than 60 minutes old; a machine does not answer any more.")
    if situation.taken_over and not rule.conditions.taken_over:
        return Verdict(False, "taken-over", "Somebody of the team leads this conversation.")
    unmet = _unmet(rule.conditions, situation)
    return Verdict(False, "condition", unmet) if unmet else None


def _unmet(wanted: Conditions, situation: Situation) -> str | None:
    """The first condition that does not hold, in words."""
    return (
        _labels_unmet(wanted, situation)
        or _conversation_unmet(wanted, situation)
        or _follower_unmet(wanted, situation)
        or _hours_unmet(wanted, situation)
    )


def _labels_unmet(wanted: Conditions, situation: Situation) -> str | None:
    present = {folded(label) for label in situation.labels}
    for label in wanted.has_labels:
        if folded(label) not in present:
            return f"The conversation has not the label “{label}”."
    for label in wanted.lacks_labels:
        if folded(label) in present:
            return f"The conversation has the label “{label}”."
    return None


def _conversation_unmet(wanted: Conditions, situation: Situation) -> str | None:
    if wanted.taken_over and not situation.taken_over:
        return "Nobody of the team leads this conversation."
    if wanted.window_open is not None and wanted.window_open != situation.window_open:
        return "The person wrote in the last 24 hours." if situation.window_open else "The 24 hours are over."
    if wanted.is_assigned is not None and wanted.is_assigned != situation.is_assigned:
        return "The conversation is assigned." if situation.is_assigned else "The conversation is not assigned."
    if wanted.statuses and situation.status is None:
        return "There is no conversation with this person yet."
    if wanted.statuses and situation.status not in wanted.statuses:
        return f"The conversation is {situation.status}."
    return None


def _follower_unmet(wanted: Conditions, situation: Situation) -> str | None:
    if wanted.follows_account is None or wanted.follows_account == situation.follows_account:
        return None
    if situation.follows_account is None:
        return "Instagram has not told whether the person follows the account."
    return "The person follows the account." if situation.follows_account else "The person does not follow the account."


def _hours_unmet(wanted: Conditions, situation: Situation) -> str | None:
    if wanted.within_hours is None or wanted.within_hours.are_open(situation.happened_at):
        return None
    return "It came outside the hours of this rule."


def _held_back(rule: RuleSpec, situation: Situation, standing: Standing) -> Verdict | None:
    """What the rule, and all rules together, have done lately."""
    last = standing.last_acted.get(rule.id)
    if last is not None and situation.now - last < rule.cooldown:
        until = last + rule.cooldown
        return Verdict(False, "cooldown", f"The rule rests for this person until {until:%Y-%m-%d %H:%M} UTC.")
    today = standing.acted_today.get(rule.id, 0)
    if rule.daily_cap is not None and today >= rule.daily_cap:
        return Verdict(False, "daily-cap", f"The rule has acted {today} times today (UTC), which is its limit.")
    writing = messages_of(rule)
    if not writing:
        return None
    if standing.sent_in_burst + writing > BURST_MESSAGES:
        words = f"{standing.sent_in_burst} automatic messages went to this person in 10 minutes; no more for now."
        return Verdict(False, LOOP, words)
    if standing.sent_in_day + writing > DAY_MESSAGES:
        words = f"{standing.sent_in_day} automatic messages went to this person in 24 hours; no more for now."
        return Verdict(False, LOOP, words)
    return None
