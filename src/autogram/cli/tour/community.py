"""The tour's steps about a community: a chat becomes requests, comments become evidence, a model writes texts."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from rich.table import Table

from autogram.cli.tour.scene import Scene, check, wait_for

SEOUL = ZoneInfo("Asia/Seoul")
DAYS = "월화수목금토일"
CODE = "313131"
# Who comments on whose post. Dora's account is private, so nobody can say anything about hers.
SAID = {"ana": ("boris", "chloe"), "boris": ("ana", "dora"), "chloe": ("ana", "boris", "dora")}
SIGNS = {"seen": "[green]✓ seen[/green]", "missing": "[red]✗ missing[/red]", "unknown": "[yellow]? unknown[/yellow]"}


def import_chat(scene: Scene) -> None:
    """An exported chat room is read, shown, and written only when somebody says so."""
    tail = secrets.token_hex(2)
    scene.facts["slug"] = f"bakers-{tail}"
    community = {"name": "Bakers' table", "slug": scene.facts["slug"], "visibility": "names", "comments_enabled": True}
    scene.ask("PUT", "/exchange/community", expect=201, json=community)
    circle = {name: f"{name}.{tail}" for name in ("ana", "boris", "chloe", "dora")}
    posts = {name: _publish(scene, username, is_private=name == "dora") for name, username in circle.items()}
    scene.facts |= {"circle": circle, "circle_posts": posts}
    chat = _chat(circle, posts)
    preview = scene.ask("POST", "/exchange/imports", expect=201, json={"text": chat})
    found = [line for week in preview["weeks"] for line in week["lines"]]
    check(len(found) == len(circle), f"{len(found)} requests were recognised, not {len(circle)}")
    check(len(preview["left_out"]) == 1, f"{preview['left_out']} were left out")
    left_out = preview["left_out"][0]
    scene.told(f"of a KakaoTalk export {len(found)} requests were recognised; left out: “{left_out['why']}”")
    scene.facts["week"] = preview["weeks"][0]["week"]
    path = f"/exchange/imports/{preview['id']}/apply"
    applied = scene.ask("POST", path, json={"add_members": True})
    again = scene.ask("POST", path, json={"add_members": True})
    check(applied == {"requests_added": len(circle), "members_added": len(circle)}, f"{applied} were added")
    check(again["requests_added"] == again["members_added"] == 0, "the same import was counted twice")
    scene.told(
        f"applied: {len(circle)} members, {len(circle)} requests of {scene.facts['week']}; again changes nothing"
    )


def verify_week(scene: Scene) -> None:
    """A helper account reads every post once, through the real Instaloader. Only a complete reading accuses."""
    circle, posts = scene.facts["circle"], scene.facts["circle_posts"]
    for owner, people in SAID.items():
        for person in people:
            said = {"username": circle[person], "text": f"I would eat that at once, {owner}!"}
            scene.play("POST", f"/media/{posts[owner]['id']}/comments", json=said)
    reader, password = f"reader.{secrets.token_hex(3)}", secrets.token_urlsafe(12)
    scene.play("POST", "/accounts", json={"username": reader, "account_type": "PERSONAL", "password": password})
    helper = {"instagram_id": reader, "password": password}
    scene.ask("POST", "/exchange/helpers", expect=201, json=helper)
    week = scene.facts["week"]
    run = scene.ask("POST", f"/exchange/weeks/{week}/verify", expect=202)
    ended = wait_for(lambda: _ended(scene, run["id"]), "the week was not verified", 40)
    check(ended["status"] == "completed", f"the verification has {ended['status']}: {ended['failure_reason']}")
    board = scene.ask("GET", f"/exchange/weeks/{week}/board")
    findings = _findings(board)
    check(findings == _expected(circle), f"the board says {findings}")
    _show_board(scene, board)
    evidence = next(cell for member in board["members"] for cell in member["cells"] if cell and cell["comment_id"])
    row = scene.ask("GET", f"/exchange/verifications/{evidence['verification_id']}")
    scene.told(f"@{reader} read them; each ✓ is a comment on record, such as “{row['comment_text']}”")
    scene.told("of the private post nobody is accused: what could not be read says nothing about anybody")


def write_comments(scene: Scene) -> None:
    """A consumer and a producer, who logs in through the real Instagrapi; a text waits for somebody's approval."""
    slug, consumer = scene.facts["slug"], scene.facts["circle"]["ana"]
    wish = {"username": consumer, "tone": "friendly", "wishes": "no emojis"}
    registered = scene.ask("POST", f"/exchange/public/{slug}/consumers", expect=201, json=wish)
    scene.ask("POST", f"/exchange/consumers/{registered['id']}/approve")
    producer = _register_producer(scene, slug)
    run = scene.ask("POST", "/exchange/comment-runs", expect=202)
    wait_for(lambda: scene.ask("GET", f"/exchange/comment-runs/{run['id']}")["finished_at"], "no text was written", 40)
    waiting = scene.ask("GET", "/exchange/comments", params={"status": "waiting"})["items"]
    check(len(waiting) == 1, f"{len(waiting)} texts wait, not one")
    text = waiting[0]
    scene.told(f"{text['model']} wrote “{text['text']}” for @{producer}; it waits, and nothing is sent by itself")
    path = f"/media/{scene.facts['circle_posts']['ana']['id']}/comments"
    check(not _by(scene, path, producer), "a text went out that nobody had approved")
    scene.ask("POST", f"/exchange/comments/{text['id']}/approve")
    said = wait_for(lambda: _by(scene, path, producer), "the approved text is not on the post", 30)
    check([one["text"] for one in said] == [text["text"]], f"on the post stands {said}")
    scene.told(f"approved, sent by Instagrapi as @{producer}, and found on the post, once")


def _publish(scene: Scene, username: str, *, is_private: bool) -> Any:
    account = {"username": username, "account_type": "PERSONAL", "is_private": is_private}
    scene.play("POST", "/accounts", json=account)
    caption = "A loaf with walnuts, still warm from the oven"
    return scene.play("POST", f"/accounts/{username}/posts", json={"count": 1, "caption": caption})["posts"][0]


def _chat(circle: dict[str, str], posts: dict[str, Any]) -> str:
    """What KakaoTalk exports on a phone: a line a message, and talk that is no request."""
    now = datetime.now(UTC).astimezone(SEOUL) - timedelta(minutes=1)
    noon = "오전" if now.hour < 12 else "오후"
    stamp = f"{now.year}. {now.month}. {now.day}. {noon} {(now.hour - 1) % 12 + 1}:{now.minute:02}"
    lines = [f"{now.year}년 {now.month}월 {now.day}일 {DAYS[now.weekday()]}요일"]
    for name, username in circle.items():
        link = f"https://www.instagram.com/p/{posts[name]['shortcode']}/?igsh=MTc4MmM1"
        lines.append(f"{stamp}, {name.title()} @{username} : {link} 1/3")
    lines.append(f"{stamp}, Ana @{circle['ana']} : look at this one https://www.instagram.com/p/{'C' * 11}/")
    return "\n".join(lines) + "\n"


def _ended(scene: Scene, run_id: str) -> Any:
    run = scene.ask("GET", f"/exchange/verification-runs/{run_id}")
    return run if run["status"] != "running" else None


def _findings(board: Any) -> dict[tuple[str, str], str]:
    """What the board says, by member and owner."""
    owners = [post["username"] for post in board["posts"]]
    return {
        (member["username"], owner): cell["finding"]
        for member in board["members"]
        for owner, cell in zip(owners, member["cells"], strict=True)
        if cell
    }


def _expected(circle: dict[str, str]) -> dict[tuple[str, str], str]:
    return {
        (circle[member], circle[owner]): "unknown"
        if owner == "dora"
        else ("seen" if member in SAID[owner] else "missing")
        for member in circle
        for owner in circle
        if member != owner
    }


def _show_board(scene: Scene, board: Any) -> None:
    table = Table(title=f"Week {board['week']}", title_style="bold", box=None, padding=(0, 2), header_style="dim")
    table.add_column("who, on whose post")
    for post in board["posts"]:
        table.add_column(f"@{post['username']}")
    for member in board["members"]:
        signs = [SIGNS[cell["finding"]] if cell else "[dim]own[/dim]" for cell in member["cells"]]
        table.add_row(f"@{member['username']}", *signs)
    scene.console.print(table)


def _register_producer(scene: Scene, slug: str) -> str:
    username, password = f"pen.{secrets.token_hex(3)}", secrets.token_urlsafe(12)
    scene.play("POST", "/accounts", json={"username": username, "account_type": "PERSONAL", "password": password})
    scene.play("PUT", f"/accounts/{username}/login", json={"codes": [CODE]})
    path, wish = f"/exchange/public/{slug}/producers", {"username": username, "password": password}
    refused = scene.ask("POST", path, expect=400, json=wish)
    check(refused["refusal"] == "two-factor-needed", f"a login without the code was answered with {refused}")
    made = scene.ask("POST", path, expect=201, json=wish | {"code": CODE})
    check(made["is_verified"] and made["status"] == "pending", f"the producer is {made['status']}")
    scene.ask("POST", f"/exchange/producers/{made['id']}/approve")
    scene.told(f"@{username} lent an account: a real login with a code; the password is not kept; an admin approved")
    return username


def _by(scene: Scene, path: str, username: str) -> list[Any]:
    return [one for one in scene.play("GET", path)["comments"] if one["username"] == username]
