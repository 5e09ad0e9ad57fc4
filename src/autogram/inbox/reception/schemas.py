"""Coverage as the API shows it."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel


class CoverageLine(BaseModel):
    """How the messages or comments of others became known. `share_percent` is null when there were none."""

    by_webhook: int
    only_by_polling: int
    share_percent: float | None


class AccountCoverage(BaseModel):
    """One account. Null: that has not happened yet, or there was no error."""

    account_id: UUID
    username: str
    messages: CoverageLine
    comments: CoverageLine
    last_webhook_at: datetime | None
    conversations_read_at: datetime | None
    comments_read_at: datetime | None
    conversations_error: str | None
    comments_error: str | None


class Coverage(BaseModel):
    """What came in during the last `window_hours`, per account, newest account first."""

    window_hours: int
    accounts: list[AccountCoverage]
