"""Mails personal links. Their secrets are made here, right before they are sent."""

from autogram.core.letters import Button, letter
from autogram.core.logging import get_logger
from autogram.core.mail import MailRefused, RecipientRefused, send_mail
from autogram.exchange.community import service
from autogram.exchange.community.errors import MemberNotFound
from autogram.exchange.community.messages import SendMemberLink
from autogram.jobs.api import GiveUp, JobContext, handles

log = get_logger(__name__)


@handles(SendMemberLink)
async def send_member_link(context: JobContext, message: SendMemberLink) -> None:
    """The newest mail holds the one link that works, however often it was tried."""
    try:
        async with context.transaction() as session:
            link = await service.fresh_link(context.runtime.settings, session, message.member_id)
    except MemberNotFound:
        return
    if link is None:
        return
    mail = letter(
        link.to,
        f"Your page in {link.community}",
        f"This link shows what is asked of you in {link.community}, what you have done, and what became of it.",
        "It is yours alone: whoever has it can add posts in your name. A link that you had before no longer works.",
        button=Button("Open my page", link.url),
    )
    try:
        await send_mail(context.runtime.settings.mail, mail)
    except RecipientRefused as error:
        log.warning("mail not sent", reason=str(error))
    except MailRefused as error:
        raise GiveUp(str(error)) from None
