"""What may be sent to whom now. One pure function: everything that sends asks it, twice.

https://developers.facebook.com/docs/messenger-platform/policy/policy-overview and
https://developers.facebook.com/docs/instagram-platform/private-replies
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from autogram.inbox.conversations.decision import SendDecision, SendMode

WINDOW = timedelta(hours=24)
HUMAN_WINDOW = timedelta(days=7)
PRIVATE_REPLY_WINDOW = timedelta(days=7)
# A broadcast lasts four hours at most; Instagram itself knows whether it is over.
LIVE_WINDOW = timedelta(hours=4)
HUMAN_AGENT = "HUMAN_AGENT"
MESSAGES_SCOPE = "instagram_business_manage_messages"
COMMENTS_SCOPE = "instagram_business_manage_comments"


@dataclass(frozen=True, slots=True)
class AccountState:
    """What of the account decides. `quota_until` is set while its own quota is used up, with `quota_reason`."""

    username: str
    is_connected: bool = True
    needs_reauth: bool = False
    status_reason: str | None = None
    is_paused: bool = False
    everything_paused: bool = False
    throttled_until: datetime | None = None
    quota_until: datetime | None = None
    quota_reason: str | None = None
    missing_scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CommentReply:
    """The comment that is answered in private."""

    commented_at: datetime
    is_live: bool = False
    already_used: bool = False


@dataclass(frozen=True, slots=True)
class SendFacts:
    """Everything that the decision depends on; nothing else does.

    `last_inbound_at` is the newest message, postback or referral of the person. `refused` is what Instagram said about
    the person when something was last sent to them, if they have not written since.
    """

    now: datetime
    sender_is_human: bool
    account: AccountState
    last_inbound_at: datetime | None = None
    comment: CommentReply | None = None
    refused: str | None = field(default=None)


def decide(facts: SendFacts) -> SendDecision:
    """Whether this sender may write to this person now, by which rule, and until when; if not, why not."""
    scope_missing = _scope_missing(facts)
    if scope_missing:
        return scope_missing
    by_rule = _private_reply(facts) if facts.comment else _message(facts)
    if not by_rule.allowed:
        return by_rule
    return _waiting(facts, by_rule) or by_rule


def _scope_missing(facts: SendFacts) -> SendDecision | None:
    account = facts.account
    if not account.is_connected and not account.needs_reauth:
        return _no("account-disconnected", f"@{account.username} is not connected any more.")
    needed = (MESSAGES_SCOPE, COMMENTS_SCOPE) if facts.comment else (MESSAGES_SCOPE,)
    if set(needed) & set(account.missing_scopes):
        words = f"@{account.username} was connected without the permission for messages. Connect it again and allow it."
        return _no("permission-missing", words)
    return None


def _message(facts: SendFacts) -> SendDecision:
    if facts.last_inbound_at is None:
        return _no("never-wrote", "This person has not written yet. Instagram lets only them begin a conversation.")
    window_ends, closes_at = facts.last_inbound_at + WINDOW, facts.last_inbound_at + HUMAN_WINDOW
    if facts.refused and not facts.sender_is_human:
        return _no("person-unavailable", facts.refused, closes_at=closes_at)
    if facts.now < window_ends:
        return SendDecision(
            allowed=True,
            mode=SendMode.RESPONSE,
            reason_code="window-open",
            reason="The person wrote in the last 24 hours.",
            until=window_ends,
            closes_at=closes_at,
        )
    if facts.now >= closes_at:
        return _no("human-window-closed", "The person last wrote more than 7 days ago.", closes_at=closes_at)
    if not facts.sender_is_human:
        return _no(
            "window-closed",
            "The person last wrote more than 24 hours ago. Only somebody of the team may still answer.",
            closes_at=closes_at,
        )
    return SendDecision(
        allowed=True,
        mode=SendMode.HUMAN_AGENT,
        tag=HUMAN_AGENT,
        reason_code="human-agent",
        reason="The person last wrote more than 24 hours ago; somebody of the team may answer for 7 days.",
        until=closes_at,
        closes_at=closes_at,
    )


def _private_reply(facts: SendFacts) -> SendDecision:
    comment = facts.comment
    assert comment is not None
    if comment.already_used:
        return _no("private-reply-used", "This comment was answered in private before. Instagram allows it once.")
    closes_at = comment.commented_at + (LIVE_WINDOW if comment.is_live else PRIVATE_REPLY_WINDOW)
    if facts.now >= closes_at:
        words = (
            "The broadcast is over. A comment in it can be answered in private only as long as it lasts."
            if comment.is_live
            else "The comment is more than 7 days old. It can no longer be answered in private."
        )
        return _no("private-reply-closed", words, closes_at=closes_at)
    return SendDecision(
        allowed=True,
        mode=SendMode.PRIVATE_REPLY,
        reason_code="private-reply",
        reason="One private reply to the comment is allowed.",
        until=closes_at,
        closes_at=closes_at,
    )


def _waiting(facts: SendFacts, allowed: SendDecision) -> SendDecision | None:
    """The decision while the account is held back: the message is kept, and goes out afterwards."""
    account = facts.account
    if account.everything_paused:
        return _later(allowed, "everything-paused", "Everything is paused.")
    if account.needs_reauth:
        why = f": {account.status_reason}" if account.status_reason else "."
        return _later(allowed, "account-needs-reauth", f"@{account.username} must be connected again{why}")
    if account.is_paused:
        return _later(allowed, "account-paused", f"@{account.username} is paused.")
    if account.throttled_until and account.throttled_until > facts.now:
        words = f"Instagram limits @{account.username} until {account.throttled_until:%H:%M} UTC."
        return _later(allowed, "account-throttled", words, account.throttled_until)
    if account.quota_until and account.quota_until > facts.now:
        return _later(
            allowed, "quota-used", account.quota_reason or "The account's quota is used up.", account.quota_until
        )
    return None


def _later(allowed: SendDecision, code: str, reason: str, until: datetime | None = None) -> SendDecision:
    return SendDecision(
        allowed=True,
        mode=allowed.mode,
        tag=allowed.tag,
        reason_code=code,
        reason=reason,
        waits=True,
        until=until,
        closes_at=allowed.closes_at,
    )


def _no(code: str, reason: str, *, closes_at: datetime | None = None) -> SendDecision:
    return SendDecision(allowed=False, reason_code=code, reason=reason, closes_at=closes_at)
