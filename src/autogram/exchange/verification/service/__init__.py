"""Use cases of verifications, one module per subject; other parts call them from here."""

from autogram.exchange.verification.service.appealing import (
    appeal,
    count_open_appeals,
    decide_appeal,
    list_appeals,
    own_appeals,
    read_appeal,
)
from autogram.exchange.verification.service.boards import board_as_csv, public_board, read_board
from autogram.exchange.verification.service.concluding import conclude
from autogram.exchange.verification.service.deciding import decide, release
from autogram.exchange.verification.service.ledgers import ledger_as_csv, read_ledger
from autogram.exchange.verification.service.listing import (
    list_verifications,
    read_verification,
    verifications,
    verifications_as_csv,
)
from autogram.exchange.verification.service.reading import end_broken, take_turn
from autogram.exchange.verification.service.ruling import apply_again
from autogram.exchange.verification.service.running import start_due, stop_run, verify_week, watch
from autogram.exchange.verification.service.showing import list_runs, read_run, run_detail
from autogram.exchange.verification.service.summaries import summary_of, webhook_of, words_of
from autogram.exchange.verification.service.tasks import own_tasks

__all__ = [
    "appeal",
    "apply_again",
    "board_as_csv",
    "conclude",
    "count_open_appeals",
    "decide",
    "decide_appeal",
    "end_broken",
    "ledger_as_csv",
    "list_appeals",
    "list_runs",
    "list_verifications",
    "own_appeals",
    "own_tasks",
    "public_board",
    "read_appeal",
    "read_board",
    "read_ledger",
    "read_run",
    "read_verification",
    "release",
    "run_detail",
    "start_due",
    "stop_run",
    "summary_of",
    "take_turn",
    "verifications",
    "verifications_as_csv",
    "verify_week",
    "watch",
    "webhook_of",
    "words_of",
]
