"""Posts sorted by a figure, page by page; those of which the figure is unknown come last."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, tuple_

from autogram.analytics.models import PostFigures
from autogram.analytics.queries.posts import NUMBERS, POSTS, RATE_BY_VIEWS, Choice
from autogram.core.db import ReadSession
from autogram.core.errors import FieldError, InvalidInput

SORTS: dict[str, ColumnElement[Any]] = {
    "published_at": PostFigures.__table__.c.published_at,
    "engagement_rate": PostFigures.__table__.c.engagement_rate,
    "engagement_rate_by_views": RATE_BY_VIEWS,
    **NUMBERS,
}


@dataclass(frozen=True, slots=True)
class ListedPost:
    """A post's figures and what it is recognised by."""

    figures: PostFigures
    caption: str
    hashtags: list[str]
    permalink: str | None


async def post_page(
    session: ReadSession, choice: Choice, sort: str, *, cursor: str | None, limit: int
) -> tuple[list[ListedPost], str | None]:
    """One page, the highest first, and the cursor of the next. Raises `InvalidInput` for a cursor that is not ours."""
    by, post_id = SORTS[sort], PostFigures.post_id
    rows = select(PostFigures, POSTS.c.caption, POSTS.c.hashtags, POSTS.c.permalink, by)
    rows = rows.join(POSTS, POSTS.c.id == post_id).where(*choice.conditions())
    if cursor:
        rows = rows.where(_after(sort, by, *_decoded(cursor, sort)))
    # This one is never unknown, and only so its index gives the order.
    order = by.desc() if sort == "published_at" else by.desc().nulls_last()
    found = (await session.execute(rows.order_by(order, post_id.desc()).limit(limit + 1))).all()
    page = [ListedPost(row[0], row[1], row[2], row[3]) for row in found[:limit]]
    return page, _encoded(sort, found[limit - 1]) if len(found) > limit else None


def _after(sort: str, by: ColumnElement[Any], value: Any, post_id: UUID) -> ColumnElement[bool]:
    if value is None:
        return and_(by.is_(None), PostFigures.post_id < post_id)
    later = tuple_(by, PostFigures.post_id) < tuple_(value, post_id)
    return later if sort == "published_at" else or_(later, by.is_(None))


def _encoded(sort: str, row: Any) -> str:
    value = row[4].isoformat() if isinstance(row[4], datetime) else None if row[4] is None else float(row[4])
    return base64.urlsafe_b64encode(json.dumps([sort, value, row[0].post_id.hex]).encode()).decode().rstrip("=")


def _decoded(cursor: str, sort: str) -> tuple[Any, UUID]:
    try:
        sorted_by, value, post_id = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if sorted_by != sort:
            raise ValueError("of another order")
        if sort == "published_at":
            value = datetime.fromisoformat(value)
            if value.tzinfo is None:
                raise ValueError("a cursor of ours says its time zone")
        elif value is not None:
            value = float(value)
        return value, UUID(post_id)
    except (ValueError, TypeError, AttributeError, OverflowError, binascii.Error):
        raise InvalidInput([FieldError("cursor", "is not a cursor of this list; start without one")]) from None
