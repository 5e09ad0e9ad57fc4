"""What goes in and out."""

import re
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field, SecretStr

from autogram.audience.crawling.credentials import Credentials
from autogram.audience.vocabulary import SnapshotSource, WorkStatus
from autogram.instagram.web.lists import WebSession

_COOKIE = re.compile(r"[!#-+\--:<-\[\]-~]{1,500}")
_USERNAME = re.compile(r"[A-Za-z0-9._]{1,30}")


def _cookie(value: SecretStr) -> SecretStr:
    """What may stand in a cookie: no blanks, quotes, commas, semicolons or backslashes."""
    if not _COOKIE.fullmatch(value.get_secret_value()):
        raise ValueError("is not a cookie's value")
    return value


def _session_id(value: SecretStr) -> SecretStr:
    if not WebSession(value.get_secret_value(), "").user_id:
        raise ValueError("must begin with the account's number; copy the whole value of the cookie `sessionid`")
    return value


def _username(value: str) -> str:
    name = value.strip().removeprefix("@")
    if not _USERNAME.fullmatch(name):
        raise ValueError("is not an Instagram user name")
    return name.lower()


CsrfToken = Annotated[SecretStr, AfterValidator(_cookie)]
SessionId = Annotated[SecretStr, AfterValidator(_cookie), AfterValidator(_session_id)]
Username = Annotated[str, AfterValidator(_username)]


class _Crawl(BaseModel):
    keep_session: bool = Field(
        default=False, description="Store the session, never the password, for scheduled snapshots of this account."
    )


class CookieCrawl(_Crawl):
    """With the cookies of a browser that is logged in to Instagram."""

    source: Literal["web"]
    csrf_token: CsrfToken
    session_id: SessionId

    def credentials(self) -> Credentials:
        return Credentials(
            session_id=self.session_id.get_secret_value(),
            csrf_token=self.csrf_token.get_secret_value(),
            keep=self.keep_session,
        )


class LoginCrawl(_Crawl):
    """With name and password, used at once, once, and never stored."""

    source: Literal["instaloader"]
    username: Username
    password: SecretStr = Field(min_length=1, max_length=200)
    verification_code: SecretStr | None = Field(default=None, max_length=20)

    @property
    def code(self) -> str | None:
        return (self.verification_code.get_secret_value().strip() or None) if self.verification_code else None


class StoredCrawl(BaseModel):
    """With the session that is stored for a profile."""

    source: Literal["stored"]
    profile_id: UUID


CrawlCreate = Annotated[CookieCrawl | LoginCrawl | StoredCrawl, Field(discriminator="source")]


class Phase(StrEnum):
    """What a crawl is doing."""

    PROFILE = "profile"
    FOLLOWERS = "followers"
    FOLLOWING = "following"
    CHECK = "check"
    FINISH = "finish"


class CrawlFailure(BaseModel):
    """Why a crawl has failed: a word for programs, a sentence for people."""

    code: str
    reason: str


class CrawlRead(BaseModel):
    """A crawl and how far it is. Secrets are never part of it."""

    id: UUID
    source: SnapshotSource
    instagram_id: str = Field(description="Instagram's number of the account.")
    username: str | None
    status: WorkStatus
    phase: Phase | None
    pages_read: int
    users_read: int
    expected: int | None = Field(description="Followers and following together, by the profile's own counts.")
    position: int | None = Field(description="Place in the queue, from 1; null unless it waits there.")
    estimated_wait_seconds: int | None
    resume_at: datetime | None = Field(description="When a crawl that pauses goes on.")
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    failure: CrawlFailure | None
    is_complete: bool | None = Field(description="Whether both lists were read whole; null until the end.")
    incomplete_reasons: list[str]
    profile_id: UUID | None
    snapshot_id: UUID | None
