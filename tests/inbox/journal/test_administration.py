"""The journal over HTTP: reading it, replaying, and who may."""

from uuid import UUID

import httpx2
import pytest
from sqlalchemy import select
from tests.inbox.journal.meta import Meta, a_body, a_note, an_item
from tests.people import headers_of, make_user, signed_in, signed_in_admin

from autogram.core.audit import AuditEntry
from autogram.core.ids import new_id
from autogram.inbox.journal.models import DeliveryStatus, EventStatus

BASE = "/api/v1/admin/webhooks"


@pytest.fixture
async def admin(api: httpx2.AsyncClient) -> dict[str, str]:
    return await signed_in_admin(api)


async def test_the_journal_is_listed_newest_first_in_pages(meta: Meta, admin: dict[str, str]):
    ids = [await meta.delivered(a_body()) for _ in range(3)]

    first = (await meta.api.get(f"{BASE}/deliveries", params={"limit": 2}, headers=admin)).json()
    cursor = {"limit": 2, "cursor": first["next_cursor"]}
    second = (await meta.api.get(f"{BASE}/deliveries", params=cursor, headers=admin)).json()

    assert [UUID(item["id"]) for item in first["items"] + second["items"]] == ids[::-1]
    assert second["next_cursor"] is None
    assert "body" not in first["items"][0]


async def test_the_journal_is_filtered_by_status_and_signature(meta: Meta, admin: dict[str, str]):
    await meta.delivered(a_body())
    await meta.processed(a_note(), error="bad")
    await meta.delivered(a_body())
    await meta.posts(a_body(), secret="wrong")

    async def count(**filters: str) -> int:
        answer = await meta.api.get(f"{BASE}/deliveries", params=filters, headers=admin)
        return len(answer.json()["items"])

    assert (await count(status="failed"), await count(status="pending"), await count(status="refused")) == (1, 1, 1)
    assert (await count(signature="valid"), await count(signature="invalid"), await count()) == (2, 1, 3)


async def test_a_delivery_is_shown_with_what_was_sent_and_what_became_of_it(meta: Meta, admin: dict[str, str]):
    delivery_id = await meta.delivered(body := a_body(item := an_item("hi")))
    await meta.processed(a_note(payload=item), a_note(1, EventStatus.UNKNOWN, kind="unknown:x"))

    shown = (await meta.api.get(f"{BASE}/deliveries/{delivery_id}", headers=admin)).json()

    assert (shown["size"], shown["text"], shown["status"]) == (len(body), None, "processed")
    assert shown["body"]["entry"][0]["messaging"] == [item]
    assert [(event["kind"], event["status"]) for event in shown["events"]] == [
        ("message", "applied"),
        ("unknown:x", "unknown"),
    ]


async def test_what_is_no_json_is_shown_as_text(meta: Meta, admin: dict[str, str]):
    delivery_id = await meta.delivered(b"\xffnot json")

    shown = (await meta.api.get(f"{BASE}/deliveries/{delivery_id}", headers=admin)).json()

    assert (shown["body"], shown["text"]) == (None, "\ufffdnot json")


async def test_a_delivery_is_replayed_and_that_is_on_record(meta: Meta, admin: dict[str, str]):
    delivery_id = await meta.delivered(a_body())
    await meta.processed(a_note(), error="bad")
    before = len(await meta.jobs())

    answer = await meta.api.post(f"{BASE}/deliveries/{delivery_id}/replay", headers=admin)

    assert (answer.status_code, answer.json()) == (202, {"replayed": 1})
    assert (await meta.delivery()).status is DeliveryStatus.PENDING
    assert (await meta.jobs())[before:] == [(delivery_id,)]
    (entry,) = await meta.session.scalars(select(AuditEntry).where(AuditEntry.action == "webhooks.replay"))
    assert entry.subject == f"delivery:{delivery_id}"


async def test_what_waits_already_is_not_enqueued_again(meta: Meta, admin: dict[str, str]):
    delivery_id = await meta.delivered(a_body())

    answer = await meta.api.post(f"{BASE}/deliveries/{delivery_id}/replay", headers=admin)

    assert (answer.json(), await meta.jobs()) == ({"replayed": 0}, [(delivery_id,)])


async def test_what_meta_has_not_signed_is_never_processed(meta: Meta, admin: dict[str, str]):
    await meta.posts(a_body(), secret="wrong")
    refused = await meta.delivery()

    answer = await meta.api.post(f"{BASE}/deliveries/{refused.id}/replay", headers=admin)

    assert (answer.status_code, answer.json()["code"]) == (409, "delivery-refused")
    assert (await meta.delivery()).status is DeliveryStatus.REFUSED


async def test_every_failed_delivery_is_replayed(meta: Meta, admin: dict[str, str]):
    failed = [await meta.delivered(a_body()) for _ in range(3)]
    await meta.processed(a_note(), error="bad")
    await meta.delivered(a_body())
    await meta.processed(a_note())
    before = len(await meta.jobs())

    answer = await meta.api.post(f"{BASE}/replay-failed", headers=admin)

    assert (answer.status_code, answer.json()) == (202, {"replayed": 3})
    assert (await meta.jobs())[before:] == [tuple(sorted(failed))]
    (entry,) = await meta.session.scalars(select(AuditEntry).where(AuditEntry.action == "webhooks.replay_failed"))
    assert entry.details == {"deliveries": 3}


@pytest.mark.parametrize("call", ["GET /deliveries/{id}", "POST /deliveries/{id}/replay"])
async def test_an_unknown_delivery_is_not_found(meta: Meta, admin: dict[str, str], call: str):
    method, path = call.split()

    answer = await meta.api.request(method, BASE + path.format(id=new_id()), headers=admin)

    assert (answer.status_code, answer.json()["code"]) == (404, "delivery-not-found")


async def test_events_are_found_by_what_became_of_them(meta: Meta, admin: dict[str, str]):
    await meta.delivered(a_body())
    await meta.processed(a_note(), a_note(1, EventStatus.UNASSIGNED), a_note(2, EventStatus.UNKNOWN, kind="unknown:x"))

    async def kinds(**filters: str) -> list[str]:
        answer = await meta.api.get(f"{BASE}/events", params=filters, headers=admin)
        return [item["kind"] for item in answer.json()["items"]]

    assert await kinds(status="unassigned") == ["message"]
    assert await kinds(status="unknown") == await kinds(kind="unknown:x") == ["unknown:x"]
    assert len(await kinds()) == 3


async def test_a_workspace_sees_the_events_of_its_own_accounts_only(meta: Meta):
    mine, other = await make_user(meta.session), await make_user(meta.session)
    await meta.session.commit()
    await meta.delivered(a_body())
    await meta.processed(
        a_note(workspace_id=mine.workspace_id, kind="mine"), a_note(1, workspace_id=other.workspace_id, kind="other")
    )

    answer = await meta.api.get("/api/v1/inbox/webhook-events", headers=await headers_of(meta.api, mine))

    assert [item["kind"] for item in answer.json()["items"]] == ["mine"]


@pytest.mark.parametrize(
    "call",
    ["GET /deliveries", "GET /events", "GET /deliveries/{id}", "POST /deliveries/{id}/replay", "POST /replay-failed"],
)
async def test_only_admins_see_and_replay_the_journal(meta: Meta, call: str):
    method, path = call.split()
    somebody = await signed_in(meta.api)

    assert (await meta.api.request(method, BASE + path.format(id=new_id()), headers=somebody)).status_code == 403
    assert (await meta.api.request(method, BASE + path.format(id=new_id()))).status_code == 401


async def test_metrics_tell_how_the_journal_is_doing(meta: Meta):
    await meta.delivered(a_body())
    await meta.processed(a_note(), error="bad")
    await meta.delivered(a_body())

    lines = (await meta.api.get("/metrics")).text.splitlines()

    numbers = {line.split()[0]: float(line.split()[1]) for line in lines if line.startswith("autogram_webhook")}
    assert numbers["autogram_webhook_failed"] == 1
    assert 0 < numbers["autogram_webhook_newest_seconds"] <= numbers["autogram_webhook_oldest_pending_seconds"] < 60
    assert numbers['autogram_webhook_deliveries_total{result="kept"}'] >= 2
