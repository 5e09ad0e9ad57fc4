"""The audit log says who did what, when, to what, exactly when it happened."""

from uuid import uuid4

import pytest
from sqlalchemy import func, select
from tests.people import make_user, signed_in, signed_in_admin

from autogram.core import audit, clock
from autogram.core.audit import AuditEntry
from autogram.core.db import Database


async def test_an_act_is_on_record_with_who_when_and_what(session):
    actor, workspace = uuid4(), uuid4()
    before = clock.now()

    audit.record(session, "posts.schedule", "post:7", actor_id=actor, workspace_id=workspace, publish_at="noon")
    await session.flush()

    (entry,), _ = await audit.list_entries(session)
    assert (entry.action, entry.subject, entry.details) == ("posts.schedule", "post:7", {"publish_at": "noon"})
    assert (entry.actor_id, entry.workspace_id) == (actor, workspace)
    assert before <= entry.created_at <= clock.now()


async def test_an_act_that_did_not_happen_is_not_on_record(fresh_database):
    database = Database(fresh_database)

    async def fail() -> None:
        async with database.transaction() as session:
            audit.record(session, "posts.schedule", "post:7")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()

    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(AuditEntry)) == 0
    await database.close()


async def test_the_log_is_searched_by_actor_and_by_subject(session):
    ada, bob = uuid4(), uuid4()
    audit.record(session, "posts.create", "post:1", actor_id=ada)
    audit.record(session, "posts.create", "post:2", actor_id=bob)
    audit.record(session, "posts.delete", "post:1", actor_id=bob)
    await session.flush()

    by_bob, _ = await audit.list_entries(session, actor_id=bob)
    on_one, _ = await audit.list_entries(session, subject="post:1")

    assert {entry.subject for entry in by_bob} == {"post:1", "post:2"}
    assert {entry.action for entry in on_one} == {"posts.create", "posts.delete"}


async def test_an_act_outlives_its_actor(session):
    person = await make_user(session)
    audit.record(session, "posts.create", "post:1", actor_id=person.user_id)
    await session.flush()

    (entry,), _ = await audit.list_entries(session, actor_id=person.user_id, subject="post:1")

    assert entry.actor_id == person.user_id
    assert not AuditEntry.__table__.foreign_keys


async def test_only_admins_read_it_and_nobody_changes_it(api):
    user, admin = await signed_in(api), await signed_in_admin(api)

    assert (await api.get("/api/v1/admin/audit")).status_code == 401
    assert (await api.get("/api/v1/admin/audit", headers=user)).status_code == 403
    assert (await api.get("/api/v1/admin/audit", headers=admin)).status_code == 200
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert (await api.request(method, "/api/v1/admin/audit", headers=admin)).status_code == 405
