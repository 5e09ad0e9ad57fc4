"""What can be wrong with verifications, evidence and appeals."""

from autogram.core.errors import Conflict, NotFound


class VerificationRunning(Conflict):
    """A week of the community is being verified at this moment; `run_id`."""

    title = "A verification is running"


class VerificationEnded(Conflict):
    """The verification has ended: there is nothing to stop."""

    title = "The verification has ended"


class VerificationNotFound(NotFound):
    title = "Verification not found"


class FindingNotFound(NotFound):
    title = "Finding not found"


class NothingToAppeal(Conflict):
    """Only what is not verified can be wrong to the member's harm, and only while the request is open."""

    title = "There is nothing to appeal"


class AppealExists(Conflict):
    """The member has appealed already, and nobody has decided yet; `appeal_id`."""

    title = "The appeal is open already"


class AppealNotFound(NotFound):
    title = "Appeal not found"


class AppealDecided(Conflict):
    """Somebody has decided about the appeal already."""

    title = "The appeal has been decided"


class NothingDecided(Conflict):
    """No person has decided about the row, so there is nothing to take away."""

    title = "Nobody has decided"
