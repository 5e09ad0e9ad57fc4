"""One post: its latest figures, how they grew, and what changed when."""

from uuid import UUID
from zoneinfo import ZoneInfo

from autogram.analytics.models import PostFigures, PostSnapshot
from autogram.analytics.queries import history
from autogram.analytics.rates import by_reach, by_views, interactions
from autogram.analytics.schemas import (
    AudienceInsights,
    EventRead,
    PerformanceData,
    PostFigure,
    PostPerformance,
    SnapshotRead,
    TimeAnalysis,
)
from autogram.analytics.service.naming import with_old_names
from autogram.analytics.service.shaping import MEASURED, is_final
from autogram.core.db import ReadSession
from autogram.publishing.errors import PostNotFound


async def performance(session: ReadSession, workspace_id: UUID, post_id: UUID, *, time_zone: str) -> PostPerformance:
    """Raises `PostNotFound`. A post that was not published or not measured yet has no figures."""
    if not await history.is_post_of(session, workspace_id, post_id):
        raise PostNotFound(post_id=str(post_id))
    figures = await history.latest_figures(session, post_id)
    taken = await history.snapshots(session, post_id)
    last = taken[-1] if taken else None
    local = figures.published_at.astimezone(ZoneInfo(time_zone)) if figures else None
    return PostPerformance(
        post_id=post_id,
        published_at=figures.published_at if figures else None,
        performance_data=_data(figures, last),
        audience_insights=AudienceInsights(reach=figures.reach if figures else None, follows=_follows(last)),
        time_analysis=TimeAnalysis(
            time_zone=time_zone,
            weekday=local.weekday() if local else None,
            hour=local.hour if local else None,
            snapshots=[SnapshotRead.model_validate(snapshot) for snapshot in taken],
            events=[EventRead.model_validate(event) for event in await history.events(session, post_id)],
        ),
    )


def _data(figures: PostFigures | None, last: PostSnapshot | None) -> PerformanceData:
    values: dict[str, int | float | None] = {name: getattr(figures, name, None) for name in MEASURED}
    if figures:
        done = interactions(figures.likes, figures.comments, figures.shares, figures.saves)
        values["interactions"] = done
        values["engagement_rate"] = by_reach(done, figures.reach)
        values["engagement_rate_by_views"] = by_views(done, figures.views)
    shown = {
        name: PostFigure(
            value=value,
            known_posts=int(value is not None),
            posts=1,
            taken_at=figures.taken_at if figures else None,
            is_final=bool(figures and is_final(figures)),
        )
        for name, value in values.items()
    }
    return PerformanceData(
        figures=with_old_names(shown),
        more=last.more if last else {},
        missing=last.missing if last else {},
        problem=figures.problem if figures else None,
    )


def _follows(last: PostSnapshot | None) -> int | None:
    found = last.more.get("follows") if last else None
    return found if isinstance(found, int) else None
