"""Everything people can do, as the control API is told."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

AttachmentType = Literal[
    "image", "video", "audio", "file", "share", "story_mention", "ig_reel", "reel", "ig_post", "ephemeral", "template",
    "unsupported_type",
]  # fmt: skip


class Act(BaseModel):
    """Who does it: `person` is a username or an IGSID, unknown ones are made up; `account` is whom it concerns."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    account: str
    person: str = Field(min_length=1)


class Attachment(BaseModel):
    """Something in a message besides text; without a `url` or a `payload` the sandbox has a sample."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    type: AttachmentType
    url: str | None = None
    payload: dict[str, Any] | None = None


class SendMessage(Act):
    """The person writes."""

    act: Literal["message"]
    text: str | None = None
    attachments: list[Attachment] = []
    quick_reply: str | None = Field(default=None, description="the payload of the quick reply that is tapped")
    reply_to: str | None = Field(default=None, description="the mid of the message that is answered")
    referral: dict[str, Any] | None = None
    is_unsupported: bool = False


class ReplyToStory(Act):
    """The person answers a story of the account."""

    act: Literal["story_reply"]
    text: str
    media_id: str | None = None
    link_sticker_url: str | None = None


class MentionInStory(Act):
    """The person mentions the account in a story of their own."""

    act: Literal["story_mention"]
    url: str | None = None


class React(Act):
    """The person reacts to a message."""

    act: Literal["react"]
    mid: str
    reaction: Literal["love", "like", "laugh", "wow", "sad", "angry", "other"] = "love"
    emoji: str | None = None


class Unreact(Act):
    """The person takes the reaction back."""

    act: Literal["unreact"]
    mid: str


class Read(Act):
    """The person has seen a message; without `mid` the newest of the account's."""

    act: Literal["read"]
    mid: str | None = None


class Postback(Act):
    """The person taps a button, an ice breaker or a menu item."""

    act: Literal["postback"]
    payload: str
    title: str = "Tap"
    referral: dict[str, Any] | None = None


class Refer(Act):
    """The person comes to an existing conversation through a link or an ad."""

    act: Literal["referral"]
    ref: str = ""
    source: str = "SHORTLINKS"
    type: str = "OPEN_THREAD"
    ad_id: str | None = None
    ads_context_data: dict[str, Any] | None = None


class Edit(Act):
    """The person changes a message of theirs."""

    act: Literal["edit"]
    mid: str
    text: str


class Unsend(Act):
    """The person takes a message of theirs back."""

    act: Literal["unsend"]
    mid: str


class OptIn(Act):
    """The person agrees to messages about something."""

    act: Literal["optin"]
    payload: str
    title: str = ""
    type: str = "notification_messages"


class WriteComment(Act):
    """The person comments on a publication; `parent_id` makes it a reply."""

    act: Literal["comment"]
    media_id: str
    text: str = Field(min_length=1)
    parent_id: str | None = None
    ad: dict[str, Any] | None = Field(default=None, description="ad_id and ad_title, when it was shown as an ad")


class DeleteComment(Act):
    """The person deletes a comment of theirs: no webhook tells."""

    act: Literal["delete_comment"]
    comment_id: str


class CommentLive(Act):
    """The person comments on a live broadcast; the first one begins it."""

    act: Literal["live_comment"]
    text: str = Field(min_length=1)


class Mention(Act):
    """The person mentions the account in a caption, or with `is_comment` in a comment on their own post."""

    act: Literal["mention"]
    text: str = ""
    is_comment: bool = False


class TagAccount(Act):
    """The person tags the account on a picture of theirs: no webhook tells, but `GET /{ig}/tags` does."""

    act: Literal["tag"]
    text: str = ""


class ChangeOwner(Act):
    """Instagram's own inbox takes the conversation, passes it to the app, or asks for it."""

    act: Literal["take_thread", "pass_thread", "request_thread"]
    metadata: str = ""


class Block(Act):
    """The person blocks the account, or lets it write again."""

    act: Literal["block", "unblock"]


class PhoneMessage(Act):
    """The owner of the account writes to the person with the phone: the app hears an echo."""

    act: Literal["phone_message"]
    text: str | None = None
    attachments: list[Attachment] = []
    reply_to: str | None = None


class PhoneUnsend(Act):
    """The owner takes a message back with the phone."""

    act: Literal["phone_unsend"]
    mid: str


class OwnerAct(BaseModel):
    """Something that no person does: `account` is whom it concerns."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    account: str


class SelfMessage(OwnerAct):
    """The account writes to itself."""

    act: Literal["self_message"]
    text: str


class PhoneComment(OwnerAct):
    """The owner comments with the phone; `parent_id` makes it a reply."""

    act: Literal["phone_comment"]
    media_id: str
    text: str = Field(min_length=1)
    parent_id: str | None = None


class EndLive(OwnerAct):
    """The live broadcast is over."""

    act: Literal["live_end"]


class DashboardTest(OwnerAct):
    """The developer presses “Test” in Meta's dashboard: `entry.id` is "0", times are text."""

    act: Literal["dashboard_test"]
    field: Literal["messages", "comments", "mentions"] = "messages"


class EmptyEdit(OwnerAct):
    """The wild `message_edit` with `num_edit` 0 and nobody who sent it."""

    act: Literal["empty_edit"]


AnyAct = Annotated[
    SendMessage | ReplyToStory | MentionInStory | React | Unreact | Read | Postback | Refer | Edit | Unsend | OptIn
    | WriteComment | DeleteComment | CommentLive | Mention | TagAccount | ChangeOwner | Block
    | PhoneMessage | PhoneUnsend | SelfMessage | PhoneComment | EndLive
    | DashboardTest | EmptyEdit,
    Field(discriminator="act"),
]  # fmt: skip
