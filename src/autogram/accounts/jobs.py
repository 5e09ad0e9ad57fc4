"""What happens to accounts outside of requests."""

from datetime import timedelta

from autogram.accounts import queries, service
from autogram.accounts.messages import (
    ForgetOldBookkeeping,
    RefreshDueTokens,
    RefreshToken,
    SubscribeAccount,
)
from autogram.core import clock
from autogram.jobs.api import JobContext, enqueue_all, handles, schedules

KEEP_BOOKKEEPING = timedelta(days=3)


@handles(SubscribeAccount, one_at_a_time=lambda message: f"account:{message.account_id}")
async def subscribe_account(context: JobContext, message: SubscribeAccount) -> None:
    await service.subscribe_account(context.runtime, message.account_id)


@handles(RefreshDueTokens)
async def refresh_due_tokens(context: JobContext, message: RefreshDueTokens) -> None:
    async with context.transaction() as session:
        due = await service.due_for_refresh(session)
        await enqueue_all(session, [RefreshToken(account_id=account_id) for account_id in due])


@handles(RefreshToken, at_once=5, one_at_a_time=lambda message: f"account:{message.account_id}")
async def refresh_token(context: JobContext, message: RefreshToken) -> None:
    await service.refresh_token(context.runtime, message.account_id)


@handles(ForgetOldBookkeeping)
async def forget_old_bookkeeping(context: JobContext, message: ForgetOldBookkeeping) -> None:
    async with context.transaction() as session:
        await queries.forget_before(session, clock.now() - KEEP_BOOKKEEPING)


schedules(RefreshDueTokens, "23 4 * * *")
schedules(ForgetOldBookkeeping, "41 * * * *")
