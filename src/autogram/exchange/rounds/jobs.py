"""What happens to imports outside of requests."""

from autogram.exchange.rounds import service
from autogram.exchange.rounds.messages import EraseOldImports
from autogram.jobs.api import JobContext, handles, schedules


@handles(EraseOldImports)
async def erase_old_imports(context: JobContext, message: EraseOldImports) -> None:
    async with context.transaction() as session:
        await service.erase_old(session)


schedules(EraseOldImports, "13 * * * *")
