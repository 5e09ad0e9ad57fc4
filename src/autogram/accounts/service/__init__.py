"""Use cases of connected accounts."""

from autogram.accounts.service.clients import AccountClient, client_for, note_outcome
from autogram.accounts.service.connecting import (
    complete_connection,
    connect_with_token,
    deny_connection,
    disconnect,
    start_connection,
)
from autogram.accounts.service.erasure import deauthorise, erase_for_meta, erasure_status
from autogram.accounts.service.pausing import is_everything_paused, pause_account, pause_everything, resume_account
from autogram.accounts.service.profiles import refresh_profile
from autogram.accounts.service.quota import QuotaKind, quota_book, record_use, require_quota, spend_quota
from autogram.accounts.service.reading import (
    AccountBrief,
    account_brief,
    accounts_by_instagram_id,
    connected_account_ids,
    connected_accounts,
    list_accounts,
    read_account,
    update_account,
)
from autogram.accounts.service.subscriptions import check_subscription, subscribe_account
from autogram.accounts.service.tokens import due_for_refresh, refresh_token

__all__ = [
    "AccountBrief",
    "AccountClient",
    "QuotaKind",
    "account_brief",
    "accounts_by_instagram_id",
    "check_subscription",
    "client_for",
    "complete_connection",
    "connect_with_token",
    "connected_account_ids",
    "connected_accounts",
    "deauthorise",
    "deny_connection",
    "disconnect",
    "due_for_refresh",
    "erase_for_meta",
    "erasure_status",
    "is_everything_paused",
    "list_accounts",
    "note_outcome",
    "pause_account",
    "pause_everything",
    "quota_book",
    "read_account",
    "record_use",
    "refresh_profile",
    "refresh_token",
    "require_quota",
    "resume_account",
    "spend_quota",
    "start_connection",
    "subscribe_account",
    "update_account",
]
