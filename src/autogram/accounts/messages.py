"""What happens to accounts outside of requests."""

from uuid import UUID

from autogram.jobs.api import JobMessage


class AccountConnected(JobMessage, name="accounts.account_connected"):
    """Somebody has connected the account; what came in for it before can be read."""

    account_id: UUID


class SubscribeAccount(JobMessage, name="accounts.subscribe_account"):
    """Webhooks of the account are switched on at Instagram."""

    account_id: UUID


class CheckSubscriptions(JobMessage, name="accounts.check_subscriptions"):
    """Every connected account gets its own `CheckSubscription`."""


class CheckSubscription(JobMessage, name="accounts.check_subscription"):
    """Webhooks of the account are on at Instagram; if they had been ended there, the owners are told."""

    account_id: UUID


class RefreshDueTokens(JobMessage, name="accounts.refresh_due_tokens"):
    """Every token that is a day old or more gets its own `RefreshToken`."""


class RefreshToken(JobMessage, name="accounts.refresh_token"):
    """The token lives its full time again."""

    account_id: UUID


class ForgetOldBookkeeping(JobMessage, name="accounts.forget_old_bookkeeping"):
    """Old quota buckets and connection attempts go."""
