"""The vocabulary of automation."""

from uuid import UUID

from autogram.jobs.api import JobMessage


class AnswerWithAi(JobMessage, name="inbox.answer_with_ai"):
    """The model has been asked for this decision's answer, which is sent or suggested; or it says why there is none."""

    decision_id: UUID


class DeliverWebhook(JobMessage, name="inbox.deliver_webhook"):
    """The receiver of this decision's webhook has taken it, or has been given up."""

    decision_id: UUID


class ForgetOldDecisions(JobMessage, name="inbox.forget_old_decisions"):
    """Decisions that nobody will ask about any more are gone."""
