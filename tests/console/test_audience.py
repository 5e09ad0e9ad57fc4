"""An audience in the browser: from Instagram's file to who left."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.console.browser import look_at
from tests.console.conftest import Visitor
from tests.servers import Instagram


def export(visitor: Visitor, instagram: Instagram, folder: Path) -> Path:
    """The file that Instagram gives to the account's owner now."""
    answer = visitor.product.sandbox.get(f"/_sandbox/accounts/{instagram.username}/export")
    name = re.search('filename="(.+)"', answer.headers["content-disposition"])
    assert name
    file = folder / name[1]
    file.write_bytes(answer.content)
    return file


def followers(visitor: Visitor, instagram: Instagram, method: str, **wish: object) -> None:
    path = f"/_sandbox/accounts/{instagram.username}/followers"
    assert visitor.product.sandbox.request(method, path, json=wish).is_success


def test_a_newcomer_finds_who_does_not_follow_back_and_who_left(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.page
    instagram, _ = visitor.product.connect()
    followers(visitor, instagram, "PUT", usernames=["ann", "ben", "cleo"])
    path = f"/_sandbox/accounts/{instagram.username}/following"
    visitor.product.sandbox.put(path, json={"usernames": ["ann", "brand", "dora"]})
    visitor.goto("/audience")
    page.get_by_role("heading", name="Find out who does not follow back").wait_for()
    look_at(page, "audience-first")
    page.get_by_role("button", name=f"Use the file of @{instagram.username}").click()
    page.get_by_role("link", name=re.compile(f"@{instagram.username}")).click()
    page.get_by_role("link", name="Do not follow back").click()
    page.get_by_role("heading", level=2, name="Do not follow back").wait_for()
    people = page.get_by_role("region", name="Do not follow back")
    expect(people.get_by_role("listitem")).to_have_count(2)
    look_at(page, "audience-list")

    page.get_by_role("button", name="Put brand on the whitelist").click()
    page.get_by_role("switch", name="Hide whitelist").check(force=True)
    expect(people.get_by_role("listitem")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(people.get_by_role("listitem")).to_have_count(2)

    followers(visitor, instagram, "POST", remove=["ben"], add=["emil"])
    page.get_by_role("link", name=f"@{instagram.username}").click()
    page.get_by_role("button", name="New snapshot").click()
    page.get_by_role("dialog").locator("input[type=file]").set_input_files(export(visitor, instagram, tmp_path))
    page.get_by_text("1 left").first.wait_for()
    look_at(page, "audience-profile")
    page.get_by_role("button", name="ben", exact=True).click()
    page.get_by_role("dialog").get_by_text("Was gone").wait_for()


def test_a_long_list_scrolls_jumps_and_is_searched(visitor: Visitor, tmp_path: Path) -> None:
    page, product = visitor.page, visitor.product
    instagram, _ = product.connect()
    followers(visitor, instagram, "PUT", generated=3000)
    profile = product.ask("POST", "/audience/profiles", json={"username": instagram.username})
    file = export(visitor, instagram, tmp_path)
    sent = {"file": (file.name, file.read_bytes(), "application/zip")}
    product.ask("POST", f"/audience/profiles/{profile['id']}/exports", files=sent)
    snapshots = f"/audience/profiles/{profile['id']}/snapshots"
    product.wait_until(lambda: product.ask("GET", snapshots)["items"], "the snapshot")
    snapshot = product.ask("GET", snapshots)["items"][0]["id"]

    visitor.goto(f"/audience/{profile['id']}/{snapshot}?list=followers")
    people = page.get_by_role("region", name="Followers")
    people.get_by_role("listitem").first.wait_for()
    page.get_by_text("of 3,000").first.wait_for()
    page.get_by_role("button", name="Jump to m").click()
    people.get_by_role("link", name=re.compile("^m")).first.wait_for()
    people.evaluate("(list) => { list.scrollTop = list.scrollHeight }")
    page.get_by_text("3,000 of 3,000").wait_for()
    assert people.get_by_role("listitem").count() < 30
    page.get_by_role("searchbox", name="Part of the name").fill("mara.sato")
    page.get_by_text(re.compile(r"^\d+ of 3,000$")).wait_for()
    expect(people.get_by_role("link", name=re.compile(r"mara\.sato")).first).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download").click()
        page.get_by_role("menuitem", name="As CSV").click()
    assert saved.value.path().read_text().count("\n") > 3000


def test_settings_of_a_profile_are_kept_and_it_can_be_forgotten(visitor: Visitor) -> None:
    page = visitor.page
    profile = visitor.product.ask("POST", "/audience/profiles", json={"username": "nora.sea"})
    visitor.goto(f"/audience/{profile['id']}?tab=settings")
    page.get_by_role("switch", name="Mail when many leave at once").check(force=True)
    page.get_by_label("More followers lost than").fill("25")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()
    look_at(page, "audience-settings")
    assert visitor.product.ask("GET", f"/audience/profiles/{profile['id']}")["alarm_lost_followers"] == 25
    page.get_by_role("button", name="Forget this profile").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    page.get_by_role("heading", name="Find out who does not follow back").wait_for()


def test_a_session_is_read_only_after_a_warning(visitor: Visitor) -> None:
    page, sandbox = visitor.page, visitor.product.sandbox
    name = f"ida.{visitor.product.email[:8]}"
    facts = {"username": name, "account_type": "PERSONAL", "password": "secret", "followers_count": 300}
    assert sandbox.post("/_sandbox/accounts", json=facts).is_success
    session = sandbox.post(f"/_sandbox/accounts/{name}/sessions", json={}).json()
    visitor.goto("/audience?add=session")
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("Read this first").wait_for()
    look_at(page, "audience-session")
    dialog.get_by_role("textbox", name="sessionid").fill(session["session_id"])
    dialog.get_by_role("textbox", name="csrftoken").fill(session["csrf_token"])
    dialog.get_by_role("checkbox", name=re.compile("It is my account")).check()
    dialog.get_by_role("button", name="Begin reading").click()
    page.get_by_role("link", name=re.compile(f"@{name}")).wait_for()
