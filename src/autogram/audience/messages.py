"""What happens to snapshots outside of requests."""

from uuid import UUID

from autogram.jobs.api import JobMessage


class ImportExport(JobMessage, name="audience.import_export"):
    """The uploaded files become a snapshot, or the import says why not."""

    import_id: UUID


class SnapshotTaken(JobMessage, name="audience.snapshot_taken"):
    """A snapshot is there: long lists are laid out, neighbours compared, and owners told if too many left."""

    snapshot_id: UUID


class ForgetSnapshot(JobMessage, name="audience.forget_snapshot"):
    """Nothing of a deleted snapshot is left."""

    snapshot_id: UUID


class ForgetUnread(JobMessage, name="audience.forget_unread"):
    """Lists laid out for reading that nobody reads any more go, and so do old imports."""
