"""What happens to accounts outside of requests."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import queries, service
from autogram.accounts.errors import AccountNotFound, AccountNotUsable
from autogram.accounts.messages import (
    CheckSubscription,
    CheckSubscriptions,
    ForgetOldBookkeeping,
    RefreshDueTokens,
    RefreshToken,
    SubscribeAccount,
)
from autogram.core import clock
from autogram.instagram.errors import GraphError, InstagramError, Refusal
from autogram.jobs.api import GiveUp, JobContext, JobMessage, RetryLater, enqueue, handles, schedules

KEEP_BOOKKEEPING = timedelta(days=3)
REFRESH_AGAIN = timedelta(minutes=30)


@handles(SubscribeAccount, one_at_a_time=lambda message: f"account:{message.account_id}")
async def subscribe_account(context: JobContext, message: SubscribeAccount) -> None:
    with _judged():
        await service.subscribe_account(context.runtime, message.account_id)


@handles(CheckSubscriptions)
async def check_subscriptions(context: JobContext, message: CheckSubscriptions) -> None:
    async with context.transaction() as session:
        accounts = await queries.connected_ids(session)
        await _enqueue_each(session, [CheckSubscription(account_id=account_id) for account_id in accounts])


@handles(CheckSubscription, at_once=5, one_at_a_time=lambda message: f"account:{message.account_id}")
async def check_subscription(context: JobContext, message: CheckSubscription) -> None:
    with _judged():
        await service.check_subscription(context.runtime, message.account_id)


@handles(RefreshDueTokens)
async def refresh_due_tokens(context: JobContext, message: RefreshDueTokens) -> None:
    async with context.transaction() as session:
        due = await service.due_for_refresh(session)
        await _enqueue_each(session, [RefreshToken(account_id=account_id) for account_id in due])


@handles(RefreshToken, at_once=5, one_at_a_time=lambda message: f"account:{message.account_id}")
async def refresh_token(context: JobContext, message: RefreshToken) -> None:
    """Goes on for as long as Instagram does not answer, because a token that is not renewed dies."""
    with _judged():
        try:
            await service.refresh_token(context.runtime, message.account_id)
        except InstagramError as error:
            raise RetryLater(REFRESH_AGAIN, str(error), counts=False) from error


@handles(ForgetOldBookkeeping)
async def forget_old_bookkeeping(context: JobContext, message: ForgetOldBookkeeping) -> None:
    async with context.transaction() as session:
        await queries.forget_before(session, clock.now() - KEEP_BOOKKEEPING)


schedules(RefreshDueTokens, "0 * * * *")
schedules(CheckSubscriptions, "37 5 * * *")
schedules(ForgetOldBookkeeping, "41 * * * *")


async def _enqueue_each(session: AsyncSession, messages: Sequence[CheckSubscription | RefreshToken]) -> None:
    """Each once, also if the one before still waits for Instagram to answer."""
    for message in messages:
        await enqueue(session, message, once=_word(message, message.account_id))


def _word(message: JobMessage, account_id: UUID) -> str:
    return f"{message.name}:{account_id}"


@contextmanager
def _judged() -> Iterator[None]:
    """An account that is gone, or must be connected again, is nothing to do; a refusal for good is not tried again."""
    try:
        yield
    except (AccountNotFound, AccountNotUsable):
        return
    except GraphError as error:
        if error.refusal in {Refusal.TOKEN_DEAD, Refusal.PERSON_MUST_ACT}:
            return
        if error.refusal is Refusal.PERMANENT:
            raise GiveUp(str(error)) from None
        raise
