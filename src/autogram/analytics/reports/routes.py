"""Reports over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from autogram.analytics.models import ReportFormat
from autogram.analytics.reports import service
from autogram.analytics.reports.schemas import ReportCreate, ReportRead
from autogram.core.db import Reading, Session
from autogram.core.paging import Cursor, Limit, Page
from autogram.identity.access import requires
from autogram.identity.permissions import Actor, Permission

router = APIRouter(prefix="/analytics/reports", tags=["analytics"])

Reader = Annotated[Actor, requires(Permission.VIEW_POSTS)]
Editor = Annotated[Actor, requires(Permission.MANAGE_POSTS)]
TYPES = {ReportFormat.PDF: "application/pdf", ReportFormat.CSV: "text/csv; charset=utf-8"}


@router.post("", status_code=202)
async def create_report(wish: ReportCreate, session: Session, actor: Editor) -> ReportRead:
    """A job writes the report of these days; ask for it again until it is `completed`."""
    return ReportRead.model_validate(await service.ask_for_report(session, actor, wish))


@router.get("")
async def list_reports(
    session: Reading, actor: Reader, cursor: Annotated[Cursor, Query()] = None, limit: Annotated[Limit, Query()] = 20
) -> Page[ReportRead]:
    """Reports of the last 30 days, newest first."""
    found, following = await service.list_reports(session, actor.workspace_id, cursor=cursor, limit=limit)
    return Page(items=[ReportRead.model_validate(report) for report in found], next_cursor=following)


@router.get("/{report_id}")
async def read_report(report_id: UUID, session: Reading, actor: Reader) -> ReportRead:
    """One report and how far it is."""
    return ReportRead.model_validate(await service.read_report(session, actor.workspace_id, report_id))


@router.get("/{report_id}/download", response_class=Response)
async def download_report(report_id: UUID, session: Reading, actor: Reader) -> Response:
    """The file, once it is written."""
    report, payload = await service.report_file(session, actor.workspace_id, report_id)
    name = f"report-{report.first_day}-{report.last_day}.{report.format.value}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return Response(payload, media_type=TYPES[report.format], headers=headers)


@router.delete("/{report_id}", status_code=204)
async def delete_report(report_id: UUID, session: Session, actor: Editor) -> None:
    """Remove the report and its file."""
    await service.delete_report(session, actor, report_id)
