"""The vocabulary of reception."""

from uuid import UUID

from autogram.jobs.api import JobMessage


class ReconcileAccounts(JobMessage, name="inbox.reconcile_accounts"):
    """Every connected account that is due is looked through for what the webhooks missed."""


class ReconcileAccount(JobMessage, name="inbox.reconcile_account"):
    """One account's recent conversations and comments are here, whether a webhook came or not."""

    account_id: UUID
