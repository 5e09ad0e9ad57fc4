"""What these routes take, and how spreadsheets leave."""

from typing import Annotated

from fastapi import Path, Query, Response

from autogram.core.paging import Cursor, Limit
from autogram.exchange.verification.schemas import WeekText

OfWeek = Annotated[WeekText, Path(alias="week", description="An ISO week, like 2026-W47.")]
WishedWeek = Annotated[WeekText | None, Query(alias="week", description="An ISO week; else the current one.")]
Next = Annotated[Cursor, Query()]
Many = Annotated[Limit, Query()]
CSV = "text/csv; charset=utf-8"


def attachment(filename: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{filename}"', "cache-control": "no-store"}


def spreadsheet(body: bytes, filename: str) -> Response:
    return Response(body, media_type=CSV, headers=attachment(filename))
