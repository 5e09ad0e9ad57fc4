"""What goes in and out about verifications."""

from autogram.exchange.verification.schemas.appeals import (
    AppealCreate,
    AppealDecision,
    AppealRead,
    OwnAppeal,
    OwnTask,
)
from autogram.exchange.verification.schemas.board import (
    BoardCell,
    BoardMember,
    BoardPost,
    BoardRead,
    PublicBoard,
    PublicCell,
    PublicMember,
    PublicPost,
)
from autogram.exchange.verification.schemas.comments import Said
from autogram.exchange.verification.schemas.ledger import LedgerMember, LedgerRead, LedgerWeek
from autogram.exchange.verification.schemas.rows import (
    Because,
    EvidenceRead,
    ReadingBrief,
    VerificationFilter,
    VerificationRead,
)
from autogram.exchange.verification.schemas.runs import Followed, ReadingRead, RunDetail, RunRead, WeekText

__all__ = [
    "AppealCreate",
    "AppealDecision",
    "AppealRead",
    "Because",
    "BoardCell",
    "BoardMember",
    "BoardPost",
    "BoardRead",
    "EvidenceRead",
    "Followed",
    "LedgerMember",
    "LedgerRead",
    "LedgerWeek",
    "OwnAppeal",
    "OwnTask",
    "PublicBoard",
    "PublicCell",
    "PublicMember",
    "PublicPost",
    "ReadingBrief",
    "ReadingRead",
    "RunDetail",
    "RunRead",
    "Said",
    "VerificationFilter",
    "VerificationRead",
    "WeekText",
]
