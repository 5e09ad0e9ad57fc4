"""The tour's steps about followers: who does not follow back, who left, who is new; with a login, and without one."""

import secrets
from typing import Any

from rich.table import Table

from autogram.cli.tour.scene import Scene, check, wait_for

FOLLOWERS, FOLLOWING, MUTUAL_SHARE = 900, 300, 0.7
CODE = "424242"
SHOWN = 6


def create_person(scene: Scene) -> None:
    """An account of the sandbox that is logged in to with a second factor, with people around it."""
    username, password = f"ida.{secrets.token_hex(3)}", secrets.token_urlsafe(12)
    scene.play("POST", "/accounts", json={"username": username, "account_type": "PERSONAL", "password": password})
    scene.play("PUT", f"/accounts/{username}/login", json={"codes": [CODE]})
    scene.play("PUT", f"/accounts/{username}/followers", json={"generated": FOLLOWERS, "mutual_share": MUTUAL_SHARE})
    scene.play("PUT", f"/accounts/{username}/following", json={"generated": FOLLOWING, "mutual_share": MUTUAL_SHARE})
    scene.facts |= {"ida": username, "ida_password": password}


def crawl(scene: Scene) -> None:
    """Instaloader logs in, a job of the queue reads both lists page by page, and compares them with the counts."""
    create_person(scene)
    username = scene.facts["ida"]
    wish = {"source": "instaloader", "username": username, "password": scene.facts["ida_password"]}
    refused = scene.ask("POST", "/audience/crawls", expect=400, json=wish)
    check(refused["refusal"] == "two-factor-needed", f"a login without the code was answered with {refused}")
    scene.told(f"Instaloader logs in as @{username}; Instagram asks for the code of the second factor")
    begun = scene.ask("POST", "/audience/crawls", expect=202, json=wish | {"verification_code": CODE})
    ended = wait_for(lambda: _ended(scene, f"/audience/crawls/{begun['id']}"), "the lists were not read", 40)
    check(ended["status"] == "completed", f"the crawl has {ended['status']}: {ended['failure']}")
    check(ended["is_complete"], f"the lists are not complete: {ended['incomplete_reasons']}")
    check(ended["users_read"] == FOLLOWERS + FOLLOWING, f"{ended['users_read']} people were read")
    pages = f"{ended['users_read']} people on {ended['pages_read']} pages"
    scene.told(f"a job read {pages}, as many as the profile says; password and session are forgotten")
    _show_one_sided(scene, ended["snapshot_id"])


def compare_exports(scene: Scene) -> None:
    """Two files from Instagram itself, one before and one after people left, in different layouts: no password."""
    username = scene.facts["ida"]
    older = _uploaded(scene, _export(scene, era="2023"))
    moved = scene.play("POST", f"/accounts/{username}/followers", json={"lose": 4, "gain": 3})
    newer = _uploaded(scene, _export(scene, era="2025"))
    scene.told("two files of “Download your information”, in the layouts of 2023 and 2025, are two snapshots")
    lost = _changes(scene, newer, older, "lost")
    gained = _changes(scene, newer, older, "gained")
    check(lost == set(moved["lost"]), f"{lost} are said to have left, and {moved['lost']} have")
    check(gained == set(moved["gained"]), f"{gained} are said to be new, and {moved['gained']} are")
    table = Table(title="Between the two files", title_style="bold", box=None, padding=(0, 2), header_style="dim")
    for heading in ("left", "new"):
        table.add_column(heading)
    for left, new in zip(sorted(lost), [*sorted(gained), ""], strict=True):
        table.add_row(f"@{left}", f"@{new}" if new else "")
    scene.console.print(table)
    scene.told("exactly those who left and came at Instagram; nobody had to log in anywhere")


def _ended(scene: Scene, path: str) -> Any:
    found = scene.ask("GET", path)
    return found if found["status"] not in {"queued", "processing"} else None


def _show_one_sided(scene: Scene, snapshot_id: str) -> None:
    """Who does not follow back, checked against the sandbox's own lists."""
    path = f"/audience/snapshots/{snapshot_id}/lists/not_following_back"
    listed = wait_for(lambda: scene.ask("GET", path, params={"limit": 100}), "the list was not there")
    one_sided = _on_sandbox(scene, "following") - _on_sandbox(scene, "followers")
    check(listed["total"] == len(one_sided), f"{listed['total']} are said not to follow back, {len(one_sided)} do not")
    check({person["username"] for person in listed["items"]} == one_sided, "somebody is wrongly accused")
    some = ", ".join(f"@{person['username']}" for person in listed["items"][:SHOWN])
    scene.told(f"{listed['total']} of {FOLLOWING} do not follow back: {some}, …")


def _on_sandbox(scene: Scene, direction: str) -> set[str]:
    path = f"/accounts/{scene.facts['ida']}/{direction}"
    return {person["username"] for person in scene.play("GET", path, params={"limit": 5_000})["people"]}


def _export(scene: Scene, era: str) -> bytes:
    answer = scene.sandbox.get(f"/_sandbox/accounts/{scene.facts['ida']}/export", params={"era": era})
    check(answer.is_success, f"the sandbox answered {answer.status_code} to the wish for an export")
    return answer.content


def _uploaded(scene: Scene, archive: bytes) -> str:
    """The snapshot that comes of a file."""
    path = f"/audience/profiles/{_profile_id(scene)}/exports"
    begun = scene.ask("POST", path, expect=202, files={"file": ("export.zip", archive, "application/zip")})
    ended = wait_for(lambda: _ended(scene, f"/audience/imports/{begun['id']}"), "the file was not read", 30)
    check(ended["status"] == "completed", f"the file was not read: {ended['failure_reason']}")
    return str(ended["snapshot_id"])


def _profile_id(scene: Scene) -> str:
    """The profile that the crawl has made."""
    listed = scene.ask("GET", "/audience/profiles")["items"]
    return str(next(one["id"] for one in listed if one["username"] == scene.facts["ida"]))


def _changes(scene: Scene, newer: str, older: str, change: str) -> set[str]:
    found = scene.ask("GET", f"/audience/snapshots/{newer}/changes/{change}", params={"since": older})
    return {person["username"] for person in found["items"]}
