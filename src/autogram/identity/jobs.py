"""Writes identity's mails and forgets what has ended. Tokens are made here, right before they are sent."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock, limits
from autogram.core.logging import get_logger
from autogram.core.mail import Mail, MailRefused, RecipientRefused, send_mail
from autogram.identity import letters
from autogram.identity.messages import (
    ForgetEndedTokens,
    SendAlreadyRegistered,
    SendInvitation,
    SendNotice,
    SendPasswordReset,
    SendVerification,
)
from autogram.identity.models import TokenPurpose, User
from autogram.identity.queries import sessions, users, workspaces
from autogram.identity.service.invitations import issue_invitation_token
from autogram.identity.service.recovery import issue_token
from autogram.jobs.api import GiveUp, JobContext, handles, schedules

log = get_logger(__name__)

KEEP_ENDED = timedelta(days=30)


@handles(SendVerification)
async def send_verification(context: JobContext, message: SendVerification) -> None:
    """A user whose address is not confirmed has the link to confirm it; earlier links still work."""
    async with context.transaction() as session:
        user = await _active_user(session, message.user_id)
        if user is None or user.is_verified:
            return
        url = await _fresh_link(session, context, user, TokenPurpose.VERIFY_EMAIL)
    await _send(context, letters.verification(user.email, url))


@handles(SendPasswordReset)
async def send_password_reset(context: JobContext, message: SendPasswordReset) -> None:
    async with context.transaction() as session:
        user = await _active_user(session, message.user_id)
        if user is None:
            return
        url = await _fresh_link(session, context, user, TokenPurpose.RESET_PASSWORD)
    await _send(context, letters.password_reset(user.email, url))


@handles(SendAlreadyRegistered)
async def send_already_registered(context: JobContext, message: SendAlreadyRegistered) -> None:
    """The owner of a known address has a link to set a password.

    Never a link to confirm the address: whoever registered first may have been somebody else, and confirming would
    leave the account with that person's password.
    """
    async with context.transaction() as session:
        user = await _active_user(session, message.user_id)
        if user is None:
            return
        url = await _fresh_link(session, context, user, TokenPurpose.RESET_PASSWORD)
    await _send(context, letters.already_registered(user.email, url))


@handles(SendInvitation)
async def send_invitation(context: JobContext, message: SendInvitation) -> None:
    """The invited address has the one link that works; one mailed before is dead."""
    async with context.transaction() as session:
        invitation = await workspaces.find_invitation(session, message.invitation_id)
        if invitation is None or invitation.expires_at <= clock.now():
            return
        workspace = await workspaces.find_workspace(session, invitation.workspace_id)
        inviter = await users.find_user(session, invitation.invited_by) if invitation.invited_by else None
        token = await issue_invitation_token(session, context.runtime, invitation.id)
    url = letters.link(context.runtime.settings.core.public_url, "accept-invitation", token)
    by = (inviter.full_name or inviter.email) if inviter else "Somebody"
    await _send(context, letters.invitation(invitation.email, url, inviter=by, workspace=workspace.name))


@handles(SendNotice)
async def send_notice(context: JobContext, message: SendNotice) -> None:
    async with context.reading() as session:
        user = await _active_user(session, message.user_id)
    if user is not None:
        await _send(context, letters.notice(user.email, message.subject, message.text, message.link))


@handles(ForgetEndedTokens)
async def forget_ended_tokens(context: JobContext, message: ForgetEndedTokens) -> None:
    async with context.transaction() as session:
        await sessions.forget_ended(session, clock.now(), KEEP_ENDED)
        await limits.forget_unused(session)


schedules(ForgetEndedTokens, "43 3 * * *")


async def _active_user(session: AsyncSession, user_id: UUID) -> User | None:
    user = await users.find_user(session, user_id)
    return user if user and user.is_active else None


async def _fresh_link(session: AsyncSession, context: JobContext, user: User, purpose: TokenPurpose) -> str:
    """Each purpose is also the name of the page that uses its token."""
    token = await issue_token(session, context.runtime, user.id, purpose)
    return letters.link(context.runtime.settings.core.public_url, purpose, token)


async def _send(context: JobContext, mail: Mail) -> None:
    try:
        await send_mail(context.runtime.settings.mail, mail)
    except RecipientRefused as error:
        # Anybody can type a wrong address into a form: nothing for an operator to repair.
        log.warning("mail not sent", reason=str(error))
    except MailRefused as error:
        raise GiveUp(str(error)) from None
