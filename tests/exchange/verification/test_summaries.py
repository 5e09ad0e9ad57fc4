"""The weekly summary: by mail and to a webhook, once for each run."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.exchange.verification.circle import Circle
from tests.identity.post import Mailbox, plain_text
from tests.inbox.automation.receiver import Receiver
from tests.servers import free_port, served

from autogram.core.calling import Call, signature
from autogram.core.runtime import Runtime
from autogram.exchange.community.schemas import MemberFacts
from autogram.exchange.verification.jobs import call_summary_webhook, mail_member, mail_summary
from autogram.exchange.verification.messages import CallSummaryWebhook, ConcludeVerification, MailMember, MailSummary
from autogram.jobs.api import HANDLERS, GiveUp, JobContext, RetryLater

Post = dict[str, Any]
SECRET = "a secret of sixteen letters"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver(free_port())
    with served(receiver, receiver.port):
        yield receiver


def context(runtime: Runtime, *, attempt: int = 1) -> JobContext:
    return JobContext(runtime, 1, attempt, 12)


def calling_inwards(runtime: Runtime) -> Runtime:
    """On an installation that may call its own network."""
    inbox = runtime.settings.inbox.model_copy(update={"outgoing_webhooks_private": True})
    return replace(runtime, settings=replace(runtime.settings, inbox=inbox))


async def ended_run(circle: Circle, post: Post) -> str:
    """The id of a run by which Boris was seen and Chloe is missing; what follows from it is in the queue."""
    circle.says(post, "boris")
    begun = await circle.begin()
    await circle.step()
    return str(begun["id"])


async def waiting(circle: Circle) -> list[Any]:
    return list(await circle.organiser._claim())


async def conclude(circle: Circle, run_id: str) -> None:
    message = ConcludeVerification(run_id=run_id)  # type: ignore[arg-type]
    await HANDLERS[message.name].handler(context(circle.runtime), message)


async def test_each_address_and_the_webhook_get_one_summary_of_a_run(circle: Circle, post: Post):
    addresses = ["one@example.test", "two@example.test"]
    await circle.organiser.change(summary_emails=addresses, summary_webhook_url="https://example.com/hook")
    run_id = await ended_run(circle, post)
    await waiting(circle)

    await conclude(circle, run_id)
    await conclude(circle, run_id)

    jobs = await waiting(circle)
    assert sorted(job.to for job in jobs if isinstance(job, MailSummary)) == addresses
    assert [str(job.run_id) for job in jobs if isinstance(job, CallSummaryWebhook)] == [run_id]
    assert len(jobs) == 3


async def test_the_mail_says_who_is_missing(circle: Circle, post: Post, post_runtime: Runtime, mailbox: Mailbox):
    run_id = await ended_run(circle, post)

    await mail_summary(context(post_runtime), MailSummary(run_id=run_id, to="one@example.test"))  # type: ignore[arg-type]

    [mail] = mailbox.to("one@example.test")
    assert mail["subject"] == f"품앗이: {circle.week()} is verified"
    words = plain_text(mail)
    assert "1 posts, 1 comments seen, 1 missing, 0 of which" in words
    assert "@chloe: 1" in words
    assert "@boris" not in words


async def test_a_member_is_mailed_at_the_address_of_that_moment(
    circle: Circle, members: list[MemberFacts], post_runtime: Runtime, mailbox: Mailbox
):
    boris = members[1]
    told = MailMember(
        community_id=boris.community_id, member_id=boris.id, subject="A warning", text="Missed 1.\n\nAppeal."
    )

    await mail_member(context(post_runtime), told)
    await circle.ask("PATCH", f"/members/{boris.id}", json={"email": "boris@example.test"})
    await mail_member(context(post_runtime), told)

    [mail] = mailbox.to("boris@example.test")
    assert (mail["subject"], "Missed 1." in plain_text(mail)) == ("A warning", True)


async def test_the_webhook_is_signed_and_repeated_until_it_is_taken(circle: Circle, post: Post, receiver: Receiver):
    url = f"http://127.0.0.1:{receiver.port}/in"
    await circle.organiser.change(summary_webhook_url=url, summary_webhook_secret=SECRET)
    message = CallSummaryWebhook(run_id=await ended_run(circle, post))  # type: ignore[arg-type]
    runtime = calling_inwards(circle.runtime)
    receiver.statuses[:] = [500]

    with pytest.raises(RetryLater):
        await call_summary_webhook(context(runtime), message)
    await call_summary_webhook(context(runtime, attempt=2), message)

    (first, _), (headers, body) = receiver.taken
    assert first["webhook-id"] == headers["webhook-id"] == str(message.run_id)
    call = Call(url, body, headers["webhook-id"], SECRET, int(headers["webhook-timestamp"]))
    assert headers["webhook-signature"] == signature(call)
    told = json.loads(body)
    assert told["type"] == "exchange.week_verified"
    assert told["data"]["week"] == str(circle.week())
    found = {each["username"]: (each["given"], each["missing"]) for each in told["data"]["members"]}
    assert found == {"anna": (0, 0), "boris": (1, 0), "chloe": (0, 1)}
    assert told["data"]["unread_posts"] == []


async def test_a_webhook_never_leads_into_a_network_of_ours(circle: Circle, post: Post, receiver: Receiver):
    url = f"http://127.0.0.1:{receiver.port}/in"
    await circle.organiser.change(summary_webhook_url=url, summary_webhook_secret=SECRET)
    message = CallSummaryWebhook(run_id=await ended_run(circle, post))  # type: ignore[arg-type]

    with pytest.raises(GiveUp):
        await call_summary_webhook(context(circle.runtime), message)

    assert receiver.taken == []


async def test_a_post_that_was_not_read_completely_is_named(circle: Circle, members: list[MemberFacts]):
    await circle.asks(members[0], {"shortcode": "NoHelper123"})
    begun = await circle.begin()
    await circle.step()

    from autogram.exchange.verification import service

    async with circle.runtime.database.reading() as session:
        summary = await service.summary_of(session, begun["id"])
    assert summary is not None
    subject, words = service.words_of(summary)
    assert "NoHelper123: There is no active helper account." in words
    assert str(circle.week()) in subject
