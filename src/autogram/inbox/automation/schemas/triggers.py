"""What sets a rule off."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from autogram.inbox.automation.matching import is_searchable
from autogram.inbox.automation.schemas.hours import BusinessHours


def _searchable(word: str) -> str:
    if not is_searchable(word):
        raise ValueError("has nothing that could be looked for; give a word, a number or an emoji")
    return word


Word = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100), AfterValidator(_searchable)]
Words = Annotated[tuple[Word, ...], Field(max_length=100)]
Key = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
MediaId = Annotated[str, StringConstraints(pattern=r"^\d{1,30}$")]


class MatchBy(StrEnum):
    """`word`: the whole word, so that “art” is not in “party”. `part`: anywhere."""

    WORD = "word"
    PART = "part"


class Trigger(BaseModel):
    """Base of all triggers."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class _Keywords(Trigger):
    """Words to look for. Case, accents and skin tones make no difference."""

    all: Words = Field(default=(), description="Each of these must be there.")
    any: Words = Field(default=(), description="One of these must be there.")
    none: Words = Field(default=(), description="None of these may be there.")
    match: MatchBy = MatchBy.WORD


class MessageKeyword(_Keywords):
    """Somebody wrote, or chose a quick reply with, these words."""

    type: Literal["message_keyword"]

    @model_validator(mode="after")
    def _something_to_look_for(self) -> "MessageKeyword":
        if not self.all and not self.any:
            raise ValueError("needs words in `all` or `any`; to answer every message, use the trigger any_message")
        return self


class FirstMessage(Trigger):
    """Somebody wrote who had never written before."""

    type: Literal["first_message"]


class StoryReply(_Keywords):
    """Somebody answered a story, with these words if there are any."""

    type: Literal["story_reply"]


class StoryMention(Trigger):
    """Somebody mentioned the account in their story."""

    type: Literal["story_mention"]


class Postback(Trigger):
    """Somebody tapped a button, a quick reply, an ice breaker or an item of the menu."""

    type: Literal["postback"]
    payloads: Annotated[tuple[Key, ...], Field(max_length=100)] = Field(default=(), description="None given: any.")


class Referral(Trigger):
    """Somebody came through a link (ig.me) or an ad."""

    type: Literal["referral"]
    refs: Annotated[tuple[Key, ...], Field(max_length=100)] = Field(default=(), description="None given: any.")


class CommentKeyword(_Keywords):
    """Somebody commented with these words; without words, any comment."""

    type: Literal["comment_keyword"]
    media_ids: Annotated[tuple[MediaId, ...], Field(max_length=200)] = Field(
        default=(), description="Instagram's ids of posts. None given: any."
    )
    with_replies: bool = Field(default=False, description="Also replies that people give to other comments.")


class AnyMessage(Trigger):
    """Somebody wrote anything."""

    type: Literal["any_message"]


class OutsideHours(Trigger):
    """Somebody wrote while nobody is there."""

    type: Literal["outside_hours"]
    hours: BusinessHours


AnyTrigger = Annotated[
    MessageKeyword
    | FirstMessage
    | StoryReply
    | StoryMention
    | Postback
    | Referral
    | CommentKeyword
    | AnyMessage
    | OutsideHours,
    Field(discriminator="type"),
]
