"""The work of verifications."""

from uuid import UUID

from autogram.jobs.api import JobMessage


class StartVerifications(JobMessage, name="exchange.start_verifications"):
    """Communities whose weekly verification is due have a run, one for each week."""


class ReadPost(JobMessage, name="exchange.read_post"):
    """Some more comments of a post are here, or what they prove is written down. An earlier turn does nothing."""

    reading_id: UUID
    turn: int


class ConcludeVerification(JobMessage, name="exchange.conclude_verification"):
    """The rules have been applied to what a run has found, and its summary is on its way; both once."""

    run_id: UUID


class ApplyRules(JobMessage, name="exchange.apply_rules"):
    """The rules have been applied to a week once more, because an appeal that held them back was decided."""

    community_id: UUID
    year: int
    week: int


class MailMember(JobMessage, name="exchange.mail_member"):
    """A member who has an address here is told these words."""

    community_id: UUID
    member_id: UUID
    subject: str
    text: str


class MailSummary(JobMessage, name="exchange.mail_summary"):
    """The summary of a run is mailed to one address."""

    run_id: UUID
    to: str


class CallSummaryWebhook(JobMessage, name="exchange.call_summary_webhook"):
    """The summary of a run has been taken by the community's webhook."""

    run_id: UUID


class WatchVerifications(JobMessage, name="exchange.watch_verifications"):
    """No run is forgotten."""
