"""Helpers as people see them."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.db import ReadSession
from autogram.exchange.helpers.models import Helper
from autogram.exchange.helpers.schemas import HelperRead
from autogram.exchange.helpers.service.budget import requests_left


async def shown(session: AsyncSession | ReadSession, helper: Helper) -> HelperRead:
    """The helper with what is left of its hour."""
    return (await all_shown(session, [helper]))[0]


async def all_shown(session: AsyncSession | ReadSession, helpers: Sequence[Helper]) -> list[HelperRead]:
    """The same of several, in their order."""
    left = await requests_left(session, helpers)
    return [
        HelperRead(
            id=helper.id,
            number=helper.number,
            instagram_id=helper.username,
            is_active=helper.is_active,
            health=helper.health,
            problem=helper.problem,
            rests_until=helper.rests_until,
            requests_per_hour=helper.requests_per_hour,
            requests_left=left[helper.username],
            keeps_password=helper.keeps_password,
            logged_in_at=helper.logged_in_at,
            last_used_at=helper.last_used_at,
            created_at=helper.created_at,
            updated_at=helper.updated_at,
        )
        for helper in helpers
    ]
