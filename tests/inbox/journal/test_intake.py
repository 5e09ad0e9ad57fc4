"""What is posted to the webhook, and what comes of it."""

import asyncio
from collections.abc import AsyncIterator

import httpx2
import pytest
from fastapi import FastAPI
from prometheus_client import REGISTRY
from tests.inbox.journal.meta import Meta, a_body, an_item, as_meta_writes, signature

from autogram.inbox.journal.intake import body as reading
from autogram.inbox.journal.intake.signature import check_signature
from autogram.inbox.journal.models import DeliveryStatus, Signature

PATH = "/api/v1/webhook"


async def test_a_signed_delivery_is_written_down_with_a_job_before_it_is_answered(meta: Meta):
    body = a_body(an_item("h\u00e9llo \U0001f642 a/b"))

    answer = await meta.posts(body)

    assert (answer.status_code, answer.text) == (200, "EVENT_RECEIVED")
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-request-id"]
    delivery = await meta.delivery()
    assert (delivery.body, delivery.status, delivery.signature) == (body, DeliveryStatus.PENDING, Signature.VALID)
    assert await meta.jobs() == [(delivery.id,)]


@pytest.mark.parametrize("path", ["/v1/webhook", "/v1/webhook/"])
async def test_the_predecessors_address_answers_in_its_shape(meta: Meta, path: str):
    answer = await meta.posts(a_body(), path=path)

    assert (answer.status_code, answer.json()) == (200, "EVENT_RECEIVED")
    assert len(await meta.deliveries()) == 1


async def test_a_trailing_slash_is_tolerated(meta: Meta):
    assert (await meta.posts(a_body(), path=f"{PATH}/")).status_code == 200


def test_the_signature_is_of_the_bytes_as_they_came():
    body = (
        rb'{"object":"instagram","entry":[{"id":"1","time":1,"messaging":[{"message":'
        rb'{"mid":"m","text":"\u00e4\u00f6\u00e5 \ud83d\ude42 a\/b"}}]}]}'
    )
    header = b"sha256=a7b9d426deb093547be9f66053ca6c0486da7d036d44768e3c65b02356e909c0"

    assert check_signature([b"secret"], body, header) is Signature.VALID
    assert check_signature([b"other", b"secret"], body, header) is Signature.VALID
    assert check_signature([b"other"], body, header) is Signature.INVALID


@pytest.mark.parametrize("damage", [lambda b: b[:-1], lambda b: b + b" ", lambda b: b.replace(b"hello", b"hullo")])
async def test_a_body_that_was_changed_on_the_way_is_refused(meta: Meta, damage):
    body = a_body()

    answer = await meta.api.post(PATH, content=damage(body), headers={"X-Hub-Signature-256": signature(body)})

    assert (answer.status_code, answer.json()["code"]) == (401, "signature-refused")
    assert answer.headers["x-request-id"] == answer.json()["request_id"]
    assert answer.headers["x-frame-options"] == "DENY"
    refused = await meta.delivery()
    assert (refused.status, refused.signature, await meta.jobs()) == (DeliveryStatus.REFUSED, Signature.INVALID, [])


@pytest.mark.parametrize("header", [{}, {"X-Hub-Signature": "sha1=0"}])
async def test_without_a_signature_nothing_is_processed(meta: Meta, header: dict[str, str]):
    assert (await meta.api.post(PATH, content=a_body(), headers=header)).status_code == 401

    refused = await meta.delivery()
    assert (refused.signature, refused.status, await meta.jobs()) == (Signature.MISSING, DeliveryStatus.REFUSED, [])


@pytest.mark.parametrize("header", ["sha256=", "sha1=aa", "", "sha256=é", f"sha256={'0' * 64}", "x" * 5000])
async def test_a_signature_that_is_none_is_refused(meta: Meta, header: str):
    answer = await meta.api.post(PATH, content=a_body(), headers={"X-Hub-Signature-256": header.encode()})

    assert answer.status_code == 401


async def test_of_what_is_refused_only_the_beginning_and_only_a_few_are_kept(meta: Meta):
    before = REGISTRY.get_sample_value("autogram_webhook_deliveries_total", {"result": "refused"}) or 0

    for _ in range(20):
        assert (await meta.posts(a_body(an_item("x" * 5000)), secret="wrong")).status_code == 401

    kept = await meta.deliveries()
    assert 1 <= len(kept) <= 5
    assert {len(delivery.body) for delivery in kept} == {2048}
    assert REGISTRY.get_sample_value("autogram_webhook_deliveries_total", {"result": "refused"}) == before + 20


async def test_what_was_refused_is_processed_once_it_comes_properly_signed(meta: Meta):
    body = a_body(an_item("x" * 5000))
    await meta.posts(body, secret="wrong")

    answer = await meta.posts(body)

    delivery = await meta.delivery()
    assert (answer.status_code, delivery.status, delivery.body) == (200, DeliveryStatus.PENDING, body)
    assert (delivery.signature, delivery.error, await meta.jobs()) == (Signature.VALID, None, [(delivery.id,)])


async def test_a_forged_copy_changes_nothing_about_the_delivery(meta: Meta):
    delivery_id = await meta.delivered(body := a_body())

    assert (await meta.posts(body, secret="wrong")).status_code == 401

    delivery = await meta.delivery()
    assert (delivery.id, delivery.times_received, delivery.status) == (delivery_id, 1, DeliveryStatus.PENDING)


async def test_a_delivery_that_comes_again_is_counted_and_not_processed_again(meta: Meta):
    delivery_id = await meta.delivered(body := a_body())
    first = await meta.delivery()

    assert (await meta.posts(body)).status_code == 200

    again = await meta.delivery()
    assert (again.times_received, await meta.jobs()) == (2, [(delivery_id,)])
    assert again.last_received_at >= first.received_at == again.received_at


async def test_many_at_once_share_commits_and_repetitions_among_them_are_counted(meta: Meta):
    bodies = [a_body(an_item(str(number))) for number in range(60)] * 3

    answers = await asyncio.gather(*(meta.posts(body) for body in bodies))

    assert {answer.status_code for answer in answers} == {200}
    deliveries = await meta.deliveries()
    assert (len(deliveries), sum(delivery.times_received for delivery in deliveries)) == (60, 180)
    jobs = await meta.jobs()
    assert sorted(id for job in jobs for id in job) == sorted(delivery.id for delivery in deliveries)
    assert len(jobs) < 30


async def test_intake_does_not_wait_for_a_delivery_that_is_being_processed(meta: Meta):
    delivery_id = await meta.delivered(body := a_body())
    async with meta.runtime.database.transaction() as session:
        await session.connection()
        await session.get_one(type(await meta.delivery()), delivery_id, with_for_update=True)

        assert (await meta.posts(body)).status_code == 200
        assert (await meta.delivery()).times_received == 1

    while (await meta.delivery()).times_received < 2:
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("body", [b"", b"{", b"not json", b"\xff\xfe", b'"text"', b"null", b"[]"])
async def test_a_signed_body_that_cannot_be_read_is_answered_with_200_and_kept(meta: Meta, body: bytes):
    assert (await meta.posts(body)).status_code == 200

    assert (await meta.delivery()).body == body


async def test_a_body_wrapped_in_a_list_is_a_delivery(meta: Meta):
    assert (await meta.posts(as_meta_writes([{"object": "instagram", "entry": []}]))).status_code == 200


async def test_a_body_that_comes_in_parts_is_put_together(meta: Meta):
    body = a_body(an_item("x" * 100_000))

    async def parts() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 30_000):
            yield body[start : start + 30_000]

    answer = await meta.api.post(PATH, content=parts(), headers={"X-Hub-Signature-256": signature(body)})

    assert (answer.status_code, (await meta.delivery()).body) == (200, body)


async def test_a_full_batch_of_metas_fits(meta: Meta):
    body = a_body(*(an_item("\u00e9" * 500) for _ in range(1000)))

    assert len(body) > 3_000_000
    assert (await meta.posts(body)).status_code == 200


async def test_a_body_over_the_limit_is_refused_and_nothing_of_it_kept(meta: Meta):
    answer = await meta.posts(b"x" * (reading.LIMIT_BYTES + 1))

    assert (answer.status_code, answer.json()["limit_bytes"]) == (413, reading.LIMIT_BYTES)
    assert await meta.deliveries() == []


async def test_a_sender_who_does_not_finish_is_not_waited_for(meta: Meta, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading, "PATIENCE_SECONDS", 0.05)

    async def endless() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.sleep(5)

    async with asyncio.timeout(4):
        answer = await _post_in_parts(meta.api._transport.app, endless())  # type: ignore[attr-defined]  # ASGI

    assert answer == 408


async def test_a_sender_who_goes_away_gets_no_answer_and_leaves_nothing(app: FastAPI, meta: Meta):
    async def broken() -> AsyncIterator[bytes]:
        yield b"{"

    assert await _post_in_parts(app, broken(), goes_away=True) is None
    assert await meta.deliveries() == []


async def _post_in_parts(app: FastAPI, parts: AsyncIterator[bytes], *, goes_away: bool = False) -> int | None:
    """The status that was answered."""
    statuses = []

    async def receive() -> dict[str, object]:
        async for part in parts:
            return {"type": "http.request", "body": part, "more_body": True}
        return {"type": "http.disconnect"} if goes_away else {"type": "http.request"}

    async def send(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    scope = {"type": "http", "method": "POST", "path": PATH, "headers": [], "query_string": b"", "app": app}
    await app(scope, receive, send)
    return statuses[0] if statuses else None


async def test_other_methods_are_not_the_webhooks(meta: Meta):
    assert (await meta.api.put(PATH, content=b"")).status_code == 404
    assert (await meta.api.delete("/v1/webhook")).status_code == 404


async def test_a_header_may_stand_in_any_case_and_beside_others(api: httpx2.AsyncClient):
    body = a_body()
    headers = {"x-hub-signature-256": signature(body), "X-Hub-Signature": "sha1=00", "Content-Type": "text/plain"}

    assert (await api.post(PATH, content=body, headers=headers)).status_code == 200
