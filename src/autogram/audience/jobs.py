"""What happens to snapshots outside of requests."""

from contextlib import suppress

from autogram.audience import service
from autogram.audience.errors import ImportNotFound, ListIncomplete, ListNotInSnapshot, SnapshotNotFound
from autogram.audience.messages import ForgetSnapshot, ForgetUnread, ImportExport, SnapshotTaken
from autogram.jobs.api import JobContext, handles, schedules

# Each of these works on lists of millions.
AT_ONCE = 2


@handles(ImportExport, max_attempts=4, at_once=AT_ONCE, one_at_a_time=lambda message: f"import:{message.import_id}")
async def import_export(context: JobContext, message: ImportExport) -> None:
    try:
        await service.run_import(context.runtime, message.import_id)
    except ImportNotFound:
        return  # deleted with its profile
    except Exception:
        if context.is_last_attempt:
            await service.give_up(context.runtime, message.import_id)
        raise


@handles(SnapshotTaken, at_once=AT_ONCE, one_at_a_time=lambda message: f"snapshot:{message.snapshot_id}")
async def snapshot_taken(context: JobContext, message: SnapshotTaken) -> None:
    # What is deleted meanwhile has its neighbours compared by its own job.
    with suppress(SnapshotNotFound, ListNotInSnapshot, ListIncomplete):
        await service.lay_out_ahead(context.runtime, message.snapshot_id)
        await service.compare_neighbours(context.runtime, message.snapshot_id)


@handles(ForgetSnapshot, at_once=AT_ONCE, one_at_a_time=lambda message: f"snapshot:{message.snapshot_id}")
async def forget_snapshot(context: JobContext, message: ForgetSnapshot) -> None:
    with suppress(SnapshotNotFound, ListNotInSnapshot, ListIncomplete):
        await service.compare_neighbours(context.runtime, message.snapshot_id)
    await service.forget_snapshot(context.runtime, message.snapshot_id)


@handles(ForgetUnread)
async def forget_unread(context: JobContext, message: ForgetUnread) -> None:
    async with context.transaction() as session:
        await service.forget_unread(session)


schedules(ForgetUnread, "47 4 * * *")
