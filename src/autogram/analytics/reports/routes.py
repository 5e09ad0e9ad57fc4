"""Reports over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from autogram.analytics.reports import mailing, scheduling, service
from autogram.analytics.reports.schemas import (
    ReportCreate,
    ReportRead,
    ReportScheduleRead,
    ReportScheduleWrite,
    ReportSend,
)
from autogram.core.db import Reading, Session
from autogram.core.paging import Cursor, Limit, Page
from autogram.identity.access import Running, requires
from autogram.identity.permissions import Actor, Permission

router = APIRouter(prefix="/analytics/reports", tags=["analytics"])

Reader = Annotated[Actor, requires(Permission.VIEW_POSTS)]
Editor = Annotated[Actor, requires(Permission.MANAGE_POSTS)]


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
    name = mailing.file_name(report)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return Response(payload, media_type=mailing.CONTENT_TYPES[report.format], headers=headers)


@router.delete("/{report_id}", status_code=204)
async def delete_report(report_id: UUID, session: Session, actor: Editor) -> None:
    """Remove the report and its file."""
    await service.delete_report(session, actor, report_id)


@router.post("/{report_id}/send", status_code=202)
async def send_report(
    report_id: UUID, body: ReportSend, session: Session, actor: Editor, runtime: Running
) -> ReportRead:
    """Mail the file of a finished report to these people. 202."""
    sent = await mailing.ask_to_mail(runtime.settings, session, actor, report_id, list(body.recipients))
    return ReportRead.model_validate(sent)


schedules_router = APIRouter(prefix="/analytics/report-schedules", tags=["analytics"])


@schedules_router.post("", status_code=201)
async def create_schedule(
    wish: ReportScheduleWrite, session: Session, actor: Editor, runtime: Running
) -> ReportScheduleRead:
    """Have a report mailed each Monday for the week before, or on the first for the month before."""
    return ReportScheduleRead.model_validate(await scheduling.create_schedule(runtime.settings, session, actor, wish))


@schedules_router.get("")
async def list_schedules(
    session: Reading, actor: Reader, cursor: Annotated[Cursor, Query()] = None, limit: Annotated[Limit, Query()] = 20
) -> Page[ReportScheduleRead]:
    """Reports that go out by themselves, newest first."""
    found, following = await scheduling.list_schedules(session, actor.workspace_id, cursor=cursor, limit=limit)
    return Page(items=[ReportScheduleRead.model_validate(one) for one in found], next_cursor=following)


@schedules_router.get("/{schedule_id}")
async def read_schedule(schedule_id: UUID, session: Reading, actor: Reader) -> ReportScheduleRead:
    """One of them."""
    return ReportScheduleRead.model_validate(await scheduling.get_schedule(session, actor.workspace_id, schedule_id))


@schedules_router.put("/{schedule_id}")
async def change_schedule(
    schedule_id: UUID, wish: ReportScheduleWrite, session: Session, actor: Editor, runtime: Running
) -> ReportScheduleRead:
    """Change it, or switch it off (`is_active: false`)."""
    return ReportScheduleRead.model_validate(
        await scheduling.change_schedule(runtime.settings, session, actor, schedule_id, wish)
    )


@schedules_router.delete("/{schedule_id}", status_code=204)
async def delete_schedule(schedule_id: UUID, session: Session, actor: Editor) -> None:
    """It goes out no more; reports that were made stay."""
    await scheduling.delete_schedule(session, actor, schedule_id)


@schedules_router.post("/{schedule_id}/send-now", status_code=202)
async def send_schedule_now(schedule_id: UUID, session: Session, actor: Editor, runtime: Running) -> ReportRead:
    """Mail the last finished period now. 202."""
    return ReportRead.model_validate(await scheduling.send_now(runtime.settings, session, actor, schedule_id))
