"""What the sandbox remembers about customers and what they wrote."""

from typing import Any

from autogram.sandbox.store import Document


class Customer(Document):
    """A person on Instagram; `id` is the username, `ids` the IGSID that each business account knows them by."""

    name: str
    follower_count: int = 0
    follows_business: bool = False
    followed_by_business: bool = False
    is_verified: bool = False
    is_tester: bool = True
    is_unavailable: bool = False
    ids: dict[str, str] = {}
    blocks: list[str] = []


class Guest(Document):
    """A customer as one account sees them: `id` is the IGSID."""

    account_id: str
    username: str


class Thread(Document):
    """The conversation of an account with one person.

    `heard_at` is when the person last wrote or tapped: it opens the window for 24 hours. `owner` is the app that holds
    the thread, when it is not ours.
    """

    account_id: str
    username: str
    igsid: str
    updated_at: float
    heard_at: float | None = None
    is_answered: bool = False
    is_blocked: bool = False
    is_spam: bool = False
    read_up_to: str | None = None
    owner: str | None = None


class Message(Document):
    """One message; `is_ours` when the account sent it, and then `source` tells whether the app or a phone did."""

    thread_id: str
    account_id: str
    is_ours: bool
    at: float
    source: str = "customer"
    text: str | None = None
    attachments: list[dict[str, Any]] = []
    reply_to: dict[str, Any] | None = None
    quick_replies: list[dict[str, Any]] = []
    quick_reply: str | None = None
    referral: dict[str, Any] | None = None
    reactions: dict[str, dict[str, str]] = {}
    is_unsupported: bool = False
    is_deleted: bool = False
    num_edit: int = 0
    tag: str | None = None
    comment_id: str | None = None


class Upload(Document):
    """A file uploaded for use in messages; `id` is the attachment id."""

    account_id: str
    type: str
    url: str


class MessengerProfile(Document):
    """What an account offers in an empty conversation; `id` is the account's."""

    values: dict[str, Any] = {}
