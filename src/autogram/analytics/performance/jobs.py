"""Performance rows are written outside of requests."""

from autogram.analytics.performance import service
from autogram.analytics.performance.messages import WritePerformance
from autogram.jobs.api import JobContext, handles, schedules


@handles(WritePerformance, one_at_a_time=lambda message: "analytics.write_performance")
async def write_performance(context: JobContext, message: WritePerformance) -> None:
    await service.write_all(context.runtime)


schedules(WritePerformance, "0 8 * * *")
