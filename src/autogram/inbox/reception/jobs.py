"""Reception outside of requests."""

from datetime import timedelta

from autogram.accounts.messages import AccountConnected
from autogram.inbox.reception import service
from autogram.inbox.reception.messages import ReconcileAccount, ReconcileAccounts
from autogram.jobs.api import JobContext, handles, schedules


@handles(AccountConnected)
async def look_at_new_account(context: JobContext, message: AccountConnected) -> None:
    async with context.transaction() as session:
        await service.look_soon(session, message.account_id)


@handles(ReconcileAccounts, one_at_a_time=lambda message: "inbox.reconcile_accounts")
async def reconcile_accounts(context: JobContext, message: ReconcileAccounts) -> None:
    every = timedelta(minutes=context.runtime.settings.inbox.reconcile_minutes)
    async with context.transaction() as session:
        await service.enqueue_due_looks(session, every)


@handles(ReconcileAccount, at_once=5, one_at_a_time=lambda message: f"reconcile:{message.account_id}")
async def reconcile_account(context: JobContext, message: ReconcileAccount) -> None:
    await service.reconcile_account(context.runtime, message.account_id)


schedules(ReconcileAccounts, "* * * * *")
