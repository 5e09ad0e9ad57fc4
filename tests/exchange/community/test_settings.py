"""Making, changing and deleting the community, and which one is in front."""

import asyncio
from dataclasses import replace
from typing import Any

import httpx2
import pytest
from tests.exchange.organiser import Organiser
from tests.people import make_user, signed_in, signed_in_admin

from autogram.core.runtime import Runtime, open_runtime
from autogram.core.secrets import Keyring
from autogram.core.settings import Settings
from autogram.exchange.community import service
from autogram.exchange.community.schemas import CommunityWrite
from autogram.identity.permissions import Actor, Role
from autogram.instagram.web.switch import UnofficialAccessDisabled

PATH = "/api/v1/exchange/community"
NEW = {"name": "SNS 키우기", "slug": "sns-growth"}


async def test_the_first_community_of_an_installation_is_in_front_and_the_next_is_not(api: httpx2.AsyncClient):
    first, second = await signed_in(api), await signed_in(api)

    made = await api.put(PATH, json=NEW, headers=first)
    other = await api.put(PATH, json=NEW | {"slug": "other"}, headers=second)

    assert (made.status_code, other.status_code) == (201, 201)
    assert (made.json()["is_front"], other.json()["is_front"]) == (True, False)
    shown = await api.get("/api/v1/exchange/front", headers=second)
    assert shown.json() == NEW


async def test_a_new_community_has_what_the_house_rules_say(api: httpx2.AsyncClient):
    headers = await signed_in(api)

    made = (await api.put(PATH, json=NEW, headers=headers)).json()

    assert (made["timezone"], made["requests_per_week"], made["visibility"]) == ("Asia/Seoul", 3, "masked")
    assert (made["verify_weekday"], made["verify_hour"], made["comments_enabled"]) == (0, 13, False)
    assert (await api.get(PATH, headers=headers)).json() == made


async def test_a_workspace_without_a_community_is_told_how_to_make_one(api: httpx2.AsyncClient):
    headers = await signed_in(api)

    assert (await api.get(PATH, headers=headers)).json()["code"] == "community-not-found"
    refused = await api.put(PATH, json={"timezone": "UTC"}, headers=headers)
    assert [fault["field"] for fault in refused.json()["errors"]] == ["name", "slug"]


async def test_what_is_not_sent_stays(organiser: Organiser):
    await organiser.ask("PUT", "/community", json={"requests_per_week": 5, "chat_link": "https://open.kakao.com/o/abc"})

    changed = await organiser.ask("PUT", "/community", json={"visibility": "names", "verify_weekday": None})

    assert (changed["requests_per_week"], changed["chat_link"]) == (5, "https://open.kakao.com/o/abc")
    assert (changed["visibility"], changed["verify_weekday"], changed["slug"]) == ("names", None, organiser.slug)


@pytest.mark.parametrize(
    "wish",
    [
        {"timezone": "Asia/Pyeongyang"},
        {"timezone": None},
        {"name": " "},
        {"slug": "With Space"},
        {"slug": "-abc"},
        {"verify_hour": 24},
        {"verify_weekday": 7},
        {"requests_per_week": 0},
        {"requests_per_week": 21},
        {"visibility": "everybody"},
        {"summary_webhook_url": "ftp://example.test/hook"},
        {"summary_webhook_url": "https://"},
        {"summary_webhook_url": "https://127.0.0.1/hook", "summary_webhook_secret": "a-secret-of-some-length"},
        {"summary_webhook_url": "http://example.test/hook", "summary_webhook_secret": "a-secret-of-some-length"},
        {"rules": [{"when": "missed_comments", "then": "expel"}]},
        {"rules": None},
        {"summary_webhook_secret": "short"},
        {"summary_emails": ["nobody"]},
        {"chat_link": "javascript:alert(1)"},
        {"blocked_words": ["a\u0000b"]},
        {"max_comment_length": 5},
        {"request_per_week": 3},
    ],
)
async def test_what_cannot_be_is_refused_and_changes_nothing(organiser: Organiser, wish: dict[str, Any]):
    before = await organiser.ask("GET", "/community")

    await organiser.ask("PUT", "/community", 422, json=wish | {"min_comment_length": 7})

    assert await organiser.ask("GET", "/community") == before


async def test_an_address_belongs_to_one_community(organiser: Organiser, stranger: Organiser):
    refused = await organiser.ask("PUT", "/community", 409, json={"slug": stranger.slug})

    assert refused["code"] == "slug-taken"
    assert (await organiser.ask("PUT", "/community", json={"slug": organiser.slug}))["slug"] == organiser.slug


async def test_the_secret_of_the_webhook_is_needed_kept_and_never_shown(organiser: Organiser, runtime: Runtime):
    url = "https://example.test/hook"
    refused = await organiser.ask("PUT", "/community", 422, json={"summary_webhook_url": url})
    assert refused["errors"][0]["field"] == "summary_webhook_secret"

    secret = "a-secret-of-some-length"
    saved = await organiser.ask(
        "PUT", "/community", json={"summary_webhook_url": url, "summary_webhook_secret": secret}
    )

    assert saved["has_summary_webhook_secret"] is True
    assert secret not in str(saved)
    async with runtime.database.reading() as session:
        assert await service.webhook_secret(session, organiser.community_id) == secret
    gone = await organiser.ask("PUT", "/community", json={"summary_webhook_url": None})
    assert gone["has_summary_webhook_secret"] is False


async def test_words_and_addresses_are_kept_once_in_the_order_in_which_they_came(organiser: Organiser):
    saved = await organiser.ask(
        "PUT",
        "/community",
        json={"blocked_words": ["Casino", "casino", " Loan "], "summary_emails": ["B@x.test", "a@x.test", "b@x.test"]},
    )

    assert saved["blocked_words"] == ["casino", "loan"]
    assert saved["summary_emails"] == ["b@x.test", "a@x.test"]


async def test_rules_are_kept_as_they_were_set_and_can_all_be_taken_away(organiser: Organiser):
    rule = {"when": "missed_comments", "at_least": 2, "weeks": 1, "then": "warn"}

    saved = await organiser.ask("PUT", "/community", json={"rules": [rule, rule | {"weeks": 2, "then": "suspend"}]})
    assert saved["rules"] == [rule, rule | {"weeks": 2, "then": "suspend"}]
    assert (await organiser.ask("PUT", "/community", json={"name": "Other"}))["rules"] == saved["rules"]

    assert (await organiser.ask("PUT", "/community", json={"rules": []}))["rules"] == []


async def test_comments_that_are_switched_on_are_due_at_once_and_switched_off_never(organiser: Organiser):
    on = await organiser.ask("PUT", "/community", json={"comments_enabled": True})
    assert on["next_comments_at"] is not None

    same = await organiser.ask("PUT", "/community", json={"comments_enabled": True, "comments_every_hours": 12})
    assert same["next_comments_at"] == on["next_comments_at"]

    off = await organiser.ask("PUT", "/community", json={"comments_enabled": False})
    assert off["next_comments_at"] is None


async def test_an_admin_of_the_installation_moves_the_front(
    organiser: Organiser, stranger: Organiser, api: httpx2.AsyncClient, admin_headers: dict[str, str]
):
    refused = await organiser.ask("PUT", "/front", 403, json={"slug": organiser.slug})
    assert refused["permissions"] == ["manage-users"]

    moved = await api.put("/api/v1/exchange/front", json={"slug": stranger.slug}, headers=admin_headers)

    assert moved.json()["slug"] == stranger.slug
    assert (await organiser.ask("GET", "/community"))["is_front"] is False
    assert (await stranger.ask("GET", "/community"))["is_front"] is True
    missing = await api.put("/api/v1/exchange/front", json={"slug": "nobody"}, headers=admin_headers)
    assert missing.status_code == 404


async def test_who_is_in_front_after_a_deletion_is_for_an_admin_to_say(
    organiser: Organiser, stranger: Organiser, api: httpx2.AsyncClient
):
    await organiser.ask("DELETE", "/community", 204)

    again = await organiser.ask("PUT", "/community", 201, json=NEW)

    assert again["is_front"] is False
    assert (await organiser.ask("GET", "/front", 404))["code"] == "community-not-found"


async def test_comments_are_not_switched_on_where_the_operator_has_not_allowed_them(
    organiser: Organiser, runtime: Runtime
):
    unofficial = runtime.settings.unofficial.model_copy(update={"unofficial_enabled": False})
    settings = replace(runtime.settings, unofficial=unofficial)
    actor = Actor(organiser.person.user_id, organiser.person.workspace_id, Role.USER, frozenset())

    async with runtime.database.transaction() as session:
        with pytest.raises(UnofficialAccessDisabled):
            await service.save_community(settings, session, actor, CommunityWrite(comments_enabled=True))
        await service.save_community(settings, session, actor, CommunityWrite(comments_enabled=False))


async def test_a_community_takes_everything_with_it(organiser: Organiser, stranger: Organiser):
    await organiser.members("anna", "boris")
    await stranger.member("chloe")
    await organiser.ask("POST", "/notices", 201, json={"title": "Hello", "content": "Everybody"})

    await organiser.ask("DELETE", "/community", 204)

    await organiser.ask("GET", "/community", 404)
    assert await organiser.count("exchange_member") == 1
    assert await organiser.count("exchange_notice") == 0
    assert await stranger.ask("GET", "/community")


async def test_settings_and_members_of_others_are_nobodys_business(organiser: Organiser, stranger: Organiser):
    anna = await organiser.member("anna")

    for method, path in (("GET", ""), ("PATCH", ""), ("DELETE", ""), ("GET", "/events"), ("POST", "/link")):
        answer = await stranger.ask(method, f"/members/{anna.id}{path}", 404, json={"display_name": "A"})
        assert answer["code"] == "member-not-found"
    await stranger.ask("POST", f"/members/{anna.id}/suspend", 404, json={"reason": "No"})


async def test_what_organisers_do_is_on_record_and_told(organiser: Organiser):
    await organiser.ask("PUT", "/community", json={"requests_per_week": 2})
    anna = await organiser.ask("POST", "/members", 201, json={"username": "anna"})
    await organiser.ask("POST", f"/members/{anna['id']}/suspend", json={"reason": "No comments"})
    await organiser.ask("POST", f"/members/{anna['id']}/link", 201)
    notice = await organiser.ask("POST", "/notices", 201, json={"title": "Hello", "content": "Everybody"})
    await organiser.ask("DELETE", f"/members/{anna['id']}", 204)

    assert await organiser.audited() == [
        "community.update",
        "community.add_member",
        "community.suspend_member",
        "community.make_link",
        "community.create_notice",
        "community.delete_member",
    ]
    told = await organiser.announced("exchange.member_changed")
    assert [each["status"] for each in told] == ["active", "suspended", "suspended", "deleted"]
    assert await organiser.announced("exchange.notice_changed") == [{"notice_id": notice["id"]}]
    assert await organiser.announced("exchange.community_changed") == [{"community_id": str(organiser.community_id)}]


async def test_who_may_only_see_changes_nothing(organiser: Organiser, api: httpx2.AsyncClient):
    key = await api.post(
        "/api/v1/api-keys", json={"name": "reader", "scopes": ["view-exchange"]}, headers=organiser.headers
    )
    headers = {"Authorization": f"Bearer {key.json()['key']}"}

    assert (await api.get(PATH, headers=headers)).status_code == 200
    assert (await api.put(PATH, json={"name": "Mine"}, headers=headers)).status_code == 403
    assert (await api.delete(PATH, headers=headers)).status_code == 403
    assert (await api.get(PATH)).status_code == 401


async def test_an_admin_of_the_installation_does_not_see_into_communities(
    organiser: Organiser, api: httpx2.AsyncClient
):
    headers = await signed_in_admin(api)

    assert (await api.get(PATH, headers=headers)).status_code == 404


async def test_of_communities_that_are_made_at_the_same_moment_one_is_in_front(
    fresh_database: str, settings: Settings, keyring: Keyring
):
    async with open_runtime(settings, keyring, fresh_database) as runtime:
        made = await asyncio.gather(*(_make(runtime, f"c-{number}") for number in range(4)))
        taken = await asyncio.gather(*(_make(runtime, "same") for _ in range(3)), return_exceptions=True)

        assert sorted(made) == [False, False, False, True]
        assert sorted(type(each).__name__ for each in taken) == ["SlugTaken", "SlugTaken", "bool"]


async def _make(runtime: Runtime, slug: str) -> bool:
    """Somebody new makes a community; whether it is in front."""
    async with runtime.database.transaction() as session:
        person = await make_user(session)
    actor = Actor(person.user_id, person.workspace_id, Role.USER, frozenset())
    async with runtime.database.transaction() as session:
        wish = CommunityWrite(name="SNS", slug=slug)
        saved, _ = await service.save_community(runtime.settings, session, actor, wish)
    return saved.is_front
