"""Tracked profiles, their snapshots in compact form, and the work that makes them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from autogram.audience.vocabulary import IdSpace, Ordering, SnapshotSource, WorkStatus
from autogram.core import clock
from autogram.core.db import Model, Record
from autogram.core.ids import new_id
from autogram.core.secrets import EncryptedText
from autogram.instagram.export.kinds import ListKind

# Names are in the order of their code points, here as in Python.
CODE_POINTS = String(collation="C")
ACTIVE = text("status IN ('queued', 'processing')")


class AudienceProfile(Record):
    """An Instagram account whose followers a workspace keeps an eye on. `username` is in its normal form."""

    __tablename__ = "audience_profile"
    __table_args__ = (
        UniqueConstraint("workspace_id", "username"),
        Index(None, "workspace_id", "created_at", "id"),
        Index(None, "account_id"),
        Index(None, "next_snapshot_at", postgresql_where=text("next_snapshot_at IS NOT NULL")),
    )

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    # The same account, if it is connected too.
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    username: Mapped[str]
    instagram_id: Mapped[str | None]
    # A mail goes to the workspace's owners when more than this many followers are lost between two snapshots.
    alarm_lost_followers: Mapped[int | None]
    snapshot_every_hours: Mapped[int | None]
    next_snapshot_at: Mapped[datetime | None]
    session_source: Mapped[SnapshotSource | None]
    # A session that its owner left here for scheduled snapshots. Loaded, and decrypted, only by who asks for it.
    session_secrets: Mapped[str | None] = mapped_column(EncryptedText, deferred=True, deferred_raiseload=True)
    session_stored_at: Mapped[datetime | None]
    # Why the session can no longer be used, in words.
    session_problem: Mapped[str | None]


class AudienceSnapshot(Record):
    """The lists of a profile at one moment. Differences are only ever computed between lists that are complete."""

    __tablename__ = "audience_snapshot"
    __table_args__ = (
        Index(None, "profile_id", "taken_at", "id"),
        # The same file again is the same snapshot.
        Index(
            "uq_audience_snapshot_digest",
            "profile_id",
            "digest",
            unique=True,
            postgresql_where=text("digest IS NOT NULL AND deleted_at IS NULL"),
        ),
        Index("ix_audience_snapshot_deleted", "deleted_at", postgresql_where=text("deleted_at IS NOT NULL")),
    )

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"), index=True)
    profile_id: Mapped[UUID] = mapped_column(ForeignKey("audience_profile.id", ondelete="CASCADE"))
    taken_at: Mapped[datetime]
    source: Mapped[SnapshotSource]
    # What the source said about itself: layout, range of dates, oddities in words.
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    # Nobody sees it any more; its rows go as soon as no other list is stored as a difference to them.
    deleted_at: Mapped[datetime | None]


class AudienceList(Model):
    """One list of a snapshot: whole, or as the difference to the list `base_id`."""

    __tablename__ = "audience_list"
    __table_args__ = (UniqueConstraint("snapshot_id", "kind"), Index(None, "base_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    snapshot_id: Mapped[UUID] = mapped_column(ForeignKey("audience_snapshot.id", ondelete="CASCADE"))
    kind: Mapped[ListKind]
    count: Mapped[int]
    # The profile's own count when the list was read.
    expected: Mapped[int | None]
    is_complete: Mapped[bool]
    # Why it is not complete, in words.
    reasons: Mapped[list[Any]] = mapped_column(default=list)
    id_space: Mapped[IdSpace]
    # Not enforced until the commit, so that a whole profile can be deleted in any order.
    base_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("audience_list.id", deferrable=True, initially="DEFERRED"),
    )
    # How many differences lie between it and a whole list, and how many people they touch together.
    links: Mapped[int] = mapped_column(default=0)
    touched: Mapped[int] = mapped_column(default=0)
    stored_bytes: Mapped[int] = mapped_column(BigInteger, default=0)


class AudienceListPart(Model):
    """A stretch of a stored list, compressed (`archive`)."""

    __tablename__ = "audience_list_part"

    list_id: Mapped[UUID] = mapped_column(ForeignKey("audience_list.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    first_username: Mapped[str] = mapped_column(CODE_POINTS)
    payload: Mapped[bytes] = mapped_column(LargeBinary)


class AudienceView(Model):
    """A sorted list laid out for reading page by page; made when first asked for, forgotten when unread.

    `older_id` is the other snapshot if it is a list of changes.
    """

    __tablename__ = "audience_view"
    __table_args__ = (
        Index(
            "uq_audience_view",
            "snapshot_id",
            "older_id",
            "name",
            "ordering",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
        Index(None, "older_id"),
        Index(None, "read_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    snapshot_id: Mapped[UUID] = mapped_column(ForeignKey("audience_snapshot.id", ondelete="CASCADE"))
    older_id: Mapped[UUID | None] = mapped_column(ForeignKey("audience_snapshot.id", ondelete="CASCADE"))
    name: Mapped[str]
    ordering: Mapped[Ordering]
    count: Mapped[int]
    read_at: Mapped[datetime] = mapped_column(default=clock.now)


class AudienceViewBlock(Model):
    """Some hundred people of a view, compressed; all blocks but the last have the same number of them."""

    __tablename__ = "audience_view_block"
    __table_args__ = (Index(None, "view_id", "first_username"),)

    view_id: Mapped[UUID] = mapped_column(ForeignKey("audience_view.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    first_username: Mapped[str] = mapped_column(CODE_POINTS)
    payload: Mapped[bytes] = mapped_column(LargeBinary)


class AudienceComparison(Model):
    """How many came and went between two snapshots that follow each other; also the memory of alarms."""

    __tablename__ = "audience_comparison"
    __table_args__ = (Index(None, "older_id"),)

    newer_id: Mapped[UUID] = mapped_column(ForeignKey("audience_snapshot.id", ondelete="CASCADE"), primary_key=True)
    older_id: Mapped[UUID] = mapped_column(ForeignKey("audience_snapshot.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[ListKind] = mapped_column(primary_key=True)
    gained: Mapped[int]
    lost: Mapped[int]
    returned: Mapped[int]
    renamed: Mapped[int]
    alarmed_at: Mapped[datetime | None]


class AudienceExempt(Record):
    """Somebody on the profile's whitelist: not shown among those who do not follow back, if so asked."""

    __tablename__ = "audience_exempt"
    __table_args__ = (UniqueConstraint("profile_id", "username"), Index(None, "profile_id", "created_at", "id"))

    profile_id: Mapped[UUID] = mapped_column(ForeignKey("audience_profile.id", ondelete="CASCADE"))
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    username: Mapped[str]
    note: Mapped[str | None]


class AudienceImport(Record):
    """An export file on its way to becoming a snapshot."""

    __tablename__ = "audience_import"
    __table_args__ = (
        Index(None, "workspace_id", "created_at", "id"),
        Index(None, "profile_id"),
        Index(None, "snapshot_id"),
        Index("ix_audience_import_open", "created_at", postgresql_where=ACTIVE),
    )

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    requested_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    # Unknown until the file has told its owner, if it was not said.
    profile_id: Mapped[UUID | None] = mapped_column(ForeignKey("audience_profile.id", ondelete="CASCADE"))
    snapshot_id: Mapped[UUID | None] = mapped_column(ForeignKey("audience_snapshot.id", ondelete="SET NULL"))
    # The names of the files as they were uploaded, with their sizes.
    files: Mapped[list[Any]] = mapped_column(default=list)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    taken_at: Mapped[datetime | None]
    status: Mapped[WorkStatus] = mapped_column(default=WorkStatus.QUEUED)
    bytes_read: Mapped[int] = mapped_column(BigInteger, default=0)
    bytes_to_read: Mapped[int] = mapped_column(BigInteger, default=0)
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    failure_code: Mapped[str | None]
    failure_reason: Mapped[str | None]


class AudienceImportPart(Model):
    """A stretch of the uploaded files, kept until the import has ended."""

    __tablename__ = "audience_import_part"

    import_id: Mapped[UUID] = mapped_column(ForeignKey("audience_import.id", ondelete="CASCADE"), primary_key=True)
    file: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    payload: Mapped[bytes] = mapped_column(LargeBinary)


class AudienceJob(Record):
    """A crawl of an account's lists, page by page. Without a workspace it is an anonymous one, and soon forgotten."""

    __tablename__ = "audience_job"
    __table_args__ = (
        # One account, one active job, whoever asks.
        Index("uq_audience_job_active", "instagram_key", unique=True, postgresql_where=ACTIVE),
        Index("ix_audience_job_queue", "status", "created_at", "id", postgresql_where=ACTIVE),
        Index(None, "workspace_id", "created_at", "id"),
        Index(None, "profile_id"),
        Index(None, "snapshot_id"),
        Index(None, "expires_at", postgresql_where=text("expires_at IS NOT NULL")),
        CheckConstraint("secrets IS NULL OR status IN ('queued', 'processing')", name="secrets_while_alive"),
    )

    public_id: Mapped[str] = mapped_column(unique=True)
    workspace_id: Mapped[UUID | None] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    profile_id: Mapped[UUID | None] = mapped_column(ForeignKey("audience_profile.id", ondelete="CASCADE"))
    source: Mapped[SnapshotSource]
    # Instagram's number of the account.
    instagram_key: Mapped[str]
    status: Mapped[WorkStatus] = mapped_column(default=WorkStatus.QUEUED)
    # Only while the job lives. Loaded, and decrypted, only by who asks for it.
    secrets: Mapped[str | None] = mapped_column(EncryptedText, deferred=True, deferred_raiseload=True)
    phase: Mapped[str | None]
    pages_read: Mapped[int] = mapped_column(default=0)
    users_read: Mapped[int] = mapped_column(default=0)
    expected: Mapped[int | None]
    # Where each list goes on, its expected count and whether its end was reached.
    cursors: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # Only the message of this turn goes on; one that comes twice finds that its turn is over.
    turn: Mapped[int] = mapped_column(default=0)
    # A queued job whose time has not come: its budget is used up, or Instagram asked to wait.
    resume_at: Mapped[datetime | None]
    waits: Mapped[int] = mapped_column(default=0)
    cancel_requested_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    failure_code: Mapped[str | None]
    failure_reason: Mapped[str | None]
    snapshot_id: Mapped[UUID | None] = mapped_column(ForeignKey("audience_snapshot.id", ondelete="SET NULL"))
    # What an anonymous job found: counts beside, lists in a compressed form.
    summary: Mapped[dict[str, Any]] = mapped_column(default=dict)
    result: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True, deferred_raiseload=True)


class AudienceJobPage(Model):
    """One page as it was read, so that another worker goes on where the last one was."""

    __tablename__ = "audience_job_page"

    job_id: Mapped[UUID] = mapped_column(ForeignKey("audience_job.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[ListKind] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    payload: Mapped[bytes] = mapped_column(LargeBinary)
