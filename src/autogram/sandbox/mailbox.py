"""A mailbox for every address: what is sent to the sandbox is kept, never delivered."""

import asyncio
import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html import unescape
from typing import Any

from autogram.sandbox.documents import Mail
from autogram.sandbox.world import World

LINK = re.compile(r"https?://[^\s<>\"']+")
MAX_MAIL_BYTES = 32 * 1024 * 1024


class Mailbox:
    """An SMTP server on 127.0.0.1 that stores each message in the world."""

    def __init__(self, world: World, port: int) -> None:
        self.world = world
        self.port = port
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen; raises OSError when the port is taken."""
        # aiosmtpd is imported only when there is a mailbox, which keeps a sandbox without one smaller.
        from aiosmtpd.smtp import SMTP

        loop = asyncio.get_running_loop()

        def connect() -> asyncio.BaseProtocol:
            # Without a host name aiosmtpd would ask the network for one.
            return SMTP(
                self,
                data_size_limit=MAX_MAIL_BYTES,
                enable_SMTPUTF8=True,
                hostname="sandbox",
                auth_require_tls=False,
                authenticator=_accept_anyone,
                loop=loop,
            )

        self._server = await loop.create_server(connect, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Stop listening."""
        if self._server:
            self._server.close()
            self._server = None

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        """Keep a message that was sent."""
        content = envelope.content if isinstance(envelope.content, bytes) else envelope.content.encode()
        mail = read_mail(content, envelope.mail_from or "", list(envelope.rcpt_tos))
        mail.id, mail.received_at = self.world.new_id("mail"), self.world.clock.now()
        self.world.mail.put(mail)
        await self.world.store.flush()
        return "250 Message accepted"


def read_mail(content: bytes, sender: str, recipients: list[str]) -> Mail:
    """Take a message apart into subject, text, HTML and the links in both."""
    message = message_from_bytes(content, policy=default)
    text, html = _part(message, "plain"), _part(message, "html")
    links = [*LINK.findall(text), *(unescape(link) for link in LINK.findall(html))]
    return Mail(
        id="",
        sender=str(message.get("from", sender)),
        recipients=recipients,
        subject=str(message.get("subject", "")),
        text=text,
        html=html,
        links=list(dict.fromkeys(link.rstrip(".,;:!?)]") for link in links)),
        received_at=0,
    )


def _part(message: EmailMessage, subtype: str) -> str:
    part = message.get_body(preferencelist=(subtype,))
    return str(part.get_content()) if part else ""


def _accept_anyone(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> Any:
    from aiosmtpd.smtp import AuthResult

    return AuthResult(success=True)
