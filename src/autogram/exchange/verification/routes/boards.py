"""HTTP for the round board and the fairness ledger."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from autogram.core.db import Reading
from autogram.exchange.community.access import Viewed
from autogram.exchange.verification import service
from autogram.exchange.verification.routes.asking import OfWeek, spreadsheet
from autogram.exchange.verification.schemas import BoardRead, LedgerRead, WeekText
from autogram.exchange.weeks import Week

router = APIRouter()

First = Annotated[WeekText | None, Query(description="The first week; else three weeks before the last.")]
Last = Annotated[WeekText | None, Query(description="The last week; else the current one.")]


@router.get("/weeks/{week}/board")
async def read_board(week: OfWeek, session: Reading, community: Viewed) -> BoardRead:
    """Members by posts: who commented on what, with the evidence's id."""
    return await service.read_board(session, community, Week.parse(week))


@router.get("/weeks/{week}/board.csv", response_class=Response)
async def download_board(week: OfWeek, session: Reading, community: Viewed) -> Response:
    """The same as a spreadsheet."""
    board = await service.read_board(session, community, Week.parse(week))
    return spreadsheet(service.board_as_csv(board), f"board-{week}.csv")


@router.get("/ledger")
async def read_ledger(
    session: Reading, community: Viewed, first_week: First = None, last_week: Last = None
) -> LedgerRead:
    """Given, received, missing and unknown by member, over a span and in each of its weeks."""
    return await service.read_ledger(session, community, first_week, last_week)


@router.get("/ledger.csv", response_class=Response)
async def download_ledger(
    session: Reading, community: Viewed, first_week: First = None, last_week: Last = None
) -> Response:
    """The same as a spreadsheet."""
    ledger = await service.read_ledger(session, community, first_week, last_week)
    return spreadsheet(service.ledger_as_csv(ledger), "ledger.csv")
