"""What a rule does."""

from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from autogram.inbox.automation.schemas.conditions import LabelName

# Instagram counts bytes of UTF-8, not letters.
MESSAGE_BYTES = 1000
PUBLIC_REPLY_LETTERS = 1000


def _fits_a_message(text: str) -> str:
    size = len(text.encode())
    if size > MESSAGE_BYTES:
        raise ValueError(f"has {size} bytes; Instagram takes messages of at most {MESSAGE_BYTES}. Shorten it")
    return text


def _callable_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"https", "http"} or not parts.hostname:
        raise ValueError("must be an address like https://example.com/hook")
    if not parts.hostname.isascii():
        raise ValueError("must have its name in ASCII (xn--…)")
    if parts.username or parts.password:
        raise ValueError("must not contain a name or password; check the signature instead")
    try:
        _ = parts.port
    except ValueError:
        raise ValueError("must have a port between 1 and 65535, or none") from None
    return url


MessageText = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000), AfterValidator(_fits_a_message)
]
PublicText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=PUBLIC_REPLY_LETTERS)]
# Instagram shows 20 letters of a quick reply.
QuickTitle = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20)]


class Action(BaseModel):
    """Base of all actions."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class QuickChoice(Action):
    """A button that answers for the person; `payload` sets off rules with the trigger postback."""

    title: QuickTitle
    payload: Annotated[str, Field(max_length=1000)] = ""


class SendText(Action):
    """A message, in one of several wordings, taken in turn."""

    type: Literal["send_text"]
    texts: Annotated[tuple[MessageText, ...], Field(min_length=1, max_length=20)] = Field(
        description="Wordings, taken in turn. Variables: {{first_name}}, {{name}}, {{username}}, {{account}}."
    )
    quick_replies: Annotated[tuple[QuickChoice, ...], Field(max_length=13)] = ()


class SendMedia(Action):
    """A picture or video of the media library."""

    type: Literal["send_media"]
    media_id: UUID


class PrivateReply(Action):
    """A message to whoever commented; Instagram allows one per comment, within seven days."""

    type: Literal["private_reply"]
    texts: Annotated[tuple[MessageText, ...], Field(min_length=1, max_length=20)]


class PublicReply(Action):
    """A reply below the comment. On one post no wording comes twice in a row, if there are several."""

    type: Literal["public_reply"]
    texts: Annotated[tuple[PublicText, ...], Field(min_length=1, max_length=50)]


class AddLabel(Action):
    """The conversation has the label, which is made if there is none of that name."""

    type: Literal["add_label"]
    label: LabelName


class RemoveLabel(Action):
    type: Literal["remove_label"]
    label: LabelName


class Assign(Action):
    """The conversation belongs to this member of the workspace."""

    type: Literal["assign"]
    user_id: UUID


class Close(Action):
    type: Literal["close"]


class Snooze(Action):
    """Nobody needs to look at the conversation for a while, unless the person writes again."""

    type: Literal["snooze"]
    hours: Annotated[float, Field(gt=0, le=24 * 90)]


class CallWebhook(Action):
    """What happened is posted to the address, signed (https://www.standardwebhooks.com), and tried again for hours."""

    type: Literal["webhook"]
    url: Annotated[str, Field(max_length=2000), AfterValidator(_callable_address)]


class _Written(Action):
    instructions: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)] = Field(
        description="What the model should know and how it should answer."
    )
    last_messages: Annotated[int, Field(ge=1, le=50)] = Field(
        default=10, description="How much of the conversation the model sees."
    )


class AiSuggestion(_Written):
    """The model writes an answer for a person of the team to use or not; nothing is sent."""

    type: Literal["ai_suggestion"]


class AiReply(_Written):
    """The model writes an answer, and it is sent."""

    type: Literal["ai_reply"]
    closing: Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)] = Field(
        default="", description="Put below each answer, such as: Written by our assistant."
    )
    reply_as: Literal["private_reply", "public_reply"] = Field(
        default="private_reply", description="How a comment is answered; of no meaning for messages."
    )


AnyAction = Annotated[
    SendText
    | SendMedia
    | PrivateReply
    | PublicReply
    | AddLabel
    | RemoveLabel
    | Assign
    | Close
    | Snooze
    | CallWebhook
    | AiSuggestion
    | AiReply,
    Field(discriminator="type"),
]

# What reaches the person, or everybody; the rest only sorts.
WRITING = (SendText, SendMedia, PrivateReply, PublicReply, AiReply)


def writes(action: Any) -> bool:
    """Whether the action writes in the account's name."""
    return isinstance(action, WRITING)
