"""Mail: one message to one person over SMTP. Never call this with a transaction open."""

import socket
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid, parseaddr
from urllib.parse import unquote, urlsplit

import aiosmtplib

from autogram.core import clock
from autogram.core.logging import get_logger
from autogram.core.settings import MailSettings

log = get_logger(__name__)

TIMEOUT_SECONDS = 30.0
_DEFAULT_PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}


class MailRefused(Exception):
    """This message will never be accepted, however often it is tried."""


class RecipientRefused(MailRefused):
    """There is no such mailbox, or it takes nothing from us."""


class MailNotSent(Exception):
    """The mail server did not take the message this time."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail. `content_type` is like `application/pdf`."""

    name: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Mail:
    """One message in plain text and HTML. Its body may hold a one-time link, so it is not shown.

    Two messages of the same `identity` are one to mail programs: for what may have to be sent again.
    """

    to: str
    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)
    attachments: tuple[Attachment, ...] = ()
    identity: str | None = None


async def send_mail(settings: MailSettings, mail: Mail) -> bool:
    """The mail server has taken the message. False if there is none to ask, because `SMTP_URL` is not set.

    Raises `MailRefused` when trying again cannot help and `MailNotSent` when it can.
    """
    message = _message(settings, mail)
    if settings.smtp_url is None:
        log.warning("mail not sent, SMTP_URL is not set")
        return False
    try:
        await _submit(message, settings.smtp_url.get_secret_value())
    except aiosmtplib.SMTPAuthenticationError:
        raise MailNotSent("the mail server refused the name or password in SMTP_URL") from None
    except aiosmtplib.SMTPRecipientsRefused as error:
        raise _failure(error.recipients[0].code, "the recipient", RecipientRefused) from None
    except aiosmtplib.SMTPResponseException as error:
        raise _failure(error.code, "the message", MailRefused) from None
    except (aiosmtplib.SMTPException, OSError) as error:
        raise MailNotSent(f"the mail server did not answer as it should ({type(error).__name__})") from None
    return True


def _failure(code: int, what: str, for_ever: type[MailRefused]) -> MailRefused | MailNotSent:
    """5xx is for ever, 4xx for now (RFC 5321, section 4.2.1). The server's text may hold addresses and is not kept."""
    kind = for_ever if 500 <= code < 600 else MailNotSent
    return kind(f"the mail server refused {what} with code {code}")


async def _submit(message: EmailMessage, url: str) -> None:
    parts = urlsplit(url)
    await aiosmtplib.send(
        message,
        hostname=parts.hostname or "127.0.0.1",
        port=parts.port or _DEFAULT_PORTS[parts.scheme],
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        use_tls=parts.scheme == "smtps",
        start_tls=parts.scheme == "smtp+starttls",
        local_hostname=socket.gethostname(),  # the default would ask the DNS
        timeout=TIMEOUT_SECONDS,
    )


def _message(settings: MailSettings, mail: Mail) -> EmailMessage:
    """Refuses whatever could add a header or a recipient."""
    if any(ord(char) < 32 or ord(char) == 127 for char in mail.to + mail.subject):
        raise MailRefused("a mail's address and subject are one line each")
    try:
        recipient = Address(addr_spec=mail.to)
    except (ValueError, IndexError) as error:
        raise MailRefused(f"not a mail address ({type(error).__name__})") from None
    message = EmailMessage(policy=SMTP)
    message["From"] = settings.mail_from
    message["To"] = recipient
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(clock.now())
    domain = parseaddr(settings.mail_from)[1].rpartition("@")[2] or "localhost"
    message["Message-ID"] = f"<{mail.identity}@{domain}>" if mail.identity else make_msgid(domain=domain)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    for file in mail.attachments:
        kind, _, subtype = file.content_type.partition(";")[0].partition("/")
        message.add_attachment(file.content, maintype=kind, subtype=subtype, filename=file.name)
    return message
