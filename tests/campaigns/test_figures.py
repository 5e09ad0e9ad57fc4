"""How a campaign's posts did."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from tests.publishing.posts import Studio

from autogram.analytics.models import PostFigures

CAMPAIGNS = "/api/v1/campaigns"


async def test_a_campaign_shows_what_its_posts_reached_beside_its_targets(desk, studio: Studio):
    campaign = (await desk.post(CAMPAIGNS, json={"name": "Autumn lamps", "target_reach": 1_000})).json()
    for number, reach in enumerate((300, 200, None)):
        post = await studio.post(caption=f"no. {number}", scheduled_time=None)
        studio.session.add(
            PostFigures(
                post_id=post.id,
                workspace_id=studio.actor.workspace_id,
                account_id=studio.account_id,
                campaign_id=UUID(campaign["id"]),
                post_type="photo",
                published_at=datetime(2026, 3, 1 + number, tzinfo=UTC),
                instagram_media_id=str(number),
                reach=reach,
                views=500,
                likes=20,
            )
        )
    await studio.session.commit()

    asked = {"start_date": "2026-03-01", "end_date": "2026-03-03"}
    found = (await desk.get(f"{CAMPAIGNS}/{campaign['id']}/analytics", params=asked)).json()

    summary = found["summary"]
    reach = {name: summary["figures"]["reach"][name] for name in ("value", "known_posts", "posts")}
    assert (found["campaign_id"], summary["total_posts"], summary["spent_cents"]) == (campaign["id"], 3, 0)
    assert (reach, summary["target_reach_percent"]) == ({"value": 500, "known_posts": 2, "posts": 3}, 50)
    assert (summary["figures"]["engagement_rate"]["value"], summary["figures"]["impressions"]["value"]) == (8, 1_500)
    assert [day["reach"] for day in found["daily_breakdown"]] == [300, 200, None]
    assert [post["reach"] for post in found["top_performing_posts"]] == [300, 200]


async def test_a_campaign_without_posts_has_no_figures_and_an_unknown_one_is_not_found(desk, studio: Studio):
    campaign = (await desk.post(CAMPAIGNS, json={"name": "Autumn lamps"})).json()

    found = (await desk.get(f"{CAMPAIGNS}/{campaign['id']}/analytics", params={"period": "last_7_days"})).json()
    missing = await desk.get(f"{CAMPAIGNS}/{uuid4()}/analytics")

    assert {figure["value"] for figure in found["summary"]["figures"].values()} == {None}
    assert (len(found["daily_breakdown"]), found["top_performing_posts"]) == (7, [])
    assert (missing.status_code, missing.json()["code"]) == (404, "campaign-not-found")
