"""What the sandbox remembers about accounts, tokens, media and mail."""

from typing import Any

from pydantic import Field

from autogram.sandbox.store import Document


class Counter(Document):
    """The last number handed out for one kind of id."""

    last: int = 0


class Setting(Document):
    """A value of the sandbox itself: the switches, the clock."""

    value: Any


class Account(Document):
    """An Instagram account; `id` is the 1784… id, `scoped_id` the one an app sees as `id`.

    The official API knows professional accounts only, not PERSONAL ones.
    """

    scoped_id: str
    page_id: str
    username: str
    name: str
    account_type: str = "BUSINESS"
    biography: str = ""
    website: str = ""
    followers_count: int = 0
    follows_count: int = 0
    created_at: float
    subscribed_fields: list[str] | None = None
    page_subscribed_fields: list[str] | None = None
    publish_calls: int = 0
    webhooks_failing_since: float | None = None
    allows_messages: bool = True
    is_private: bool = False
    is_verified: bool = False

    @property
    def is_professional(self) -> bool:
        """The official API is for such accounts."""
        return self.account_type != "PERSONAL"


class Code(Document):
    """A one-time code of a login, exchanged for a token."""

    flavour: str
    account_ids: list[str]
    redirect_uri: str
    scopes: list[str]
    expires_at: float
    used: bool = False


class Token(Document):
    """An access token; `id` is the token itself."""

    flavour: str
    account_ids: list[str]
    scopes: list[str]
    issued_at: float
    expires_at: float | None
    is_long: bool = False
    page_id: str | None = None
    refusal: int | None = None


class Container(Document):
    """A prepared publication, with every parameter as it was received."""

    account_id: str
    kind: str
    parameters: dict[str, Any]
    created_at: float
    ready_at: float
    expires_at: float
    sha256: str | None = None
    file_url: str | None = None
    seconds: float | None = None
    error_subcode: int | None = None
    children: list[str] = []
    is_child: bool = False
    published_media_id: str | None = None
    publish_attempts: int = 0
    not_ready_answers: int = 0


class Media(Document):
    """Something published, with the container it came from."""

    account_id: str
    container_id: str
    kind: str
    parameters: dict[str, Any]
    shortcode: str
    published_at: float
    sha256: str | None = None
    file_url: str | None = None
    children: list[str] = []
    parent_id: str | None = None
    comment_enabled: bool = True
    like_count: int = 0
    is_over: bool = False

    @property
    def is_story(self) -> bool:
        """Stories are gone after a day and listed apart."""
        return self.kind.startswith("story")


class Comment(Document):
    """A comment, or with `parent_id` a reply to one."""

    media_id: str
    parent_id: str | None = None
    from_id: str
    username: str
    text: str
    created_at: float
    hidden: bool = False
    like_count: int = 0
    private_reply_id: str | None = None


class Mention(Document):
    """Somebody else's publication, `id`, that mentions the account in its caption or in a comment, or tags it."""

    account_id: str
    username: str
    text: str
    comment_id: str | None = None
    is_tag: bool = False
    created_at: float
    replies: list[str] = []


class Mail(Document):
    """A message the mailbox received."""

    sender: str
    recipients: list[str]
    subject: str
    text: str
    html: str
    links: list[str] = Field(default_factory=list)
    received_at: float
