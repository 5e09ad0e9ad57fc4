"""Plain mails for other domains, and what the logs keep to themselves."""

import logging

import pytest
from sqlalchemy import text
from tests.identity.post import due_jobs, html, plain_text, run_due_jobs
from tests.people import make_user

from autogram.core.logging import configure_logging, get_logger
from autogram.identity import service
from autogram.identity.jobs import send_notice
from autogram.identity.messages import SendNotice
from autogram.identity.permissions import WorkspaceRole
from autogram.identity.queries import workspaces
from autogram.jobs.api import GiveUp, JobContext


async def test_a_notice_is_mailed_when_its_transaction_commits(post_runtime, mailbox, session):
    person = await make_user(session)
    await session.commit()
    async with post_runtime.database.transaction() as work:
        await service.mail_user(
            work,
            person.user_id,
            "Token expires",
            "In 7 days.\n\nReconnect <now> & here.",
            link="https://a.test/?a=1&b=2",
        )
    await run_due_jobs(post_runtime)

    (mail,) = mailbox.to(person.email)
    assert mail["Subject"] == "Token expires"
    assert "Reconnect <now> & here." in plain_text(mail)
    assert "https://a.test/?a=1&b=2" in plain_text(mail)
    assert "Reconnect &lt;now&gt; &amp; here." in html(mail)
    assert 'href="https://a.test/?a=1&amp;b=2"' in html(mail)


async def test_a_notice_of_a_failed_transaction_is_never_sent(post_runtime, mailbox, session):
    person = await make_user(session)
    await session.commit()

    async def fail():
        async with post_runtime.database.transaction() as work:
            await service.mail_user(work, person.user_id, "Hello", "You.")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()

    await run_due_jobs(post_runtime)

    assert mailbox.mails == []


async def test_all_active_owners_of_a_workspace_are_told(post_runtime, mailbox, session):
    owner, second, member = [await make_user(session) for _ in range(3)]
    gone = await make_user(session, active=False)
    space = (await workspaces.add_workspace(session, "Bakery", owner.user_id)).id
    await workspaces.add_member(session, space, second.user_id, WorkspaceRole.OWNER)
    await workspaces.add_member(session, space, gone.user_id, WorkspaceRole.OWNER)
    await workspaces.add_member(session, space, member.user_id, WorkspaceRole.MEMBER)

    await service.mail_workspace_owners(session, space, "Paused", "Publishing is paused.")
    await session.commit()
    await run_due_jobs(post_runtime)

    assert sorted(mail["To"] for mail in mailbox.mails) == sorted([owner.email, second.email])
    assert await service.owner_emails(session, space) == [owner.email, second.email]
    assert await service.workspace_exists(session, space)
    assert not await service.workspace_exists(session, owner.user_id)


async def test_a_notice_nobody_can_send_is_given_up(post_runtime, mailbox, session):
    person = await make_user(session)
    await session.commit()

    with pytest.raises(GiveUp):
        await send_notice(
            JobContext(post_runtime, 1, 1, 8),
            SendNotice(user_id=person.user_id, subject="Hello\r\nBcc: all@example.test", text="x"),
        )

    assert mailbox.mails == []


async def test_a_notice_to_nobody_is_no_failure(post_runtime, mailbox, session):
    person = await make_user(session)
    await service.mail_user(session, person.user_id, "Hello", "You.")
    await session.execute(text("DELETE FROM user_account"))
    await session.commit()
    assert len(await due_jobs(post_runtime)) == 1

    await run_due_jobs(post_runtime)

    assert mailbox.mails == []


def test_a_traceback_in_the_log_shows_no_local_variables(capsys):
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    configure_logging("INFO")
    try:
        _fail_with_a_secret()
    except ValueError:
        get_logger(__name__).error("a bug", exc_info=True)
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)

    shown = capsys.readouterr().err
    assert "ValueError" in shown
    assert "opensesame" not in shown


def _fail_with_a_secret() -> None:
    password = "open" + "sesame"
    raise ValueError(len(password))
