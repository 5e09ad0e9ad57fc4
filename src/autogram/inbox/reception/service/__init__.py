"""What reception does with what Instagram tells, and when it is asked."""

from autogram.inbox.reception.service.applying import look_soon
from autogram.inbox.reception.service.assigning import process_unassigned
from autogram.inbox.reception.service.coverage import coverage
from autogram.inbox.reception.service.processing import AT_ONCE, process_commits, process_deliveries
from autogram.inbox.reception.service.reconciling import enqueue_due_looks, reconcile_account

__all__ = [
    "AT_ONCE",
    "coverage",
    "enqueue_due_looks",
    "look_soon",
    "process_commits",
    "process_deliveries",
    "process_unassigned",
    "reconcile_account",
]
