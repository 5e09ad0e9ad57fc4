"""What waits for a person, in one answer."""

from tests.people import headers_of, make_user


async def test_where_nothing_was_done_nothing_waits(api, session):
    person = await make_user(session)

    needs = (await api.get("/api/v1/needs", headers=await headers_of(api, person))).json()

    assert needs == {
        "posts_failed": 0,
        "posts_late": 0,
        "posts_unconfirmed": 0,
        "posts_published": 0,
        "has_community": False,
        "comments_to_approve": 0,
        "appeals_open": 0,
    }


async def test_a_community_is_known_to_its_own_workspace_only(api, session):
    owner, stranger = await make_user(session), await make_user(session)
    community = {"name": "Bakers", "slug": "bakers-who-wait"}
    made = await api.put("/api/v1/exchange/community", json=community, headers=await headers_of(api, owner))
    assert made.status_code == 201

    seen = [
        (await api.get("/api/v1/needs", headers=await headers_of(api, person))).json()["has_community"]
        for person in (owner, stranger)
    ]

    assert seen == [True, False]
