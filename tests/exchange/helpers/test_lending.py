"""Which helper reads next, and what becomes of one that Instagram refuses."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from autogram.core import clock
from autogram.exchange.helpers import service
from autogram.exchange.helpers.errors import HelperResting, NoHelperAvailable
from autogram.exchange.helpers.models import Helper, HelperHealth
from autogram.exchange.helpers.service import loans
from autogram.instagram.web.errors import ActionBlocked, RateLimited, SessionExpired

PASSWORD = "secret-word"


@pytest.fixture
def owner(instagram):
    return instagram.personal()


async def a_helper(organiser, instagram, **wish):
    account = instagram.personal(password=PASSWORD)
    body = {"instagram_id": account.username, "password": PASSWORD} | wish
    await organiser.ask("POST", "/helpers", 201, json=body)
    return account


@pytest.fixture
async def helper(organiser, instagram):
    return await a_helper(organiser, instagram)


@pytest.fixture
async def accounts(organiser, instagram):
    """Two helpers."""
    return [await a_helper(organiser, instagram) for _ in range(2)]


def borrowed(organiser, **options):
    return service.borrow_helper(organiser.runtime, organiser.community_id, **options)


async def mails(organiser):
    return await organiser.count("pgqueuer", "entrypoint = 'identity.send_notice'")


async def read(organiser, owner, **options):
    [post] = owner.posts(1, comments=3)
    async with borrowed(organiser, **options) as helper:
        seen = await helper.reader.post(post["shortcode"])
        page = await helper.reader.comments(seen, None)
    return helper.username, page


async def health(session, account):
    session.expire_all()
    return await session.scalar(select(Helper.health).where(Helper.username == account.username))


async def test_helpers_take_turns(organiser, accounts, owner):
    first, page = await read(organiser, owner)
    second, _ = await read(organiser, owner)
    third, _ = await read(organiser, owner)

    assert {first, second} == {account.username for account in accounts}
    assert third == first
    assert len(page.comments) == 3


async def test_who_is_left_out_or_switched_off_does_not_read(organiser, accounts, owner, session):
    await session.execute(update(Helper).where(Helper.username == accounts[0].username).values(is_active=False))
    await session.commit()
    other = await session.scalar(select(Helper.id).where(Helper.username == accounts[1].username))

    assert (await read(organiser, owner))[0] == accounts[1].username
    with pytest.raises(NoHelperAvailable, match="tried"):
        await read(organiser, owner, leaving_out=frozenset({other}))


async def test_without_a_helper_it_says_what_to_do(organiser, owner):
    with pytest.raises(NoHelperAvailable, match="Add one"):
        await read(organiser, owner)


@pytest.mark.parametrize(
    ("action", "error", "left"),
    [
        ({"rate_limited": True}, RateLimited, HelperHealth.RESTS),
        ({"signal": "feedback_required"}, ActionBlocked, HelperHealth.BLOCKED),
        ({"signal": "login_required"}, SessionExpired, HelperHealth.EXPIRED),
    ],
)
async def test_what_instagram_refuses_is_in_the_helpers_health(
    organiser, accounts, owner, session, action, error, left
):
    accounts[0].fault("web.*", times=None, **action)
    accounts[1].fault("web.*", times=None, **action)

    with pytest.raises(error):
        await read(organiser, owner)

    ill = [account for account in accounts if await health(session, account) is left]
    assert len(ill) == 1


async def test_a_helpers_hour_ends_before_instagram_says_so(organiser, accounts, owner, session):
    await session.execute(update(Helper).values(requests_per_hour=1))
    await session.commit()

    for _ in range(2):
        with pytest.raises(HelperResting):
            await read(organiser, owner)
    with pytest.raises(NoHelperAvailable, match="rests") as refused:
        await read(organiser, owner)

    assert refused.value.available_at is not None
    assert [await health(session, account) for account in accounts] == [HelperHealth.RESTS] * 2


async def test_a_helper_that_has_rested_reads_again(organiser, accounts, owner, session):
    past = clock.now() - timedelta(minutes=1)
    await session.execute(update(Helper).values(health=HelperHealth.RESTS, rests_until=past, problem="tired"))
    await session.commit()

    assert (await read(organiser, owner))[0]
    async with organiser.runtime.database.transaction() as other:
        await service.end_rests(other)

    assert [await health(session, account) for account in accounts] == [HelperHealth.OK] * 2


async def test_two_at_once_do_not_read_with_the_same_helper(organiser, accounts, owner, monkeypatch):
    monkeypatch.setattr(loans, "PATIENCE_SECONDS", 0)
    async with borrowed(organiser) as first, borrowed(organiser) as second:
        assert {first.username, second.username} == {account.username for account in accounts}
        with pytest.raises(NoHelperAvailable, match="reads something else") as refused:
            await read(organiser, owner)
        assert refused.value.available_at is not None

    assert (await read(organiser, owner))[0]


async def test_who_waits_a_little_gets_the_helper_that_comes_back(organiser, helper, monkeypatch):
    lent = borrowed(organiser)
    await lent.__aenter__()

    async def meanwhile(_seconds):
        await lent.__aexit__(None, None, None)

    monkeypatch.setattr(loans.asyncio, "sleep", meanwhile)
    async with borrowed(organiser) as again:
        assert again.username == helper.username


async def test_the_helper_of_a_worker_that_died_reads_for_others_soon(organiser, helper, owner, session):
    [post] = owner.posts(1, comments=3)
    async with borrowed(organiser) as silent:
        seen = await silent.reader.post(post["shortcode"])
        with clock.shifted(timedelta(minutes=1)):
            assert (await read(organiser, owner))[0] == helper.username

        # Should it live after all, it stops, and says nothing of a helper that is no longer its.
        with pytest.raises(HelperResting, match="taken back"):
            await silent.reader.comments(seen, None)
    assert await health(session, helper) is HelperHealth.OK


@pytest.mark.parametrize("way", ["off", "again", "gone"])
async def test_who_runs_the_community_can_take_a_helper_back_while_it_reads(organiser, helper, owner, session, way):
    async with borrowed(organiser) as lent:
        if way == "off":
            await organiser.ask("PATCH", f"/helpers/{lent.id}", json={"is_active": False})
        elif way == "again":
            await organiser.ask("POST", f"/helpers/{lent.id}/login", json={"password": PASSWORD})
        else:
            await organiser.ask("DELETE", f"/helpers/{lent.id}", 204)
        with pytest.raises(HelperResting, match="taken back"):
            await lent.reader.recent_posts(owner.username, 1)

    assert await health(session, helper) in {HelperHealth.OK, None}


async def test_a_helper_that_keeps_its_password_logs_in_again_by_itself_once_a_day(
    organiser, instagram, owner, session
):
    account = await a_helper(organiser, instagram, keep_password=True)
    for _ in range(2):
        account.end_sessions()
        with pytest.raises(SessionExpired):
            await read(organiser, owner)
        if not await mails(organiser):
            # It needs nobody: whoever reads next has it log in.
            assert (await read(organiser, owner))[0] == account.username
            assert await health(session, account) is HelperHealth.OK

    # The second time within a day somebody is asked.
    with pytest.raises(NoHelperAvailable):
        await read(organiser, owner)
    assert (len(account.calls("web.login")), await mails(organiser)) == (2, 1)
    with clock.shifted(timedelta(days=1, minutes=1)):
        assert (await read(organiser, owner))[0] == account.username


async def test_a_kept_password_that_no_longer_works_is_forgotten_and_its_owner_is_told_once(
    organiser, instagram, owner, session
):
    account = await a_helper(organiser, instagram, keep_password=True)
    account.logs_in_with(password="changed")
    account.end_sessions()
    with pytest.raises(SessionExpired):
        await read(organiser, owner)

    for _ in range(2):
        with pytest.raises(NoHelperAvailable, match="logged out"):
            await read(organiser, owner)

    shown = (await organiser.ask("GET", "/helpers"))["items"][0]
    assert (shown["health"], shown["keeps_password"]) == ("expired", False)
    assert "password" in shown["problem"]
    assert (len(account.calls("web.login")), await mails(organiser)) == (2, 1)


async def test_a_look_at_the_latest_posts_counts_as_the_requests_it_takes(organiser, helper, owner):
    owner.posts(5)
    before = (await organiser.ask("GET", "/helpers"))["items"][0]["requests_left"]

    async with borrowed(organiser) as lent:
        found = await lent.reader.recent_posts(owner.username, 5)

    after = (await organiser.ask("GET", "/helpers"))["items"][0]["requests_left"]
    assert (len(found), before, after) == (5, 150, 146)
