"""An account that was connected without the permission to publish."""

import pytest
from sqlalchemy import text
from tests.publishing.posts import Studio, in_seconds
from tests.servers import Instagram

from autogram.instagram.oauth import SCOPES
from autogram.publishing.errors import PublishingNotPermitted
from autogram.publishing.models import PostStatus


async def take_permission(studio: Studio) -> None:
    granted = "[" + ",".join(f'"{scope}"' for scope in SCOPES if "publish" not in scope) + "]"
    async with studio.runtime.database.transaction() as session:
        await session.execute(text("UPDATE account SET scopes = CAST(:granted AS jsonb)"), {"granted": granted})


async def test_it_cannot_be_planned_for(studio: Studio) -> None:
    await take_permission(studio)

    with pytest.raises(PublishingNotPermitted, match="allow Autogram to publish"):
        await studio.post(scheduled_time=in_seconds(3600))

    assert (await studio.post(scheduled_time=None)).status is PostStatus.DRAFT


async def test_what_was_planned_before_waits_and_says_why(studio: Studio, instagram: Instagram) -> None:
    post = await studio.post()
    await take_permission(studio)

    await studio.run(post.id)

    row = await studio.row(post.id)
    assert row.status is PostStatus.SCHEDULED
    assert row.waiting_reason is not None
    assert "permission to publish" in row.waiting_reason
    assert instagram.published() == []
