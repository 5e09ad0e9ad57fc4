"""One mail to one person, over a real SMTP server."""

from email.utils import parsedate_to_datetime

import pytest
import structlog
from tests.identity.post import html, plain_text

from autogram.core import clock
from autogram.core.mail import Mail, MailNotSent, MailRefused, RecipientRefused, send_mail
from autogram.core.settings import MailSettings

MAIL = Mail("ada@example.test", "Grüezi 👋", "Plain words.\n", "<p>Rich words.</p>")


def settings(url: str | None, sender: str = "Autogram <hello@autogram.test>") -> MailSettings:
    return MailSettings(smtp_url=url, mail_from=sender)


async def test_a_mail_arrives_in_both_forms(mailbox):
    assert await send_mail(settings(mailbox.url), MAIL) is True

    (mail,) = mailbox.mails
    assert (mail["From"], mail["To"], mail["Subject"]) == (
        "Autogram <hello@autogram.test>",
        "ada@example.test",
        "Grüezi 👋",
    )
    assert (plain_text(mail).strip(), html(mail).strip()) == ("Plain words.", "<p>Rich words.</p>")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith("@autogram.test>")
    assert abs((parsedate_to_datetime(mail["Date"]) - clock.now()).total_seconds()) < 10


@pytest.mark.parametrize(
    ("to", "subject"),
    [
        ("ada@example.test\r\nBcc: all@example.test", "Hello"),
        ("ada@example.test\nBcc: all@example.test", "Hello"),
        ("ada@example.test", "Hello\r\nBcc: all@example.test"),
        ("ada@example.test", "Hello\nX-Header: 1"),
        ("ada@example.test", "Hello\x00"),
        ("ada@example.test, bob@example.test", "Hello"),
        ("Ada <ada@example.test>", "Hello"),
        ("", "Hello"),
        ("ada", "Hello"),
    ],
)
async def test_neither_headers_nor_recipients_can_be_smuggled_in(mailbox, to, subject):
    with pytest.raises(MailRefused):
        await send_mail(settings(mailbox.url), Mail(to, subject, "x", "x"))

    assert mailbox.mails == []


async def test_without_a_mail_server_the_log_says_so_and_nothing_more():
    with structlog.testing.capture_logs() as logs:
        sent = await send_mail(settings(None), Mail("ada@example.test", "Subject", "secret-link", "secret-link"))

    assert sent is False
    assert logs == [{"event": "mail not sent, SMTP_URL is not set", "log_level": "warning"}]


def test_a_mails_content_is_not_shown():
    assert "secret" not in repr(Mail("ada@example.test", "Subject", "secret-link", "secret-link"))


async def test_what_the_server_refuses_for_now_can_be_tried_again(mailbox):
    mailbox.refuse_message = "451 try later"
    with pytest.raises(MailNotSent, match="451"):
        await send_mail(settings(mailbox.url), MAIL)

    mailbox.clear()
    mailbox.refuse_recipient = "450 greylisted"
    with pytest.raises(MailNotSent, match="450"):
        await send_mail(settings(mailbox.url), MAIL)


async def test_what_the_server_refuses_for_ever_is_told_apart(mailbox):
    mailbox.refuse_recipient = "550 no such user"
    with pytest.raises(RecipientRefused):
        await send_mail(settings(mailbox.url), MAIL)

    mailbox.clear()
    mailbox.refuse_message = "554 looks like spam to ada@example.test"
    with pytest.raises(MailRefused) as refused:
        await send_mail(settings(mailbox.url), MAIL)
    assert not isinstance(refused.value, RecipientRefused)
    assert "ada@" not in str(refused.value)


async def test_a_server_that_is_not_there_can_be_tried_again():
    with pytest.raises(MailNotSent):
        await send_mail(settings("smtp://127.0.0.1:1"), MAIL)


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
async def test_nothing_is_sent_in_the_clear_where_encryption_was_asked_for(mailbox, scheme):
    url = mailbox.url.replace("smtp://", f"{scheme}://ada:let-me-in@")

    with pytest.raises(MailNotSent):
        await send_mail(settings(url), MAIL)

    assert (mailbox.mails, mailbox.logins) == ([], [])


async def test_name_and_password_are_taken_from_the_url(mailbox):
    await send_mail(settings(mailbox.url.replace("//", "//ada%40example.test:let-me-in@")), MAIL)

    assert mailbox.logins == [(b"ada@example.test", b"let-me-in")]
    assert len(mailbox.mails) == 1


async def test_a_wrong_mail_password_is_said_without_showing_it(mailbox):
    with pytest.raises(MailNotSent) as refused:
        await send_mail(settings(mailbox.url.replace("//", "//ada:wrong-one@")), MAIL)

    assert "SMTP_URL" in str(refused.value)
    assert "wrong-one" not in str(refused.value)
