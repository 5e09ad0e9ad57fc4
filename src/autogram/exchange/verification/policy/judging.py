"""From the comments that were read below a post to what is proven of each member."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from autogram.exchange.community.names import normal_username
from autogram.exchange.community.schemas import MemberFacts
from autogram.exchange.verification.models import Finding
from autogram.exchange.verification.policy.quality import Quality, shortfall
from autogram.exchange.verification.schemas import Said


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is proven of a member and a request; `evidence` is the comment that it rests on."""

    finding: Finding
    reason: str | None = None
    evidence: Said | None = None


class Speakers:
    """Who said what below a post.

    A comment belongs to the account with the member's number. Only of somebody whose number is not known, or where a
    comment tells none, the name decides; a stranger who has taken a member's old name is not the member.
    """

    def __init__(self, comments: Sequence[Said]) -> None:
        self._of_number: dict[str, list[Said]] = {}
        self._of_name: dict[str, list[Said]] = {}
        for comment in sorted(comments, key=_moment):
            if comment.user_id is not None:
                self._of_number.setdefault(comment.user_id, []).append(comment)
            self._of_name.setdefault(normal_username(comment.username), []).append(comment)

    def said_by(self, member: MemberFacts) -> list[Said]:
        """The member's comments, oldest first."""
        named = self._of_name.get(member.username, [])
        if member.instagram_id is None:
            return named
        numbered = self._of_number.get(member.instagram_id, [])
        return sorted([*numbered, *(each for each in named if each.user_id is None)], key=_moment)

    def identity_of(self, member: MemberFacts) -> tuple[str, str] | None:
        """Number and present name of the account behind the member's latest comment, if that tells anything new."""
        latest = next((each for each in reversed(self.said_by(member)) if each.user_id is not None), None)
        if latest is None or latest.user_id is None:
            return None
        name = normal_username(latest.username)
        return None if (latest.user_id, name) == (member.instagram_id, member.username) else (latest.user_id, name)


def judge(said: Sequence[Said], *, asked_at: datetime, quality: Quality, is_complete: bool, doubt: str) -> Judgement:
    """What the member's comments, oldest first, prove. `doubt` says why nothing is proven where the list has gaps."""
    in_time = [each for each in said if each.at is None or each.at >= asked_at]
    short: tuple[Said, str] | None = None
    for comment in in_time:
        why_not = shortfall(comment.text, quality)
        if why_not is None:
            return Judgement(Finding.SEEN, None, comment)
        short = short or (comment, why_not)
    finding = Finding.MISSING if is_complete else Finding.UNKNOWN
    if short is not None:
        return Judgement(finding, _joined(f"There is a comment, but {short[1]}.", is_complete, doubt), short[0])
    if said:
        return Judgement(finding, _joined("There is only a comment from before the request.", is_complete, doubt))
    return Judgement(finding, None if is_complete else doubt)


def _joined(words: str, is_complete: bool, doubt: str) -> str:
    return words if is_complete else f"{words} {doubt}"


def _moment(comment: Said) -> tuple[bool, float, str]:
    """Those without a time come last."""
    return (comment.at is None, comment.at.timestamp() if comment.at else 0.0, comment.id)
