"""The tour's last steps: a model writes, a campaign is planned, figures are collected, a report is written."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

from rich.table import Table

from autogram.cli.tour.scene import Scene, check, wait_for

# Late in the evening the running day has no hour left.
PLANNED_DAYS = 6
# Instagram's clock runs ahead for the figures: a post of this minute has none worth showing.
AHEAD = timedelta(days=2)


def write_caption(scene: Scene) -> None:
    """Three captions from a model; one is chosen and published."""
    wish = {"product_description": "Rye bread, baked slowly over night", "tone": "friendly", "variants": 3}
    written = scene.ask("POST", "/content/caption/generate", json=wish)
    check(len(written["variants"]) == 3, "three captions were asked for")
    check("sandbox" in written["model_used"], "the sandbox's model did not say what it is")
    for variant in written["variants"]:
        first_line = variant["caption"].splitlines()[0]
        scene.told(f"[dim]{written['model_used']}[/dim] {first_line[:90]}")
    body = {
        "post_type": "photo",
        "caption": written["variants"][1]["caption"],
        "media": [{"media_id": scene.facts["media"]["id"]}],
        "is_ai_generated": True,
    }
    post = scene.ask("POST", "/posts", expect=201, json=body)
    scene.api.post(f"/api/v1/posts/{post['id']}/publish", params={"wait_seconds": 20})
    wait_for(
        lambda: scene.ask("GET", f"/posts/{post['id']}")["status"] == "published",
        "the caption's post was not published",
    )
    scene.facts["written"] = post["id"]
    budget = scene.ask("GET", "/content/ai/budget")
    scene.told(f"the second was chosen and published; the month's use of models is in the book ({_spent(budget)})")


def plan_campaign(scene: Scene) -> None:
    """A week of drafts, made once however often it is asked for."""
    campaign = scene.ask(
        "POST",
        "/campaigns",
        expect=201,
        json={
            "name": "Bread week",
            "content_themes": ["Rye", "Sourdough", "Morning rolls"],
            "target_hashtags": ["#bread"],
            "media_ids": [scene.facts["media"]["id"]],
            "posts_per_day": 1,
            "time_zone": "Europe/Berlin",
            "is_active": True,
        },
    )
    path = f"/campaigns/{campaign['id']}/plan"

    scene.ask("POST", path, expect=202)
    plan = wait_for(lambda: _planned(scene, path), "the campaign's week was not planned", 60)
    places, planned_at = plan["places"], plan["campaign"]["planned_at"]
    again = wait_for(lambda: _planned_again(scene, path, planned_at), "the week was not looked at again", 40)
    table = Table(box=None, padding=(0, 2))
    for heading in ("day", "hour", "theme", "post"):
        table.add_column(heading)
    for place in places:
        moment = datetime.fromisoformat(place["publish_at"])
        table.add_row(place["day"], f"{moment:%H:%M} UTC", place["theme"], "draft")
    scene.console.print(table)
    check(_posts(again) == _posts(plan), "planning twice planned twice")
    scene.told("planned again, nothing came twice; each is a draft that a person may change")


def collect_figures(scene: Scene) -> None:
    """Instagram's figures of the posts and of the last month's days."""
    account_id = scene.facts["account"]["id"]
    scene.play("POST", f"/accounts/{scene.facts['username']}/history", json={"days": 45})
    scene.play("PUT", "/clock", json={"offset_seconds": AHEAD.total_seconds()})
    try:
        scene.ask("POST", "/analytics/collect", expect=202, json={"account_id": account_id})
        row = wait_for(lambda: _measured(scene), "no figures came", 40)
        days = wait_for(lambda: _days(scene, account_id), "the month's days did not come", 40)
    finally:
        scene.play("PUT", "/clock", json={"offset_seconds": 0})
    scene.told(
        f"the model's post reached {row['reach']:,} people, {row['likes']:,} liked it: "
        f"{row['engagement_rate']:.1f} % engagement, as of {row['taken_at'][:16].replace('T', ' ')}"
    )
    scene.told(f"{len(days)} days of the account are known; a day that Instagram does not give stays unknown, not zero")


def write_report(scene: Scene) -> None:
    """The PDF for whoever asks how it goes."""
    today = datetime.now(UTC).date()
    wish = {
        "account_id": scene.facts["account"]["id"],
        "first_day": str(today - timedelta(days=29)),
        "last_day": str(today),
        "format": "pdf",
        "time_zone": "Europe/Berlin",
    }
    report = scene.ask("POST", "/analytics/reports", expect=202, json=wish)
    path = f"/analytics/reports/{report['id']}"
    wait_for(lambda: scene.ask("GET", path)["status"] == "completed", "the report was not written", 40)
    answer = scene.api.get(f"/api/v1{path}/download")
    check(answer.content.startswith(b"%PDF"), "the report is no PDF")
    file = scene.folder / "report.pdf"
    file.write_bytes(answer.content)
    pages = _pages(answer.content)
    scene.told(f"{pages} pages with figures, charts and the best posts: {file} ({len(answer.content) // 1024} kB)")


def _planned(scene: Scene, path: str) -> Any:
    """The plan once the campaign was looked through to its end and every place has its post."""
    plan = scene.ask("GET", path)
    is_whole = len(plan["places"]) >= PLANNED_DAYS and all(_posts(plan))
    return plan if plan["campaign"]["planned_at"] and is_whole else None


def _planned_again(scene: Scene, path: str, before: str) -> Any:
    """The plan once it was made anew. A wish that comes while the job before is still being put away goes unheard."""
    scene.ask("POST", path, expect=202)
    plan = _planned(scene, path)
    return plan if plan and plan["campaign"]["planned_at"] != before else None


def _posts(plan: Any) -> list[str]:
    return [place["post_id"] for place in plan["places"]]


def _measured(scene: Scene) -> dict[str, Any] | None:
    rows = scene.ask("GET", "/analytics/posts", params={"limit": 50})["posts"]
    found = [row for row in rows if row["post_id"] == scene.facts["written"] and row["engagement_rate"] is not None]
    return found[0] if found else None


def _days(scene: Scene, account_id: str) -> list[Any]:
    asked = {"account_id": account_id, "period": "last_30_days"}
    days = scene.ask("GET", "/analytics/followers", params=asked)["days"]
    known = [day for day in days if day["gained"] is not None]
    return known if len(known) >= 20 else []


def _pages(pdf: bytes) -> int:
    return io.BytesIO(pdf).read().count(b"/Type /Page\n") or pdf.count(b"/Type /Page ")


def _spent(budget: dict[str, Any]) -> str:
    spent = budget.get("spent_cents")
    return "no price is known for it" if spent is None else f"{spent:.2f} cents"
