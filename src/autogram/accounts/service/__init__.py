"""Use cases of connected accounts."""

from autogram.accounts.service.clients import AccountClient, client_for, note_outcome
from autogram.accounts.service.connecting import (
    complete_connection,
    connect_with_token,
    disconnect,
    start_connection,
    subscribe_account,
)
from autogram.accounts.service.erasure import deauthorise, erase_for_meta, erasure_status
from autogram.accounts.service.pausing import is_everything_paused, pause_account, pause_everything, resume_account
from autogram.accounts.service.quota import QuotaKind, quota_book, record_use, require_quota, spend_quota
from autogram.accounts.service.reading import (
    AccountBrief,
    account_brief,
    connected_accounts,
    list_accounts,
    read_account,
    refresh_profile,
    update_account,
)
from autogram.accounts.service.tokens import due_for_refresh, mark_needs_reauth, refresh_token

__all__ = [
    "AccountBrief",
    "AccountClient",
    "QuotaKind",
    "account_brief",
    "client_for",
    "complete_connection",
    "connect_with_token",
    "connected_accounts",
    "deauthorise",
    "disconnect",
    "due_for_refresh",
    "erase_for_meta",
    "erasure_status",
    "is_everything_paused",
    "list_accounts",
    "mark_needs_reauth",
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
