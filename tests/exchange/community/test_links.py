"""Personal links, and what a member sees with one."""

import re
from urllib.parse import urlsplit

import httpx2
import pytest
from sqlalchemy import text
from tests.exchange.organiser import Organiser
from tests.identity.post import Mailbox, plain_text

from autogram.core.runtime import Runtime
from autogram.exchange.community.jobs import send_member_link
from autogram.exchange.community.messages import SendMemberLink
from autogram.exchange.community.schemas import MemberFacts
from autogram.jobs.api import JobContext


async def test_a_link_is_shown_once_and_stored_as_a_hash(
    organiser: Organiser, members: list[MemberFacts], runtime: Runtime
):
    link = await organiser.ask("POST", f"/members/{members[0].id}/link", 201)

    assert link["url"].endswith(f"/exchange/{organiser.slug}/me#token={link['token']}")
    assert urlsplit(link["url"]).query == ""
    async with runtime.database.reading() as session:
        stored = await session.execute(text("SELECT * FROM exchange_member JOIN live_event ON true"))
        logged = await session.execute(text("SELECT * FROM audit_entry"))
        assert link["token"] not in str(stored.all()) + str(logged.all())
    assert (await organiser.ask("GET", f"/members/{members[0].id}"))["has_link"] is True


async def test_a_member_sees_themselves_and_nobody_else(organiser: Organiser, members: list[MemberFacts]):
    token = await organiser.link_of(members[0])
    await organiser.ask("POST", f"/members/{members[0].id}/suspend", json={"reason": "No comments"})

    me = await organiser.public("GET", "/me", token=token)
    events = await organiser.public("GET", "/me/events", token=token)

    assert (me["username"], me["status"], me["status_reason"]) == ("anna", "suspended", "No comments")
    assert [event["kind"] for event in events["items"]] == ["suspended", "joined"]
    assert "by_user" not in events["items"][0]
    assert "boris" not in str(me) + str(events)


async def test_a_link_works_in_an_address_too_and_is_kept_nowhere(
    organiser: Organiser, members: list[MemberFacts], api: httpx2.AsyncClient
):
    token = await organiser.link_of(members[0])

    answer = await api.get(f"/api/v1/exchange/public/{organiser.slug}/me", params={"token": token})

    assert answer.json()["username"] == "anna"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("token", [None, "wrong", "x" * 43])
async def test_without_the_right_secret_there_is_nobody(organiser: Organiser, token: str | None):
    refused = await organiser.public("GET", "/me", 404, token=token)

    assert refused["code"] == "member-link-unknown"


async def test_a_link_opens_nothing_of_another_community(
    organiser: Organiser, stranger: Organiser, members: list[MemberFacts]
):
    token = await organiser.link_of(members[0])

    assert (await stranger.public("GET", "/me", 404, token=token))["code"] == "member-link-unknown"


async def test_a_renewed_or_revoked_link_leads_nowhere(organiser: Organiser, members: list[MemberFacts]):
    path = f"/members/{members[0].id}/link"
    first = await organiser.ask("POST", path, 201)
    second = await organiser.ask("POST", path, 201)

    await organiser.public("GET", "/me", 404, token=first["token"])
    await organiser.public("GET", "/me", 200, token=second["token"])

    await organiser.ask("DELETE", path, 204)
    await organiser.ask("DELETE", path, 204)
    await organiser.public("GET", "/me", 404, token=second["token"])


async def test_who_leaves_loses_the_link_and_gets_none_until_they_return(
    organiser: Organiser, members: list[MemberFacts]
):
    path = f"/members/{members[0].id}"
    token = await organiser.link_of(members[0])

    await organiser.ask("POST", f"{path}/leave", json={})

    await organiser.public("GET", "/me", 404, token=token)
    for call in ("/link", "/link/mail"):
        assert (await organiser.ask("POST", f"{path}{call}", 409))["code"] == "member-has-left"
    await organiser.ask("POST", f"{path}/return", json={})
    await organiser.public("GET", "/me", 404, token=token)
    assert await organiser.ask("POST", f"{path}/link", 201)


async def test_a_link_is_mailed_to_who_has_an_address(organiser: Organiser, post_runtime: Runtime, mailbox: Mailbox):
    anna = await organiser.member("anna", email="anna@example.test")
    boris = await organiser.member("boris")

    refused = await organiser.ask("POST", f"/members/{boris.id}/link/mail", 409)
    await organiser.ask("POST", f"/members/{anna.id}/link/mail", 202)
    await send_member_link(JobContext(post_runtime, 1, 1, 8), SendMemberLink(member_id=anna.id))
    await send_member_link(JobContext(post_runtime, 1, 1, 8), SendMemberLink(member_id=anna.id))

    assert refused["code"] == "member-without-email"
    tokens = [_token(plain_text(mail)) for mail in mailbox.to("anna@example.test")]
    await organiser.public("GET", "/me", 404, token=tokens[0])
    assert (await organiser.public("GET", "/me", token=tokens[1]))["username"] == "anna"


async def test_nobody_who_is_gone_gets_a_link(organiser: Organiser, post_runtime: Runtime, mailbox: Mailbox):
    anna = await organiser.member("anna", email="anna@example.test")
    boris = await organiser.member("boris", email="boris@example.test")
    await organiser.ask("POST", f"/members/{anna.id}/link/mail", 202)
    await organiser.ask("POST", f"/members/{anna.id}/leave", json={})
    await organiser.ask("DELETE", f"/members/{boris.id}", 204)

    for member in (anna, boris):
        await send_member_link(JobContext(post_runtime, 1, 1, 8), SendMemberLink(member_id=member.id))

    assert mailbox.mails == []


def _token(words: str) -> str:
    found = re.search(r"/me#token=([\w-]+)", words)
    assert found, "the mail has no link"
    return found[1]
