"""What can be wrong with following an audience."""

from autogram.core.errors import AppError, BadRequest, Conflict, NotFound


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


class ExportUnreadable(AppError):
    """The upload is not an export that can be read; the detail says what it is and what to do."""

    status, title = 422, "The export cannot be read"


class UploadBroken(BadRequest):
    """The connection ended before everything had arrived, or what arrived is no form with files in it."""

    title = "The upload did not arrive"
