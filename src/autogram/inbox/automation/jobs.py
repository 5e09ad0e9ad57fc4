"""Automation outside of requests."""

from datetime import timedelta

from autogram.inbox.automation import service
from autogram.inbox.automation.execution import answering, deciding, webhooks
from autogram.inbox.automation.messages import AnswerWithAi, DeliverWebhook, ForgetOldDecisions
from autogram.inbox.comments.messages import CommentArrived
from autogram.inbox.conversations.messages import MessageArrived
from autogram.jobs.api import JobContext, RetryLater, handles, schedules


@handles(MessageArrived)
async def message_arrived(context: JobContext, message: MessageArrived) -> None:
    await deciding.decide_about_message(context, message.message_id)


@handles(CommentArrived)
async def comment_arrived(context: JobContext, message: CommentArrived) -> None:
    await deciding.decide_about_comment(context, message.comment_id)


@handles(
    AnswerWithAi,
    max_attempts=4,
    one_at_a_time=lambda message: f"automation-ai:{message.decision_id}",
    longest_delay=timedelta(minutes=2),
)
async def answer_with_ai(context: JobContext, message: AnswerWithAi) -> None:
    try:
        await answering.answer(context, message.decision_id)
    except RetryLater:
        raise
    except Exception as error:
        if context.is_last_attempt:
            reason = f"A fault in Autogram stopped it ({type(error).__name__}); the log says more."
            await answering.give_up(context, message.decision_id, reason)
        raise


@handles(DeliverWebhook, max_attempts=12, one_at_a_time=lambda message: f"webhook:{message.decision_id}")
async def deliver_webhook(context: JobContext, message: DeliverWebhook) -> None:
    await webhooks.deliver(context, message.decision_id)


@handles(ForgetOldDecisions)
async def forget_old_decisions(context: JobContext, message: ForgetOldDecisions) -> None:
    async with context.transaction() as session:
        await service.forget_old_decisions(session)


schedules(ForgetOldDecisions, "29 3 * * *")
