"""Comments outside of requests."""

from datetime import timedelta

from autogram.exchange.commenting import service
from autogram.exchange.commenting.messages import SendComments, StartComments, WatchComments, WriteComments
from autogram.jobs.api import JobContext, RetryLater, handles, schedules


@handles(StartComments, one_at_a_time=lambda message: "exchange.start_comments")
async def start_comments(context: JobContext, message: StartComments) -> None:
    await service.start_due(context.runtime)


@handles(
    WriteComments,
    max_attempts=4,
    one_at_a_time=lambda message: f"exchange-run:{message.run_id}",
    longest_delay=timedelta(minutes=5),
)
async def write_comments(context: JobContext, message: WriteComments) -> None:
    try:
        await service.take_turn(context.runtime, message.run_id, message.turn)
    except Exception as error:
        if context.is_last_attempt:
            await service.give_up(context.runtime, message.run_id, message.turn, error)
        raise


@handles(
    SendComments,
    max_attempts=6,
    one_at_a_time=lambda message: f"exchange-send:{message.producer_id}",
    longest_delay=timedelta(minutes=5),
)
async def send_comments(context: JobContext, message: SendComments) -> None:
    try:
        await service.send(context, message.producer_id)
    except RetryLater:
        raise
    except Exception as error:
        if context.is_last_attempt:
            await service.give_up_sending(context.runtime, message.producer_id, error)
        raise


@handles(WatchComments, one_at_a_time=lambda message: "exchange.watch_comments")
async def watch_comments(context: JobContext, message: WatchComments) -> None:
    await service.watch(context.runtime)


schedules(StartComments, "*/5 * * * *")
schedules(WatchComments, "* * * * *")
