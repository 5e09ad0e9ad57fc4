"""Old deliveries are forgotten; forgotten ones are taken up."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text, update
from tests.inbox.journal.meta import Meta, a_body, a_note

from autogram.core import clock
from autogram.inbox.journal.jobs import forget_old_deliveries, watch_deliveries
from autogram.inbox.journal.messages import ForgetOldDeliveries, WatchDeliveries
from autogram.inbox.journal.models import DeliveryStatus, WebhookDelivery
from autogram.inbox.journal.service import forgetting
from autogram.jobs.api import JobContext


async def forget(meta: Meta) -> None:
    await forget_old_deliveries(JobContext(meta.runtime, 1, 1, 8), ForgetOldDeliveries())


async def watch(meta: Meta) -> None:
    await watch_deliveries(JobContext(meta.runtime, 1, 1, 8), WatchDeliveries())


async def age(meta: Meta, delivery_id: UUID, by: timedelta) -> None:
    """The delivery came that much earlier."""
    change = update(WebhookDelivery).where(WebhookDelivery.id == delivery_id)
    await meta.session.execute(change.values(received_at=clock.now() - by))
    await meta.session.commit()


async def lose_jobs(meta: Meta) -> None:
    await meta.session.execute(text("DELETE FROM pgqueuer"))
    await meta.session.commit()


async def test_old_deliveries_are_forgotten_with_their_events(meta: Meta, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(forgetting, "AT_ONCE", 2)
    for days in (29, 31, 31, 31):
        delivery_id = await meta.delivered(a_body())
        await meta.processed(a_note())
        await age(meta, delivery_id, timedelta(days=days))

    await forget(meta)

    assert (len(await meta.deliveries()), len(await meta.events())) == (1, 1)


async def test_what_is_pending_is_never_forgotten(meta: Meta):
    await age(meta, await meta.delivered(a_body()), timedelta(days=4000))

    await forget(meta)

    assert len(await meta.deliveries()) == 1


async def test_what_was_refused_is_kept_for_a_week(meta: Meta):
    for days in (6, 8):
        await meta.posts(body := a_body(), secret="wrong")
        (refused,) = [row for row in await meta.deliveries() if row.body == body]
        await age(meta, refused.id, timedelta(days=days))

    await forget(meta)

    assert len(await meta.deliveries()) == 1


async def test_a_delivery_whose_job_is_lost_gets_another(meta: Meta):
    lost = await meta.delivered(a_body())
    await lose_jobs(meta)
    await age(meta, lost, timedelta(minutes=3))
    waiting = await meta.delivered(a_body())
    await age(meta, waiting, timedelta(minutes=3))

    await watch(meta)
    await watch(meta)

    assert await meta.jobs() == [(waiting,), (lost,)]


async def test_a_delivery_that_has_just_come_is_left_alone(meta: Meta):
    await meta.delivered(a_body())
    await lose_jobs(meta)

    await watch(meta)

    assert await meta.jobs() == []


async def test_a_delivery_whose_jobs_die_again_and_again_has_failed_in_the_end(meta: Meta):
    delivery_id = await meta.delivered(a_body())
    await age(meta, delivery_id, timedelta(minutes=3))

    for _ in range(6):
        await meta.session.execute(text("UPDATE pgqueuer SET status = 'failed'"))
        await meta.session.commit()
        await watch(meta)

    delivery = await meta.delivery()
    assert delivery.status is DeliveryStatus.FAILED
    assert "without a result" in str(delivery.error)
