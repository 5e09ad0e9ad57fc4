"""Which helper reads next, and what becomes of one that Instagram refuses."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from autogram.core import clock
from autogram.exchange.helpers import service
from autogram.exchange.helpers.errors import HelperResting, NoHelperAvailable
from autogram.exchange.helpers.models import Helper, HelperHealth
from autogram.instagram.web.errors import ActionBlocked, RateLimited, SessionExpired

PASSWORD = "secret-word"


@pytest.fixture
def owner(instagram):
    return instagram.personal()


@pytest.fixture
async def accounts(organiser, instagram):
    """Two helpers, the first of which was never used."""
    made = [instagram.personal(password=PASSWORD) for _ in range(2)]
    for account in made:
        wish = {"instagram_id": account.username, "password": PASSWORD}
        await organiser.ask("POST", "/helpers", 201, json=wish)
    return made


async def read(organiser, owner, **options):
    [post] = owner.posts(1, comments=3)
    async with service.borrow_helper(organiser.runtime, organiser.community_id, **options) as helper:
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


async def test_a_helper_that_keeps_its_password_logs_in_again_by_itself_once_a_day(
    organiser, instagram, owner, session
):
    account = instagram.personal(password=PASSWORD)
    wish = {"instagram_id": account.username, "password": PASSWORD, "keep_password": True}
    await organiser.ask("POST", "/helpers", 201, json=wish)
    account.end_sessions()
    with pytest.raises(SessionExpired):
        await read(organiser, owner)
    # Within a day of its last login it is left alone.
    with pytest.raises(NoHelperAvailable):
        await read(organiser, owner)
    await session.execute(update(Helper).values(logged_in_at=clock.now() - timedelta(days=2)))
    await session.commit()

    assert (await read(organiser, owner))[0] == account.username
    assert await health(session, account) is HelperHealth.OK
