"""Reception outside of requests."""

from datetime import timedelta

from autogram.accounts.messages import AccountConnected
from autogram.inbox.journal.messages import ProcessDeliveries
from autogram.inbox.reception import service
from autogram.inbox.reception.messages import ReconcileAccount, ReconcileAccounts
from autogram.jobs.api import JobContext, handles, schedules


# Few at once: those of one person wait for each other, and after a burst a worker has other work too.
@handles(ProcessDeliveries, max_attempts=100, at_once=24, longest_delay=timedelta(minutes=1))
async def process_deliveries(context: JobContext, message: ProcessDeliveries) -> None:
    if len(message.delivery_ids) < service.AT_ONCE:
        await context.together(service.process_commits, message.delivery_ids)
    else:
        await service.process_deliveries(context.runtime, message.delivery_ids)


@handles(AccountConnected)
async def receive_for_new_account(context: JobContext, message: AccountConnected) -> None:
    async with context.transaction() as session:
        await service.process_unassigned(session, message.account_id)
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
