"""The webhook: who is asking, is it Meta, and is it written down. Plain ASGI, in front of everything else."""

from autogram.inbox.journal.intake.desk import Desk
from autogram.inbox.journal.intake.endpoint import WebhookIntake

__all__ = ["Desk", "WebhookIntake"]
