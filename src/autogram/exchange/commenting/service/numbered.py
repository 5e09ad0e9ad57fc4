"""Consumers and producers as the predecessor's paths name and page them: by number, oldest first."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.exchange.commenting.errors import ConsumerNotFound, ProducerNotFound
from autogram.exchange.commenting.models import Consumer, Producer
from autogram.exchange.commenting.queries import numbered
from autogram.exchange.commenting.schemas import ConsumerRead, ProducerRead


async def consumers_window(
    session: AsyncSession, community_id: UUID, *, skip: int, limit: int
) -> tuple[list[ConsumerRead], int]:
    """Some consumers, and how many there are."""
    found, total = await numbered.window(session, Consumer, community_id, skip=skip, limit=limit)
    return [ConsumerRead.model_validate(one) for one in found], total


async def numbered_consumer(session: AsyncSession, community_id: UUID, number: int) -> ConsumerRead:
    """Raises `ConsumerNotFound`."""
    found = await numbered.numbered(session, Consumer, community_id, number)
    if found is None:
        raise ConsumerNotFound
    return ConsumerRead.model_validate(found)


async def producers_window(
    session: AsyncSession, community_id: UUID, *, skip: int, limit: int
) -> tuple[list[ProducerRead], int]:
    """Some producers, and how many there are."""
    found, total = await numbered.window(session, Producer, community_id, skip=skip, limit=limit)
    return [ProducerRead.model_validate(one) for one in found], total


async def numbered_producer(session: AsyncSession, community_id: UUID, number: int) -> ProducerRead:
    """Raises `ProducerNotFound`."""
    found = await numbered.numbered(session, Producer, community_id, number)
    if found is None:
        raise ProducerNotFound
    return ProducerRead.model_validate(found)
