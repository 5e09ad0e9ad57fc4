"""Identity's work outside of requests. Messages carry ids; the tokens are made when the mail is written."""

from uuid import UUID

from autogram.jobs.api import JobMessage


class SendVerification(JobMessage, name="identity.send_verification"):
    """Mails the link that confirms a user's address."""

    user_id: UUID


class SendPasswordReset(JobMessage, name="identity.send_password_reset"):
    """Mails the link to set a new password. An id nobody has is fine, and sends nothing."""

    user_id: UUID


class SendAlreadyRegistered(JobMessage, name="identity.send_already_registered"):
    """Tells a user that somebody tried to register with their address."""

    user_id: UUID


class SendInvitation(JobMessage, name="identity.send_invitation"):
    """Mails an invitation to a workspace."""

    invitation_id: UUID


class SendNotice(JobMessage, name="identity.send_notice"):
    """Mails a user a few plain words without secrets."""

    user_id: UUID
    subject: str
    text: str
    link: str | None = None


class ForgetEndedTokens(JobMessage, name="identity.forget_ended_tokens"):
    """Deletes sessions, tokens and invitations that ended long ago, and rate limits nobody is near."""
