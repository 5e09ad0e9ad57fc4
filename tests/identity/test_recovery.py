"""Links in mails: confirming an address, setting a new password."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from tests.identity.conftest import open_api
from tests.identity.post import due_jobs, everything_stored, plain_text, run_due_jobs
from tests.people import PASSWORD, an_email, headers_of, make_user, runtime_of

from autogram.core import clock
from autogram.core.audit import AuditEntry
from autogram.core.db import Database
from autogram.core.mail import MailNotSent
from autogram.identity.jobs import send_password_reset
from autogram.identity.models import MailedToken, User
from autogram.jobs.api import JobContext
from autogram.jobs.worker import run_worker

AUTH = "/api/v1/auth"
NEW = "brand-new-pass-2"


async def forgot(client, email):
    return await client.post(f"{AUTH}/forgot-password", json={"email": email})


async def reset(client, token, password=NEW):
    return await client.post(f"{AUTH}/reset-password", json={"token": token, "password": password})


async def verify(client, token):
    return await client.post(f"{AUTH}/verify-email", json={"token": token})


async def login(client, email, password=PASSWORD):
    return await client.post(f"{AUTH}/login", data={"username": email, "password": password})


@pytest.fixture
async def person(session):
    return await make_user(session)


@pytest.fixture
async def newcomer(session):
    """Somebody whose address is not confirmed yet."""
    return await make_user(session, verified=False)


@pytest.fixture
async def reset_token(post_api, post_runtime, mailbox, person):
    await forgot(post_api, person.email)
    await run_due_jobs(post_runtime)
    return mailbox.token(person.email)


@pytest.fixture
async def verification_token(post_api, post_runtime, mailbox, newcomer):
    await post_api.post(f"{AUTH}/resend-verification", json={"email": newcomer.email})
    await run_due_jobs(post_runtime)
    return mailbox.token(newcomer.email)


async def test_a_forgotten_password_is_replaced_by_mail(post_api, person, reset_token):
    reply = await reset(post_api, reset_token)

    assert (reply.status_code, reply.content) == (204, b"")
    assert (await login(post_api, person.email)).status_code == 401
    assert (await login(post_api, person.email, NEW)).status_code == 200


async def test_setting_a_new_password_ends_every_sign_in(post_api, person, reset_token):
    signed_in = (await login(post_api, person.email)).json()

    await reset(post_api, reset_token)

    access = {"Authorization": f"Bearer {signed_in['access_token']}"}
    assert (await post_api.get(f"{AUTH}/me", headers=access)).status_code == 401
    body = {"refresh_token": signed_in["refresh_token"]}
    assert (await post_api.post(f"{AUTH}/refresh", json=body)).status_code == 401


async def test_a_reset_link_works_once(post_api, reset_token):
    assert (await reset(post_api, reset_token)).status_code == 204

    again = await reset(post_api, reset_token, "other-pass-3")

    assert (again.status_code, again.json()["code"]) == (400, "mailed-token-refused")


async def test_using_one_reset_link_ends_the_others(post_api, post_runtime, mailbox, person, reset_token):
    await forgot(post_api, person.email)
    await run_due_jobs(post_runtime)
    newest = mailbox.token(person.email)
    assert newest != reset_token

    assert (await reset(post_api, newest)).status_code == 204

    assert (await reset(post_api, reset_token)).status_code == 400


async def test_a_weak_password_does_not_use_up_the_link(post_api, reset_token):
    assert (await reset(post_api, reset_token, "weak")).status_code == 422

    assert (await reset(post_api, reset_token)).status_code == 204


async def test_a_reset_link_ends_after_an_hour(post_api, reset_token):
    with clock.shifted(timedelta(minutes=61)):
        assert (await reset(post_api, reset_token)).status_code == 400
    with clock.shifted(timedelta(minutes=59)):
        assert (await reset(post_api, reset_token)).status_code == 204


async def test_a_link_is_good_for_its_purpose_only(post_api, reset_token, verification_token):
    assert (await verify(post_api, reset_token)).status_code == 400
    assert (await reset(post_api, verification_token)).status_code == 400


async def test_forgetting_says_nothing_about_who_has_an_account(post_api, post_runtime, mailbox, person):
    known, unknown = await forgot(post_api, person.email), await forgot(post_api, "nobody@example.test")

    jobs = await due_jobs(post_runtime)
    await run_due_jobs(post_runtime)

    assert (known.status_code, known.content) == (unknown.status_code, unknown.content) == (204, b"")
    assert known.headers.keys() == unknown.headers.keys()
    assert [type(job).__name__ for job in jobs] == ["SendPasswordReset"] * 2
    assert [mail["To"] for mail in mailbox.mails] == [person.email]


async def test_a_deactivated_user_gets_no_link(post_api, post_runtime, mailbox, session):
    person = await make_user(session, active=False)

    assert (await forgot(post_api, person.email)).status_code == 204
    await run_due_jobs(post_runtime)

    assert mailbox.mails == []


async def test_five_mails_an_hour_to_one_address_are_enough(post_api, person):
    statuses = [(await forgot(post_api, person.email)).status_code for _ in range(6)]
    unknown = [(await forgot(post_api, "nobody@example.test")).status_code for _ in range(6)]

    assert statuses == unknown == [204] * 5 + [429]


async def test_one_network_address_asks_for_twenty_mails_an_hour(post_api):
    statuses = [(await forgot(post_api, an_email())).status_code for _ in range(21)]

    assert statuses == [204] * 20 + [429]


async def test_tokens_are_not_guessed_at_speed(post_api):
    statuses = [(await verify(post_api, f"guess-{n}")).status_code for n in range(21)]

    assert statuses == [400] * 20 + [429]


async def test_a_reset_confirms_the_address_too(post_api, post_runtime, mailbox, newcomer):
    await forgot(post_api, newcomer.email)
    await run_due_jobs(post_runtime)

    await reset(post_api, mailbox.token(newcomer.email))

    assert (await login(post_api, newcomer.email, NEW)).status_code == 200


async def test_a_changed_password_is_announced_by_mail(post_api, post_runtime, mailbox, person, reset_token):
    await reset(post_api, reset_token)
    await run_due_jobs(post_runtime)

    mail = mailbox.to(person.email)[-1]
    assert mail["Subject"] == "Your password was changed"
    assert NEW not in plain_text(mail)


async def test_confirming_an_address_opens_the_door(post_api, newcomer, verification_token):
    assert (await login(post_api, newcomer.email)).status_code == 401

    reply = await verify(post_api, verification_token)

    assert (reply.status_code, reply.content) == (204, b"")
    assert (await login(post_api, newcomer.email)).status_code == 200
    assert (await verify(post_api, verification_token)).status_code == 400


async def test_a_verification_link_ends_after_three_days(post_api, verification_token):
    with clock.shifted(timedelta(days=3, minutes=1)):
        assert (await verify(post_api, verification_token)).status_code == 400


async def test_asking_for_the_verification_again_says_nothing(post_api, post_runtime, mailbox, person, newcomer):
    for email in (person.email, newcomer.email, "nobody@example.test"):
        reply = await post_api.post(f"{AUTH}/resend-verification", json={"email": email})
        assert (reply.status_code, reply.content) == (204, b"")
    await run_due_jobs(post_runtime)

    assert [mail["To"] for mail in mailbox.mails] == [newcomer.email]


async def test_a_mailed_token_is_never_at_rest(post_api, post_runtime, mailbox, session, person):
    await forgot(post_api, person.email)
    before = await everything_stored(session)
    await run_due_jobs(post_runtime)

    token = mailbox.token(person.email)

    assert token not in before
    assert token not in await everything_stored(session)
    assert await session.scalar(select(func.count()).select_from(MailedToken)) == 1


async def test_a_mail_that_failed_is_sent_by_the_retry_with_a_link_that_works(post_api, post_runtime, mailbox, person):
    await forgot(post_api, person.email)
    (message,) = await due_jobs(post_runtime)
    mailbox.refuse_message = "451 later"
    with pytest.raises(MailNotSent):
        await send_password_reset(JobContext(post_runtime, 1, 1, 8), message)

    mailbox.clear()
    await send_password_reset(JobContext(post_runtime, 1, 2, 8), message)

    assert (await reset(post_api, mailbox.token(person.email))).status_code == 204


async def test_a_mailbox_that_does_not_exist_leaves_no_dead_job(post_api, post_runtime, mailbox, person):
    mailbox.refuse_recipient = "550 no such user"
    await forgot(post_api, person.email)

    await run_due_jobs(post_runtime)

    assert mailbox.mails == []


async def test_changing_the_password_keeps_only_the_new_sign_in(api, post_runtime, mailbox, session, person):
    old, other = await headers_of(api, person), await headers_of(api, person)

    body = {"current_password": PASSWORD, "new_password": NEW}
    reply = await api.post("/api/v1/users/change-password", json=body, headers=old)

    new = {"Authorization": f"Bearer {reply.json()['access_token']}"}
    statuses = [(await api.get(f"{AUTH}/me", headers=headers)).status_code for headers in (old, other, new)]
    assert (reply.status_code, statuses) == (200, [401, 401, 200])
    assert (await login(api, person.email, NEW)).status_code == 200
    assert await session.scalar(select(AuditEntry).where(AuditEntry.action == "identity.change_password"))
    await run_due_jobs(post_runtime)
    assert mailbox.to(person.email)[-1]["Subject"] == "Your password was changed"


async def test_changing_the_password_needs_the_current_one(api, session, person):
    headers = await headers_of(api, person)
    body = {"current_password": "wrong-pass-1", "new_password": NEW}

    replies = [await api.post("/api/v1/users/change-password", json=body, headers=headers) for _ in range(11)]

    assert [reply.status_code for reply in replies] == [403] * 10 + [429]
    assert replies[0].json()["code"] == "password-wrong"
    assert await session.scalar(select(User.token_epoch).where(User.id == person.user_id)) == 0


async def test_changing_the_password_ends_reset_links(post_api, person, reset_token):
    body = {"current_password": PASSWORD, "new_password": NEW}
    await post_api.post("/api/v1/users/change-password", json=body, headers=await headers_of(post_api, person))

    assert (await reset(post_api, reset_token, "attacker-4")).status_code == 400


async def test_a_worker_mails_the_link(fresh_database, runtime, mailbox):
    database = Database(fresh_database)
    async with open_api(replace(runtime, database=database), SMTP_URL=mailbox.url) as client:
        async with database.transaction() as session:
            person = await make_user(session)
        await forgot(client, person.email)
        stop = asyncio.Event()
        working = asyncio.create_task(run_worker(runtime_of(client), stop))
        async with asyncio.timeout(10):
            while not mailbox.mails:
                await asyncio.sleep(0.05)
        stop.set()
        await working

        assert (await reset(client, mailbox.token(person.email))).status_code == 204
    await database.close()
