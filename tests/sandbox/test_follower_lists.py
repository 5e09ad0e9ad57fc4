"""Who follows whom: a browser's cookies read it, crowds need no memory, people come and go."""

import tracemalloc
from typing import Any

import pytest

from autogram.sandbox import people
from autogram.sandbox.unofficial.directory import named, person_named, rename
from autogram.sandbox.unofficial.names import FIRST_NUMBER, LAST_NUMBER, generated_number, generated_person
from autogram.sandbox.unofficial.relations import change_list, list_of
from autogram.sandbox.unofficial.sessions import find_session, open_session
from autogram.sandbox.world import AppIdentity, World

from .conftest import Sandbox

APP_ID = {"x-ig-app-id": "936619743392459", "x-requested-with": "XMLHttpRequest"}


def account(sandbox: Sandbox, username: str, **facts: Any) -> str:
    body = {"username": username, "account_type": "PERSONAL"} | facts
    return str(sandbox.control("POST", "accounts", body)["pk"])


def browser(sandbox: Sandbox, username: str) -> dict[str, str]:
    """The headers of a browser that is logged in."""
    cookies = sandbox.control("POST", f"accounts/{username}/sessions")["cookies"]
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return APP_ID | {"cookie": cookie, "x-csrftoken": cookies["csrftoken"]}


def page(sandbox: Sandbox, headers: dict[str, str], pk: str, direction: str = "followers", **query: Any) -> Any:
    address = f"/www.instagram.com/api/v1/friendships/{pk}/{direction}/"
    return sandbox.client.get(address, params={"search_surface": "follow_list_page"} | query, headers=headers)


def names_on(
    sandbox: Sandbox, headers: dict[str, str], pk: str, direction: str = "followers", count: int = 100
) -> list[str]:
    """Everybody on a list, page by page."""
    names: list[str] = []
    cursor = ""
    while True:
        answer = page(sandbox, headers, pk, direction, count=count, **({"max_id": cursor} if cursor else {})).json()
        names += [user["username"] for user in answer["users"]]
        cursor = answer.get("next_max_id", "")
        if not cursor:
            return names


def test_a_browser_s_cookies_read_both_lists(sandbox: Sandbox):
    pk = account(sandbox, "nora", followers_count=1_234, follows_count=321)
    headers = browser(sandbox, "nora")

    followers, following = names_on(sandbox, headers, pk), names_on(sandbox, headers, pk, "following")

    assert (len(followers), len(set(followers)), len(set(following))) == (1_234, 1_234, 321)
    assert len(set(followers) & set(following)) == round(321 * 0.6)
    first = page(sandbox, headers, pk, count=500).json()
    assert (len(first["users"]), first["page_size"], first["big_list"], first["status"]) == (200, 200, True, "ok")
    assert first["next_max_id"].startswith("QVFE")
    user = first["users"][0]
    assert str(user["pk"]) == user["pk_id"] == user["id"]
    assert sandbox.client.get(user["profile_pic_url"]).status_code == 200


def test_lists_want_a_session_and_the_website_s_number(sandbox: Sandbox):
    pk = account(sandbox, "nora", followers_count=10)
    headers = browser(sandbox, "nora")

    stranger = page(sandbox, APP_ID, pk)
    assert (stranger.status_code, stranger.json()["require_login"]) == (401, True)
    bare = page(sandbox, {"cookie": headers["cookie"]}, pk)
    assert (bare.status_code, bare.json()["message"]) == (400, "useragent mismatch")
    assert page(sandbox, headers, "999").status_code == 404
    assert page(sandbox, headers, pk, max_id="nonsense").status_code == 400

    sandbox.settings(web_logged_out="login_page")
    moved = page(sandbox, APP_ID, pk)
    assert moved.status_code == 302
    assert moved.headers["location"].startswith("https://www.instagram.com/accounts/login/?next=/api/v1/friendships/")


def test_the_host_s_own_name_works_without_a_prefix(sandbox: Sandbox):
    pk = account(sandbox, "nora", followers_count=10)
    headers = browser(sandbox, "nora") | {"host": "www.instagram.com"}

    answer = sandbox.client.get(f"/api/v1/friendships/{pk}/followers/", headers=headers)

    assert len(answer.json()["users"]) == 10


def test_an_exact_list_begins_with_the_newest(sandbox: Sandbox):
    pk = account(sandbox, "nora")
    headers = browser(sandbox, "nora")

    sandbox.control("PUT", "accounts/nora/followers", {"usernames": ["ann", "ben", "cleo"]})
    assert names_on(sandbox, headers, pk) == ["cleo", "ben", "ann"]

    change = {"remove": ["ben"], "add": ["dora"], "rename": {"ann": "anna"}}
    changed = sandbox.control("POST", "accounts/nora/followers", change)
    assert (changed["gained"], changed["lost"], changed["count"]) == (["dora"], ["ben"], 3)
    assert names_on(sandbox, headers, pk) == ["dora", "cleo", "anna"]
    sandbox.control("POST", "accounts/nora/followers", {"add": ["ben"]})
    assert names_on(sandbox, headers, pk, count=1) == ["ben", "dora", "cleo", "anna"]


def test_who_changes_their_name_keeps_their_number(sandbox: Sandbox):
    pk = account(sandbox, "nora", followers_count=50)
    account(sandbox, "real")
    sandbox.control("POST", "accounts/nora/followers", {"add": ["named", "real"]})
    headers = browser(sandbox, "nora")
    before = page(sandbox, headers, pk, count=200).json()["users"]
    names = ["named", "real", before[7]["username"]]

    sandbox.control("POST", "accounts/nora/followers", {"rename": {name: f"new.{at}" for at, name in enumerate(names)}})

    after = {user["pk"]: user["username"] for user in page(sandbox, headers, pk, count=200).json()["users"]}
    numbers = {user["username"]: user["pk"] for user in before}
    assert [after[numbers[name]] for name in names] == ["new.0", "new.1", "new.2"]
    assert sandbox.client.get("/_sandbox/accounts/new.1").status_code == 200
    assert set(after) == set(numbers.values())
    taken = sandbox.client.post("/_sandbox/accounts/nora/followers", json={"rename": {"new.0": "new.1"}})
    assert taken.status_code == 409


def test_people_come_to_a_crowd_and_leave_it(sandbox: Sandbox):
    pk = account(sandbox, "nora", followers_count=1_000)
    headers = browser(sandbox, "nora")
    before = set(names_on(sandbox, headers, pk))

    changed = sandbox.control("POST", "accounts/nora/followers", {"gain": 12, "lose": 30})

    after = set(names_on(sandbox, headers, pk))
    assert (before - after, after - before) == (set(changed["lost"]), set(changed["gained"]))
    assert (len(changed["lost"]), len(changed["gained"]), len(after)) == (30, 12, 982)
    assert sandbox.control("GET", "accounts/nora")["followers_count"] == 982
    sandbox.control("POST", "accounts/nora/followers", {"add": changed["lost"][:1]})
    assert names_on(sandbox, headers, pk)[0] == changed["lost"][0]


def test_a_list_can_lose_people_again_and_again_until_it_is_empty(sandbox: Sandbox):
    account(sandbox, "nora", followers_count=60)
    sandbox.control("POST", "accounts/nora/followers", {"add": ["ann"]})

    counts = [sandbox.control("POST", "accounts/nora/followers", {"lose": 25})["count"] for _ in range(3)]

    assert counts == [36, 11, 0]


def test_nobody_s_coming_or_going_moves_the_pages_of_a_reader(sandbox: Sandbox):
    pk = account(sandbox, "nora", followers_count=600)
    headers = browser(sandbox, "nora")
    everybody = names_on(sandbox, headers, pk)
    first = page(sandbox, headers, pk, count=200).json()

    sandbox.control("POST", "accounts/nora/followers", {"gain": 5, "remove": everybody[10:12]})
    second = page(sandbox, headers, pk, count=200, max_id=first["next_max_id"]).json()

    assert [user["username"] for user in second["users"]] == everybody[200:400]


def test_accounts_of_the_sandbox_see_each_other_on_both_lists(sandbox: Sandbox):
    account(sandbox, "nora")
    account(sandbox, "otto")

    sandbox.control("PUT", "accounts/nora/followers", {"usernames": ["otto", "ann"]})
    assert [one["username"] for one in sandbox.control("GET", "accounts/otto/following")["people"]] == ["nora"]
    sandbox.control("POST", "accounts/otto/following", {"remove": ["nora"]})
    assert [one["username"] for one in sandbox.control("GET", "accounts/nora/followers")["people"]] == ["ann"]


def test_the_profile_may_count_more_than_the_list_has(sandbox: Sandbox):
    account(sandbox, "nora")

    shown = sandbox.control("PUT", "accounts/nora/followers", {"generated": 30, "shown_count": 33})

    assert (shown["count"], shown["shown_count"]) == (30, 33)
    assert sandbox.control("GET", "accounts/nora")["followers_count"] == 33


def test_two_accounts_with_one_seed_know_the_same_people(sandbox: Sandbox):
    for name in ("nora", "otto", "paul"):
        account(sandbox, name)
        seed = "other" if name == "paul" else "town"
        sandbox.control("PUT", f"accounts/{name}/followers", {"generated": 40, "seed": seed})

    found = [{one["username"] for one in sandbox.control("GET", f"accounts/{name}/followers")["people"]}
             for name in ("nora", "otto", "paul")]  # fmt: skip

    assert found[0] == found[1]
    assert not found[0] & found[2]


TWISTS = {
    "empty": ([100, 0, 100, 100], 300, True),
    "repeated": ([100, 100], 200, True),
    "duplicates": ([100, 100, 100, 5], 300, False),
    "end": ([100, 100], 200, False),
    "limited": ([100, 50], 100, False),
}


@pytest.mark.parametrize("twist", TWISTS)
def test_a_page_can_be_wrong_in_many_ways(sandbox: Sandbox, twist: str):
    sizes, people_read, has_more = TWISTS[twist]
    pk = account(sandbox, "nora", followers_count=300)
    headers = browser(sandbox, "nora")
    rule = {"match": {"op": "web.followers"}, "action": {"page": twist}, "skip": 1}
    sandbox.control("POST", "faults", rule)

    seen: set[str] = set()
    cursors = [""]
    read: list[int] = []
    for _ in sizes:
        answer = page(sandbox, headers, pk, count=100, max_id=cursors[-1]).json()
        read.append(len(answer["users"]))
        seen |= {user["username"] for user in answer["users"]}
        if len(read) == 2:
            assert ("next_max_id" in answer) == (has_more or twist == "duplicates")
            assert answer["should_limit_list_of_followers"] == (twist == "limited")
        cursors.append(answer.get("next_max_id", ""))

    assert (read, len(seen)) == (sizes, people_read)
    if twist == "repeated":
        assert cursors[2] == cursors[1]
    if twist == "empty":
        assert cursors[2] != cursors[1]


def test_strangers_may_be_shown_a_part_only(sandbox: Sandbox):
    account(sandbox, "nora", followers_count=300)
    other = account(sandbox, "otto", followers_count=300)
    sandbox.settings(foreign_list_limit=50)

    answer = page(sandbox, browser(sandbox, "nora"), other, count=200).json()

    assert (len(answer["users"]), answer["should_limit_list_of_followers"]) == (50, True)
    assert "next_max_id" not in answer


def test_the_last_page_of_a_million_is_as_near_as_the_first_and_nothing_is_kept():
    world = World(state=None, public_url="http://sandbox", app=AppIdentity("a", "b", "c"))
    star = people.create_account(world, "star", followers_count=1_000_000, follows_count=900_000)

    tracemalloc.start()
    first, _ = list_of(world, star, "followers").page(None, 200)
    last, following = list_of(world, star, "followers").page(999_900, 200)
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (len(first), len(last), following) == (200, 100, None)
    assert used < 1_000_000
    members = list_of(world, star, "followers")
    assert all(person.pk in members for person in (*first, *last))
    assert len(world.community.profiles) + len(world.community.relations) == 0


def test_membership_is_computed_as_the_list_is():
    world = World(state=None, public_url="http://sandbox", app=AppIdentity("a", "b", "c"))
    one = people.create_account(world, "one", followers_count=97, follows_count=61)

    followers, following = list_of(world, one, "followers"), list_of(world, one, "following")
    on_followers, on_following = ({person.pk for _, person in found.walk()} for found in (followers, following))

    for pk in on_followers | on_following | {pk + 1 for pk in on_following}:
        assert (pk in followers, pk in following) == (pk in on_followers, pk in on_following)
    assert (len(on_followers), len(on_following), len(on_followers & on_following)) == (97, 61, 37)


@pytest.mark.parametrize("number", [0, 1, 4_095, 4_096, 123_456_789, LAST_NUMBER - FIRST_NUMBER - 1])
def test_a_generated_person_is_found_by_name_too(number: int):
    person = generated_person(FIRST_NUMBER + number)

    assert generated_number(person.username) == person.pk
    assert len(person.username) <= 30


@pytest.mark.parametrize(
    "name", ["ada", "ada.abbas", "ada.abbas.0a", "ada.abbas.ä", "x.abbas.1", "ada.abbas.zzzzzzzzzz"]
)
def test_other_names_are_nobody_s(name: str):
    world = World(state=None, public_url="http://sandbox", app=AppIdentity("a", "b", "c"))

    assert generated_number(name) is None
    assert person_named(world, name) is None


def test_relations_and_sessions_survive_a_restart(tmp_path: Any):
    def opened() -> World:
        return World(state=tmp_path / "s.db", public_url="http://sandbox", app=AppIdentity("a", "b", "c"))

    world = opened()
    nora = people.create_account(world, "nora", followers_count=10, password="pw")
    change_list(world, nora, "followers", add=[named(world, "ann").pk])
    rename(world, "ann", "anna")
    session = open_session(world, nora, "web")
    world.store.close()

    world = opened()
    again = world.account_called("nora")
    assert again is not None
    assert next(person.username for _, person in list_of(world, again, "followers").walk()) == "anna"
    assert find_session(world, session.id) is not None
    assert person_named(world, "ann") is None
