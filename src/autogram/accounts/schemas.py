"""Accounts as the API shows and takes them."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from autogram.accounts.models import AccountStatus as AccountStatus


class ConnectionStart(BaseModel):
    """Send the person to `authorize_url`; after agreeing they come back to us. `state` is for scripts."""

    authorize_url: str
    state: str
    expires_at: datetime


class ConnectionComplete(BaseModel):
    """What Instagram appended to the redirect."""

    code: str = Field(min_length=1, max_length=2000)
    state: str = Field(min_length=1, max_length=200)


class LegacyConnect(BaseModel):
    """Seed 002's body, with the state that makes it safe."""

    auth_code: str = Field(min_length=1, max_length=2000)
    state: str = Field(min_length=1, max_length=200)


class LegacyConnected(BaseModel):
    message: str
    instagram_user_id: str
    username: str


class TokenConnect(BaseModel):
    """A token that somebody already has. Instagram is asked whose it is before anything is stored."""

    access_token: str = Field(min_length=10, max_length=2000)
    instagram_user_id: str | None = Field(default=None, max_length=50)


class AccountUpdate(BaseModel):
    """What the owner decides. Fields that are absent stay as they are."""

    model_config = ConfigDict(extra="forbid")

    comments_per_hour: int | None = Field(default=None, ge=0, le=60)
    requests_per_hour: int | None = Field(default=None, ge=1, le=20_000)


class TokenHealth(BaseModel):
    """The token's life; it is refreshed every day. Null where it is not known yet, as with a token just pasted."""

    expires_at: datetime | None
    issued_at: datetime | None
    last_checked_at: datetime | None
    days_left: int | None


class AccountRead(BaseModel):
    """An account, without its token.

    `missing_scopes` are the permissions we asked for and did not get. Both lists of scopes are empty as long as
    Instagram has not said what was granted, as with a token just pasted.
    """

    id: UUID
    instagram_user_id: str
    username: str
    name: str | None
    account_type: str | None
    profile_picture_url: str | None
    followers_count: int | None
    follows_count: int | None
    media_count: int | None
    biography: str | None
    website: str | None
    status: AccountStatus
    status_reason: str | None
    paused: bool
    throttled_until: datetime | None
    throttle_reason: str | None
    token: TokenHealth
    scopes: list[str]
    missing_scopes: list[str]
    webhook_fields: list[str]
    comments_per_hour: int
    requests_per_hour: int
    created_at: datetime
    updated_at: datetime


class QuotaLine(BaseModel):
    """One kind of act: how much of the window (seconds) is used, and how much may be."""

    kind: str
    used: int
    limit: int
    window_seconds: int


class QuotaBook(BaseModel):
    """The account's book. `reported_usage_percent` is what Meta itself said last."""

    lines: list[QuotaLine]
    reported_usage_percent: int | None
    throttled_until: datetime | None


class PauseState(BaseModel):
    paused: bool
    paused_at: datetime | None = None


class ErasureAnswer(BaseModel):
    """Meta's required answer to a data-deletion request."""

    url: str
    confirmation_code: str


class ErasureStatus(BaseModel):
    confirmation_code: str
    status: str
    accounts_erased: int
    completed_at: datetime
