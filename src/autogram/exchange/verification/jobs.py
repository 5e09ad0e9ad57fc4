"""Verifications outside of requests."""

import json
from datetime import timedelta

from autogram.core import calling, clock
from autogram.core.letters import Button, letter
from autogram.core.logging import get_logger
from autogram.core.mail import Mail, MailRefused, RecipientRefused, send_mail
from autogram.exchange.community import service as communities
from autogram.exchange.community.errors import MemberNotFound
from autogram.exchange.verification import service
from autogram.exchange.verification.messages import (
    ApplyRules,
    CallSummaryWebhook,
    ConcludeVerification,
    MailMember,
    MailSummary,
    ReadPost,
    StartVerifications,
    WatchVerifications,
)
from autogram.exchange.weeks import Week
from autogram.jobs.api import GiveUp, JobContext, RetryLater, handles, schedules

log = get_logger(__name__)

OUR_FAULT = "Something went wrong on our side while the post was read; it is logged."
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=10), timedelta(hours=1)


@handles(StartVerifications, one_at_a_time=lambda message: "exchange.start_verifications")
async def start_verifications(context: JobContext, message: StartVerifications) -> None:
    async with context.transaction() as session:
        await service.start_due(session)


@handles(
    ReadPost,
    max_attempts=6,
    one_at_a_time=lambda message: f"reading:{message.reading_id}",
    longest_delay=timedelta(minutes=5),
)
async def read_post(context: JobContext, message: ReadPost) -> None:
    try:
        await service.take_turn(context.runtime, message.reading_id, message.turn)
    except Exception:
        if context.is_last_attempt:
            await service.end_broken(context.runtime, message.reading_id, message.turn, OUR_FAULT)
        raise


@handles(ConcludeVerification)
async def conclude_verification(context: JobContext, message: ConcludeVerification) -> None:
    async with context.transaction() as session:
        await service.conclude(session, message.run_id)


@handles(ApplyRules)
async def apply_rules(context: JobContext, message: ApplyRules) -> None:
    async with context.transaction() as session:
        await service.apply_again(session, message.community_id, Week(message.year, message.week))


@handles(MailMember)
async def mail_member(context: JobContext, message: MailMember) -> None:
    """To the address that the member has by then; nobody else's, and none if there is none any more."""
    try:
        async with context.reading() as session:
            member = await communities.member_by_id(session, message.community_id, message.member_id)
    except MemberNotFound:
        return
    if member.email is not None:
        await _send(context, letter(member.email, message.subject, *message.text.split("\n\n")))


@handles(MailSummary)
async def mail_summary(context: JobContext, message: MailSummary) -> None:
    async with context.reading() as session:
        summary = await service.summary_of(session, message.run_id)
    if summary is None:
        return
    subject, text = service.words_of(summary)
    button = Button("Open the board", f"{context.runtime.settings.core.public_url}/exchange")
    await _send(context, letter(message.to, subject, *text.split("\n\n"), button=button))


async def _send(context: JobContext, mail: Mail) -> None:
    try:
        await send_mail(context.runtime.settings.mail, mail)
    except RecipientRefused as error:
        log.warning("mail not sent", reason=str(error))
    except MailRefused as error:
        raise GiveUp(str(error)) from None


@handles(CallSummaryWebhook, max_attempts=12, one_at_a_time=lambda message: f"summary:{message.run_id}")
async def call_summary_webhook(context: JobContext, message: CallSummaryWebhook) -> None:
    """The receiver has taken it. Each try has the same id, by which the receiver knows it again."""
    async with context.reading() as session:
        target = await service.webhook_of(session, message.run_id)
    if target is None:
        return
    call = calling.Call(
        url=target.url,
        body=json.dumps(target.summary, ensure_ascii=False).encode(),
        call_id=str(message.run_id),
        secret=target.secret,
        timestamp=int(clock.now().timestamp()),
    )
    try:
        await calling.post(call, private_allowed=context.runtime.settings.inbox.outgoing_webhooks_private)
    except calling.AddressRefused as refusal:
        raise GiveUp(str(refusal)) from None
    except calling.CallFailed as failure:
        if context.is_last_attempt:
            raise
        raise RetryLater(min(FIRST_WAIT * 2 ** (context.attempt - 1), LONGEST_WAIT), str(failure)) from failure


@handles(WatchVerifications, one_at_a_time=lambda message: "exchange.watch_verifications")
async def watch_verifications(context: JobContext, message: WatchVerifications) -> None:
    async with context.transaction() as session:
        await service.watch(session)


schedules(StartVerifications, "*/5 * * * *")
schedules(WatchVerifications, "*/5 * * * *")
