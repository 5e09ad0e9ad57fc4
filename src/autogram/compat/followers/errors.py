"""What the predecessors refused, in their words."""

from autogram.core.errors import AppError, BadRequest, Conflict, NotFound


class JobNotFound(NotFound):
    """No job has this id, or it has been cleaned up."""

    title = "Job not found"


class JobAlreadyExists(Conflict):
    """One account has one active job; wait for it."""

    title = "Job already exists"


class CannotDeleteActiveJob(Conflict):
    """Only a job that has ended can be deleted."""

    title = "Cannot delete active job"


class RequestIncomplete(BadRequest):
    """A field of the body is missing, or cannot be what it says; `error` names it."""

    title = "Validation error"


class BodyNotJson(BadRequest):
    """The body must be a JSON object."""

    title = "Malformed JSON"


class ContentTypeUnsupported(AppError):
    """Send `Content-Type: application/json`."""

    status, title = 415, "Unsupported media type"
