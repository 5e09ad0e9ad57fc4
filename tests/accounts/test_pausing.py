"""Pause and resume: one account by its people, everything by an admin."""

from sqlalchemy import select
from tests.accounts.owners import Owner
from tests.people import signed_in_admin

from autogram.accounts import service
from autogram.core.audit import AuditEntry


async def test_a_paused_account_says_since_when(owner: Owner) -> None:
    account = await owner.connect()

    state = await owner.ask("POST", f"/accounts/{account['id']}/pause")

    assert state["paused"] is True
    assert state["paused_at"] is not None
    assert (await owner.only_account())["paused"] is True
    async with owner.runtime.database.reading() as session:
        assert (await service.account_brief(session, account["id"])).paused


async def test_pausing_twice_is_pausing_once(owner: Owner) -> None:
    account = await owner.connect()

    states = [await owner.ask("POST", f"/accounts/{account['id']}/pause") for _ in range(2)]

    assert states[0] == states[1]
    assert await owner.audited("accounts.pause") == ["accounts.pause"]


async def test_a_resumed_account_goes_on(owner: Owner) -> None:
    account = await owner.connect()
    await owner.ask("POST", f"/accounts/{account['id']}/pause")

    for _ in range(2):
        state = await owner.ask("POST", f"/accounts/{account['id']}/resume")

    assert state == {"paused": False, "paused_at": None}
    assert (await owner.only_account())["paused"] is False
    assert await owner.audited("accounts.resume") == ["accounts.resume"]


async def test_a_pause_outlives_a_new_connection(owner: Owner) -> None:
    account = await owner.connect()
    await owner.ask("POST", f"/accounts/{account['id']}/pause")

    assert (await owner.connect())["paused"] is True


async def test_only_an_admin_pauses_everything(owner: Owner) -> None:
    for act in ("pause", "resume"):
        problem = await owner.ask("POST", f"/admin/{act}", 403)
        assert problem["permissions"] == ["pause-everything"]

    async with owner.runtime.database.reading() as session:
        assert not await service.is_everything_paused(session)


async def test_an_admin_pauses_and_resumes_everything(owner: Owner) -> None:
    admin = await signed_in_admin(owner.browser)

    paused = [(await owner.browser.post("/api/v1/admin/pause", headers=admin)).json() for _ in range(2)]
    async with owner.runtime.database.reading() as session:
        assert await service.is_everything_paused(session)
    resumed = [(await owner.browser.post("/api/v1/admin/resume", headers=admin)).json() for _ in range(2)]

    assert paused[0] == paused[1]
    assert paused[0]["paused"] is True
    assert resumed == [{"paused": False, "paused_at": None}] * 2
    async with owner.runtime.database.reading() as session:
        assert not await service.is_everything_paused(session)
    rows = select(AuditEntry.action).where(AuditEntry.subject == "everything").order_by(AuditEntry.id)
    assert list(await owner.session.scalars(rows)) == ["everything.pause", "everything.resume"]
