"""Accounts as the direct-message predecessor's clients connect and see them."""

import pytest
from tests.compat.front_end import FrontEnd
from tests.content.makers import jpeg
from tests.people import signed_in
from tests.servers import Instagram

FIELDS = {
    "id",
    "user",
    "pageId",
    "instagramBusinessId",
    "username",
    "profilePictureUrl",
    "followersCount",
    "isActive",
    "createdAt",
    "updatedAt",
    "userInfo",
}


async def test_an_account_is_connected_and_shown_without_its_token(front_end: FrontEnd, instagram: Instagram):
    account = await front_end.connect(instagram, username="something else")

    assert set(account) == FIELDS
    assert account["username"] == instagram.username
    assert account["instagramBusinessId"] == instagram.user_id
    assert account["user"] == front_end.user["id"]
    assert account["isActive"] is True
    assert await front_end.call("GET", "/instagram") == [account]
    assert await front_end.call("GET", f"/instagram/{account['id']}") == account


async def test_a_token_must_belong_to_the_account_that_is_named(front_end: FrontEnd, instagram: Instagram):
    await front_end.connect(instagram, 400, instagramBusinessId=instagram.another().user_id)
    await front_end.connect(instagram, 400, pageAccessToken="IGnotatokenofanybodyatall")

    assert await front_end.call("GET", "/instagram") == []


async def test_an_account_of_another_workspace_cannot_be_taken_over(shop: FrontEnd, instagram: Instagram):
    other = FrontEnd(shop.api)
    await other.register()

    assert (await other.connect(instagram, 400))["message"]
    await other.call("GET", f"/instagram/{shop.account['id']}", 404)


async def test_the_list_is_an_array_that_skips_and_limits(shop: FrontEnd, instagram: Instagram):
    first = shop.account
    second = await shop.connect(instagram.another())

    assert [account["id"] for account in await shop.call("GET", "/instagram")] == [second["id"], first["id"]]
    assert await shop.call("GET", "/instagram", params={"skip": 1}) == [first]
    assert await shop.call("GET", "/instagram", params={"limit": 1}) == [second]
    await shop.call("GET", "/instagram", 400, params={"limit": 101})


async def test_an_account_is_paused_and_resumed(shop: FrontEnd):
    path = f"/instagram/{shop.account['id']}"

    assert (await shop.call("PATCH", path, json={"isActive": False}))["isActive"] is False
    told = await shop.call("PATCH", path, json={"username": "mallory", "isActive": True})

    assert told["isActive"] is True
    assert told["username"] == shop.account["username"]


async def test_a_deleted_account_is_gone_and_can_be_connected_again(shop: FrontEnd, instagram: Instagram):
    path = f"/instagram/{shop.account['id']}"
    await shop.call("DELETE", path, 204)

    assert await shop.call("GET", "/instagram") == []
    await shop.call("GET", path, 404)
    await shop.call("DELETE", path, 404)
    await shop.connect(instagram)


async def test_the_profile_is_read_from_instagram_with_its_posts(shop: FrontEnd):
    profile = await shop.call("GET", f"/instagram/{shop.account['id']}/profile")

    assert profile["username"] == shop.account["username"]
    assert set(profile) == {
        "username",
        "name",
        "biography",
        "website",
        "profilePictureUrl",
        "followersCount",
        "mediaCount",
        "media",
    }
    assert isinstance(profile["media"], list)


@pytest.mark.parametrize("account_id", ["42", "nonsense", "01939b5e-0000-7000-8000-000000000000"])
async def test_an_id_that_is_not_ours_is_not_found(front_end: FrontEnd, account_id: str):
    await front_end.call("GET", f"/instagram/{account_id}", 404)
    await front_end.call("GET", f"/instagram/{account_id}/profile", 404)


async def test_a_picture_goes_into_the_media_library(api):
    headers = await signed_in(api)
    answer = await api.post(
        "/v1/upload/image", headers=headers, files={"file": ("flower.jpg", jpeg(320, 400), "image/jpeg")}
    )

    said = answer.json()
    assert (answer.status_code, said["format"], said["width"], said["height"]) == (200, "jpg", 320, 400)
    assert (await api.get(f"/api/v1/media/{said['public_id']}", headers=headers)).json()["url"] == said["url"]


async def test_older_clients_see_that_it_lives(api):
    assert (await api.get("/health-check")).text == "OK"
    assert (await api.get("/running")).json() == {"status": "running"}
    assert (await api.get("/api/health")).json()["status"] == "healthy"
