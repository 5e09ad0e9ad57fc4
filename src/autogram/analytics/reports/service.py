"""Use cases of reports."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from autogram.accounts import service as accounts
from autogram.analytics.models import Report, ReportFormat, ReportStatus
from autogram.analytics.reports.errors import ReportNotFound, ReportNotReady
from autogram.analytics.reports.figures import ReportFigures, gather
from autogram.analytics.reports.messages import MailReport, MakeReport
from autogram.analytics.reports.schemas import ReportCreate
from autogram.analytics.reports.table import write_table
from autogram.content import service as content
from autogram.content.errors import MediaFileNotFound, MediaStoreUnavailable
from autogram.content.storage import MediaStore, media_store
from autogram.core import audit, clock
from autogram.core.db import ReadSession
from autogram.core.errors import NotFound
from autogram.core.paging import cut_page, newest_first
from autogram.core.runtime import Runtime
from autogram.identity.permissions import Actor
from autogram.jobs.api import enqueue, enqueue_all
from autogram.publishing import service as publishing

KEPT = timedelta(days=30)


async def ask_for_report(session: AsyncSession, actor: Actor, wish: ReportCreate) -> Report:
    """A job writes the report. Raises `AccountNotFound` for an account of somebody else."""
    if wish.account_id:
        await accounts.account_brief(session, wish.account_id, workspace_id=actor.workspace_id)
    report = Report(
        workspace_id=actor.workspace_id,
        requested_by=actor.user_id,
        expires_at=clock.now() + KEPT,
        **wish.model_dump(),
    )
    await start_report(session, report)
    _audit(session, actor, report, "reports.create")
    return report


async def start_report(session: AsyncSession, report: Report) -> None:
    """The report is to be written, and mailed to its recipients as soon as it is."""
    session.add(report)
    await session.flush()
    await enqueue(session, MakeReport(report_id=report.id), once=f"report:{report.id}")


async def list_reports(
    session: ReadSession, workspace_id: UUID, *, cursor: str | None, limit: int
) -> tuple[list[Report], str | None]:
    """One page of those that have not expired, newest first, and the cursor of the next."""
    rows = select(Report).where(Report.workspace_id == workspace_id, Report.expires_at > clock.now())
    found = await session.scalars(newest_first(rows, Report.created_at, Report.id, cursor=cursor, limit=limit))
    return cut_page(found.all(), limit)


async def read_report(
    session: AsyncSession | ReadSession, workspace_id: UUID, report_id: UUID, *, with_file: bool = False
) -> Report:
    """The report. Raises `ReportNotFound`."""
    row = select(Report).where(
        Report.id == report_id, Report.workspace_id == workspace_id, Report.expires_at > clock.now()
    )
    report = await session.scalar(row.options(undefer(Report.payload)) if with_file else row)
    if report is None:
        raise ReportNotFound(report_id=str(report_id))
    return report


async def report_file(session: ReadSession, workspace_id: UUID, report_id: UUID) -> tuple[Report, bytes]:
    """The report and its file. Raises `ReportNotFound`, `ReportNotReady`."""
    report = await read_report(session, workspace_id, report_id, with_file=True)
    if report.payload is None:
        raise ReportNotReady(status_of_report=report.status.value, progress=report.progress)
    return report, report.payload


async def delete_report(session: AsyncSession, actor: Actor, report_id: UUID) -> None:
    """The report and its file are gone. Raises `ReportNotFound`."""
    report = await read_report(session, actor.workspace_id, report_id)
    await session.delete(report)
    _audit(session, actor, report, "reports.delete")


async def forget_expired(session: AsyncSession) -> None:
    await session.execute(delete(Report).where(Report.expires_at <= clock.now()))


async def make_report(runtime: Runtime, report_id: UUID) -> None:
    """The file is written, once; asked again, or when the report is gone, nothing happens."""
    if await _note(runtime, report_id, 5) is None:
        return
    async with runtime.database.reading() as session:
        report = await session.get(Report, report_id)
        if report is None:
            return
        figures = await gather(session, report, clock.now())
        figures, names = await _with_captions(runtime, session, report, figures)
    await _note(runtime, report_id, 40)
    if report.format is ReportFormat.CSV:
        payload = await asyncio.to_thread(write_table, figures)
    else:
        pictures = await _pictures(media_store(runtime.settings), names)
        await _note(runtime, report_id, 70)
        payload = await asyncio.to_thread(_write_pages, figures, pictures)
    async with runtime.database.transaction() as session:
        row = await _unfinished(session, report_id)
        if row is not None:
            row.payload, row.size_bytes = payload, len(payload)
            row.status, row.progress, row.finished_at = ReportStatus.COMPLETED, 100, clock.now()
            await enqueue_all(session, [MailReport(report_id=row.id, to=to) for to in row.recipients])


async def give_up(runtime: Runtime, report_id: UUID) -> None:
    """The report has failed, and says so."""
    async with runtime.database.transaction() as session:
        row = await _unfinished(session, report_id)
        if row is not None:
            row.status, row.finished_at = ReportStatus.FAILED, clock.now()
            row.failure_reason = "The report could not be written. The log says why; ask for it again."


def _write_pages(figures: ReportFigures, pictures: Mapping[UUID, bytes]) -> bytes:
    # ReportLab takes a tenth of a second to import and some megabytes: only who writes pages pays.
    from autogram.analytics.reports.pages import write_pages

    return write_pages(figures, pictures)


async def _note(runtime: Runtime, report_id: UUID, progress: int) -> Report | None:
    async with runtime.database.transaction() as session:
        row = await _unfinished(session, report_id)
        if row is not None:
            row.status, row.progress = ReportStatus.RUNNING, progress
        return row


async def _unfinished(session: AsyncSession, report_id: UUID) -> Report | None:
    row = select(Report).where(Report.id == report_id, Report.status != ReportStatus.COMPLETED)
    found: Report | None = await session.scalar(row.with_for_update())
    return found


async def _with_captions(
    runtime: Runtime, session: ReadSession, report: Report, figures: ReportFigures
) -> tuple[ReportFigures, dict[UUID, str]]:
    """The figures with the captions of the top posts, and the names of their pictures in the media store."""
    captions, media_of = {}, {}
    for post in figures.top_posts:
        try:
            read = await publishing.read_post(runtime.settings, session, report.workspace_id, post.post_id)
        except NotFound:
            continue
        captions[post.post_id] = " ".join([read.caption, *read.hashtags]).strip()
        if read.media:
            media_of[post.post_id] = read.media[0].media_id
    items = await content.find_media(session, report.workspace_id, list(media_of.values()))
    names = {post_id: items[media_id].thumbnail_name for post_id, media_id in media_of.items() if media_id in items}
    posts = [replace(post, caption=captions.get(post.post_id, "")) for post in figures.posts]
    return replace(figures, posts=posts), names


async def _pictures(store: MediaStore, names: Mapping[UUID, str]) -> dict[UUID, bytes]:
    """The pictures that can be read; a report goes without the others."""
    found: dict[UUID, bytes] = {}
    for post_id, name in names.items():
        try:
            _, chunks = await store.read(name)
            found[post_id] = b"".join([chunk async for chunk in chunks])
        except (MediaFileNotFound, MediaStoreUnavailable):
            continue
    return found


def _audit(session: AsyncSession, actor: Actor, report: Report, action: str) -> None:
    audit.record(
        session,
        action,
        f"report:{report.id}",
        actor_id=actor.user_id,
        workspace_id=actor.workspace_id,
        format=report.format.value,
    )
