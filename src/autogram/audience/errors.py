"""What can be wrong with following an audience."""

from autogram.core.errors import Conflict, ContentTooLarge, InvalidInput, NotFound


class AudienceProfileNotFound(NotFound):
    title = "Profile not found"


class AudienceProfileExists(Conflict):
    """The workspace follows this account already."""

    title = "The profile is there already"


class SnapshotNotFound(NotFound):
    title = "Snapshot not found"


class ListNotInSnapshot(NotFound):
    """The source of the snapshot had no such list."""

    title = "The snapshot has no such list"


class ImportNotFound(NotFound):
    title = "Import not found"


class ListIncomplete(Conflict):
    """Differences are never computed from a list that is not complete: a gap would accuse the wrong people."""

    title = "The list is not complete"


class SnapshotsNotInOrder(Conflict):
    """The older of two snapshots must have been taken before the newer one."""

    title = "These snapshots cannot be compared"


class ExportUnreadable(InvalidInput):
    """The upload is not an export that can be read; the detail says what it is and what to do."""

    title = "The export cannot be read"


class UploadTooLarge(ContentTooLarge):
    """Upload the followers and following only, not the whole export with its media."""

    title = "The upload is too large"
