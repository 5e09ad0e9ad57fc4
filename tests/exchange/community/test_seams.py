"""What the other parts of the exchange ask of the community."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from tests.exchange.organiser import Organiser, make_link

from autogram.core.errors import InvalidInput
from autogram.exchange.community import service
from autogram.exchange.community.errors import CommunityNotFound, MemberExists, MemberHasLeft, MemberLinkUnknown
from autogram.exchange.community.models import Community, MemberEventKind, MemberStatus, Visibility
from autogram.exchange.community.schemas import MemberFacts
from autogram.exchange.weeks import Week

WEEK = Week(2026, 47)
RULE = "missed_comments"


async def test_who_is_suspended_or_has_left_is_still_found_but_does_not_take_part(
    session: AsyncSession, community: Community, members: list[MemberFacts]
):
    anna, boris, chloe = members
    await service.suspend_member(session, boris.id, reason="No comments for a week")
    await service.let_leave(session, chloe.id)

    assert await service.active_members(session, community.id) == [anna]
    known = await service.members_by_username(session, community.id, ["anna", "boris", "chloe", "nobody"])
    assert {name: facts.status for name, facts in known.items()} == {
        "anna": MemberStatus.ACTIVE,
        "boris": MemberStatus.SUSPENDED,
        "chloe": MemberStatus.LEFT,
    }


async def test_a_name_is_the_same_in_any_form(session: AsyncSession, community: Community):
    made = await service.add_member(session, community, " @Hong.GilDong\u200b ")

    assert made.username == "hong.gildong"
    with pytest.raises(MemberExists) as refused:
        await service.add_member(session, community, "hong.gildong")
    assert refused.value.fields == {"member_id": str(made.id)}
    with pytest.raises(InvalidInput):
        await service.add_member(session, community, "홍길동")


async def test_a_rule_speaks_of_a_member_once_a_week(session: AsyncSession, members: list[MemberFacts]):
    anna, boris, _ = members

    assert await service.note_event(session, anna.id, MemberEventKind.WARNED, week=WEEK, rule=RULE)
    assert not await service.note_event(session, anna.id, MemberEventKind.WARNED, week=WEEK, rule=RULE)
    assert await service.note_event(session, anna.id, MemberEventKind.WARNED, week=WEEK.next, rule=RULE)
    assert await service.note_event(session, anna.id, MemberEventKind.WARNED, week=WEEK, rule="no_uploads")
    assert await service.note_event(session, boris.id, MemberEventKind.WARNED, week=WEEK, rule=RULE)


async def test_a_rule_does_not_suspend_again_whom_a_person_reinstated_in_the_same_week(
    session: AsyncSession, members: list[MemberFacts]
):
    anna = members[0]
    await service.suspend_member(session, anna.id, reason="Missed 5", week=WEEK, rule=RULE)
    await service.reinstate_member(session, anna.id)

    again = await service.suspend_member(session, anna.id, reason="Missed 5", week=WEEK, rule=RULE)

    assert again.status is MemberStatus.ACTIVE


async def test_who_has_left_is_neither_suspended_nor_reinstated(session: AsyncSession, members: list[MemberFacts]):
    await service.let_leave(session, members[0].id)

    with pytest.raises(MemberHasLeft):
        await service.suspend_member(session, members[0].id, reason="Missed 5")
    with pytest.raises(MemberHasLeft):
        await service.reinstate_member(session, members[0].id)


async def test_a_renamed_account_is_the_same_member(
    session: AsyncSession, community: Community, members: list[MemberFacts]
):
    anna = members[0]

    assert await service.know_instagram_id(session, anna.id, "77", "anna")
    assert await service.know_instagram_id(session, anna.id, "77", "Anna.New")
    assert not await service.know_instagram_id(session, anna.id, "77", "anna.new")

    now = await service.member_by_id(session, community.id, anna.id)
    assert (now.username, now.instagram_id) == ("anna.new", "77")


async def test_nobody_gets_the_number_or_the_name_of_another_member(
    session: AsyncSession, community: Community, members: list[MemberFacts]
):
    anna, boris, _ = members
    await service.know_instagram_id(session, anna.id, "77")

    assert not await service.know_instagram_id(session, anna.id, "78")
    assert not await service.know_instagram_id(session, boris.id, "77")
    assert not await service.know_instagram_id(session, anna.id, "77", "boris")

    known = await service.members_by_username(session, community.id, ["anna", "boris"])
    assert [known["anna"].instagram_id, known["boris"].instagram_id] == ["77", None]


async def test_a_link_leads_to_its_member_whatever_their_status(session: AsyncSession, members: list[MemberFacts]):
    token = await make_link(session, members[0].id)
    await service.suspend_member(session, members[0].id, reason="Missed 5")

    assert (await service.member_by_link(session, token)).id == members[0].id
    for wrong in ("", token + "x", "\udc80"):
        with pytest.raises(MemberLinkUnknown):
            await service.member_by_link(session, wrong)


async def test_communities_are_found_by_workspace_address_and_front(
    session: AsyncSession, organiser: Organiser, stranger: Organiser
):
    assert (await service.require_community(session, organiser.person.workspace_id)).id == organiser.community_id
    assert (await service.community_by_slug(session, stranger.slug.upper())).id == stranger.community_id
    assert (await service.front_community(session)).id == organiser.community_id

    await organiser.change(is_front=False)
    session.expire_all()
    with pytest.raises(CommunityNotFound):
        await service.front_community(session)


@pytest.mark.parametrize(
    ("visibility", "shown"),
    [(Visibility.NAMES, ["anna.k", "bo"]), (Visibility.MASKED, ["an***", "b***"]), (Visibility.MEMBERS, [None, None])],
)
def test_strangers_see_of_names_what_the_community_lets_them(visibility: Visibility, shown: list[str | None]):
    community = Community(visibility=visibility)

    assert [service.shown_name(community, name) for name in ("anna.k", "bo")] == shown
