"""The community's work outside of requests. Messages carry ids; secrets are made when the mail is written."""

from uuid import UUID

from autogram.jobs.api import JobMessage


class SendMemberLink(JobMessage, name="exchange.send_member_link"):
    """Mails a member a new personal link; the one before ends."""

    member_id: UUID
