"""A real mail server for tests, and the jobs that write to it."""

import re
import socket
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.runtime import Runtime
from autogram.jobs.api import HANDLERS, MESSAGES, JobContext

TOKEN = re.compile(r"https?://\S+\?token=([\w-]+)")


class Mailbox:
    """Takes every mail, unless `refusal` says what to answer instead, at RCPT or DATA."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refuse_recipient = ""
        self.refuse_message = ""
        self.logins: list[tuple[bytes, bytes]] = []
        self._controller = Controller(
            self, "127.0.0.1", _free_port(), authenticator=self._log_in, auth_require_tls=False, auth_required=False
        )

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._controller.port}"

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()

    def clear(self) -> None:
        self.mails.clear()
        self.logins.clear()
        self.refuse_recipient = self.refuse_message = ""

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self.mails if mail["To"] == address]

    def token(self, address: str) -> str:
        """The token in the newest mail to `address`."""
        found = TOKEN.search(plain_text(self.to(address)[-1]))
        assert found, "the mail has no link"
        return found.group(1)

    async def handle_RCPT(self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _: Any) -> str:  # noqa: N802
        if self.refuse_recipient:
            return self.refuse_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refuse_message:
            return self.refuse_message
        mail = message_from_bytes(envelope.content or b"", policy=default)
        assert isinstance(mail, EmailMessage)
        assert envelope.rcpt_tos == [mail["To"]]
        self.mails.append(mail)
        return "250 OK"

    def _log_in(self, _server: SMTP, _session: Session, _envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append((data.login, data.password))
        return AuthResult(success=data.password == b"let-me-in", handled=False)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def plain_text(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def html(mail: EmailMessage) -> str:
    part = mail.get_body(("html",))
    assert part is not None
    return str(part.get_content())


async def due_jobs(runtime: Runtime) -> list[Any]:
    """The messages that wait, oldest first."""
    async with runtime.database.transaction() as session:
        rows = await session.execute(text("SELECT entrypoint, payload FROM pgqueuer ORDER BY id"))
        return [MESSAGES[row.entrypoint].model_validate_json(row.payload) for row in rows]


async def run_due_jobs(runtime: Runtime) -> None:
    """Every waiting job has been run once, those that came up meanwhile too."""
    while True:
        async with runtime.database.transaction() as session:
            taken = await session.execute(text("DELETE FROM pgqueuer RETURNING id, entrypoint, payload"))
            rows = sorted(taken.all())
        if not rows:
            return
        for job_id, name, payload in rows:
            message = MESSAGES[name].model_validate_json(payload)
            await HANDLERS[name].handler(JobContext(runtime, job_id, 1, 8), message)


async def everything_stored(session: AsyncSession) -> str:
    """Every row of every table, as text."""
    await session.commit()
    names = await session.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
    tables = [f'SELECT to_jsonb(t)::text FROM "{name}" t' for name in names]
    payloads = "SELECT convert_from(payload, 'UTF8') FROM pgqueuer WHERE payload IS NOT NULL"
    rows = await session.scalars(text(" UNION ALL ".join([*tables, payloads])))
    return "\n".join(rows)
