"""What processing notes about deliveries, and what remains of it when a delivery is processed again."""

import asyncio

from tests.inbox.journal.meta import Meta, a_body, a_note

from autogram.core.ids import new_id
from autogram.inbox.journal import service
from autogram.inbox.journal.models import DeliveryStatus, EventStatus


async def test_a_processed_delivery_has_its_events(meta: Meta):
    delivery_id = await meta.delivered(a_body())
    note = a_note(payload={"message": {"text": "hi"}})

    await meta.processed(note, a_note(1, EventStatus.UNKNOWN, kind="unknown:x"))

    delivery = await meta.delivery()
    assert (delivery.status, delivery.attempts, delivery.error) == (DeliveryStatus.PROCESSED, 1, None)
    assert delivery.processed_at
    first, second = await meta.events()
    assert (first.delivery_id, first.position, first.subject) == (delivery_id, 0, note.subject)
    assert (second.status, second.kind) == (EventStatus.UNKNOWN, "unknown:x")


async def test_a_failed_delivery_says_why_and_keeps_its_events(meta: Meta):
    await meta.delivered(a_body())

    await meta.processed(a_note(status=EventStatus.FAILED, error="first"), error="1 of 1 events failed")

    delivery = await meta.delivery()
    assert (delivery.status, delivery.error) == (DeliveryStatus.FAILED, "1 of 1 events failed")
    assert [event.error for event in await meta.events()] == ["first"]


async def test_only_what_is_pending_is_given_out_and_only_once_at_a_time(meta: Meta):
    ids = [await meta.delivered(a_body()) for _ in range(3)]
    taken: list[int] = []

    async def work() -> None:
        async with meta.runtime.database.transaction() as session:
            found = await service.pending_deliveries(session, [*ids, new_id()])
            taken.append(len(found))
            for delivery in found:
                await service.note_processed(session, delivery.id, [a_note()])

    await asyncio.gather(work(), work(), work())

    assert sorted(taken) == [0, 0, 3]
    assert {delivery.attempts for delivery in await meta.deliveries()} == {1}


async def test_what_had_its_effect_still_has_had_it_when_processed_again(meta: Meta):
    delivery_id = await meta.delivered(a_body())
    done, unknown = a_note(), a_note(1, EventStatus.UNKNOWN, kind="unknown:new")
    await meta.processed(done, unknown)
    async with meta.runtime.database.transaction() as session:
        assert await service.replay_deliveries(session, [delivery_id]) == 1

    await meta.processed(a_note(status=EventStatus.REPEATED), a_note(1, kind="new"))

    first, second = await meta.events()
    assert (first.status, first.subject) == (EventStatus.APPLIED, done.subject)
    assert (second.status, second.kind) == (EventStatus.APPLIED, "new")
    assert (await meta.delivery()).attempts == 2


async def test_events_that_are_no_longer_found_are_gone(meta: Meta):
    delivery_id = await meta.delivered(a_body())
    await meta.processed(a_note(), a_note(1))
    async with meta.runtime.database.transaction() as session:
        await service.replay_deliveries(session, [delivery_id])

    await meta.processed(a_note())

    assert [event.position for event in await meta.events()] == [0]


async def test_deliveries_of_an_account_that_was_not_connected_are_found(meta: Meta):
    unassigned = await meta.delivered(a_body())
    await meta.processed(a_note(status=EventStatus.UNASSIGNED), a_note(1, EventStatus.UNASSIGNED))
    await meta.delivered(a_body())
    await meta.processed(a_note(status=EventStatus.UNASSIGNED, instagram_user_id="another"))

    async with meta.runtime.database.transaction() as session:
        found = await service.events_of_unknown_account(session, "17841400000000001")

    assert found == [unassigned]
