"""What goes in and out."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, field_validator

from autogram.audience.layout import Row
from autogram.audience.vocabulary import SnapshotSource, WorkStatus
from autogram.core.paging import Page
from autogram.instagram.export import text
from autogram.instagram.export.kinds import ListKind

MOST_EXEMPT = 10_000


def _username(given: str) -> str:
    name = text.normal_username(given)
    if not text.is_legal_username(name):
        raise ValueError("is not a user name of Instagram: 1 to 30 letters, digits, full stops and underscores")
    return name


class ProfileCreate(BaseModel):
    """An account to follow. Its name may be given with @ and in any case."""

    username: Annotated[str, Field(max_length=100)]
    alarm_lost_followers: Annotated[int | None, Field(ge=1, le=100_000_000)] = None

    _normal = field_validator("username")(_username)


class ProfileUpdate(BaseModel):
    """What is not sent stays. `username` when the account was renamed; null for no alarm, and for no schedule."""

    username: Annotated[str | None, Field(max_length=100)] = None
    account_id: UUID | None = None
    alarm_lost_followers: Annotated[int | None, Field(ge=1, le=100_000_000)] = None
    snapshot_every_hours: Annotated[int | None, Field(ge=6, le=24 * 90)] = None

    @field_validator("username")
    @classmethod
    def _normal(cls, given: str | None) -> str:
        if given is None:
            raise ValueError("an account has a name")
        return _username(given)


class ProfileRead(BaseModel):
    """An account whose followers the workspace keeps an eye on."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    username: str
    instagram_id: str | None
    account_id: UUID | None
    alarm_lost_followers: int | None
    snapshot_every_hours: int | None
    next_snapshot_at: datetime | None
    # Whether a session is stored for scheduled snapshots, and why it cannot be used any more.
    session_source: SnapshotSource | None
    session_stored_at: datetime | None
    session_problem: str | None
    created_at: datetime
    updated_at: datetime


class ListRead(BaseModel):
    """One list of a snapshot. If it is not complete, `reasons` say why, and nothing is concluded from it."""

    kind: ListKind
    count: int
    expected: int | None
    is_complete: bool
    reasons: list[str]


class ChangeCounts(BaseModel):
    """How many came and went in one list. `returned` are those of the gained who were there at some time before."""

    kind: ListKind
    older_snapshot_id: UUID
    newer_snapshot_id: UUID
    gained: int
    lost: int
    returned: int
    renamed: int


class SnapshotRead(BaseModel):
    """The lists of a profile at one moment; `changes` are those since the last complete list before, once known."""

    id: UUID
    profile_id: UUID
    taken_at: datetime
    source: SnapshotSource
    created_at: datetime
    lists: list[ListRead]
    facts: dict[str, Any]
    changes: list[ChangeCounts]


class PersonRead(BaseModel):
    """Somebody on a list. `name_before` stands only in lists of renamed accounts."""

    username: str
    instagram_id: str | None
    since: datetime | None
    url: str
    name_before: str | None = None

    @classmethod
    def of(cls, row: Row) -> "PersonRead":
        person = row.person
        return cls(
            username=person.username,
            instagram_id=person.instagram_id,
            since=person.since,
            url=text.profile_link(person.username),
            name_before=row.name_before,
        )


class PeoplePage(Page[PersonRead]):
    """One page of a list. `total` counts the whole list, before any search. The last page has no `next_cursor`."""

    total: int


class ExemptCreate(BaseModel):
    """Why somebody is on the whitelist, for yourself."""

    note: Annotated[str | None, Field(max_length=500)] = None


class ExemptRead(BaseModel):
    """Somebody on the whitelist."""

    model_config = ConfigDict(from_attributes=True)

    username: str
    note: str | None
    created_at: datetime


class ImportRead(BaseModel):
    """An export file on its way to becoming a snapshot. A failure is told in `failure_reason`, and what to do."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    profile_id: UUID | None
    snapshot_id: UUID | None
    status: WorkStatus
    bytes_read: int
    bytes_to_read: int
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    failure_code: str | None
    failure_reason: str | None


class Sighting(BaseModel):
    """Somebody was on a list: first and last snapshot that had them, and the first complete one that did not."""

    kind: ListKind
    username: str
    instagram_id: str | None
    since: datetime | None
    first_seen_at: datetime
    first_snapshot_id: UUID
    last_seen_at: datetime
    last_snapshot_id: UUID
    gone_at: datetime | None
    gone_snapshot_id: UUID | None
    # The name under which the same account was found when this one was gone.
    renamed_to: str | None = None


class PersonHistory(BaseModel):
    """When somebody was seen on the lists of a profile; several sightings of one list mean that they came back."""

    username: str
    sightings: list[Sighting]
