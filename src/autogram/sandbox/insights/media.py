"""`GET /{media}/insights`: figures of one publication, for its whole life."""

from autogram.sandbox.content.media import media_of
from autogram.sandbox.documents import Media
from autogram.sandbox.graph.call import FACEBOOK_GRAPH, Call
from autogram.sandbox.graph.errors import Json, unknown_object
from autogram.sandbox.insights.growth import between, chance, figure
from autogram.sandbox.insights.refusals import check_metrics, not_for_this_type, too_few_viewers, unknown_breakdown
from autogram.sandbox.world import DAY_SECONDS, World

EVERYWHERE = {"views", "reach", "shares", "total_interactions", "reposts"}
POSTED = EVERYWHERE | {"likes", "comments", "saved"}
VISITS = {"follows", "profile_visits", "profile_activity"}
WATCHED = {"ig_reels_avg_watch_time", "ig_reels_video_view_total_time", "reels_skip_rate"}
PAGE_ONLY = {"total_likes": "likes", "total_comments": "comments", "total_views": "views"}
BY_TYPE = {
    "FEED": POSTED | VISITS | {"facebook_views", "total_likes", "total_comments", "total_views"},
    "REELS": POSTED | WATCHED | {"crossposted_views", "facebook_views", "total_likes", "total_comments", "total_views"},
    "STORY": EVERYWHERE | VISITS | {"replies", "navigation", "link_clicks", "total_views"},
}
KNOWN = set().union(*BY_TYPE.values())
# The only breakdowns there are, with the share of each of their values.
BREAKDOWNS = {
    "profile_activity": ("action_type", {"bio_link_clicked": 5, "call": 1, "direction": 1, "email": 1, "other": 2}),
    "navigation": (
        "story_navigation_action_type",
        {"tap_forward": 7, "tap_back": 1, "tap_exit": 2, "swipe_forward": 2},
    ),
}


async def read(call: Call) -> Json:
    """Every metric asked for, or none: one bad name fails the whole request, as Instagram's does."""
    media, world = media_of(call), call.world
    if media.parent_id or media.kind == "live":
        raise unknown_object(call.method, media.id)
    metrics = call.params.names("metric")
    kind = "STORY" if media.is_story else "REELS" if media.kind == "reel" else "FEED"
    check_metrics(metrics, KNOWN, world.switches.insights_dead_metrics)
    for name in metrics:
        is_facebook_only = name in PAGE_ONLY or name == "link_clicks"
        if name not in BY_TYPE[kind] or (is_facebook_only and call.host != FACEBOOK_GRAPH):
            raise not_for_this_type(name)
        if name == "facebook_views":
            raise not_for_this_type(name)
    breakdown = call.params.text("breakdown")
    if breakdown and any(BREAKDOWNS.get(name, ("",))[0] != breakdown for name in metrics):
        raise unknown_breakdown()
    now = world.clock.now()
    if media.is_story:
        if now - media.published_at > DAY_SECONDS:
            return {"data": []}
        if figure(world, media, "reach", now) < world.switches.insights_min_story_viewers:
            raise too_few_viewers()
    shown = [name for name in metrics if name not in world.switches.insights_missing]
    return {"data": [_written(world, media, name, breakdown) for name in shown]}


def value_of(world: World, media: Media, metric: str) -> int | float:
    """The figure as it stands now."""
    at, seed = world.clock.now(), world.switches.insights_seed
    watched_ms = between(2_500, 14_000, seed, media.id, "watch")
    if metric == "ig_reels_avg_watch_time":
        return round(watched_ms)
    if metric == "ig_reels_video_view_total_time":
        return round(watched_ms) * round(figure(world, media, "views", at))
    if metric == "reels_skip_rate":
        return round(100 * between(0.15, 0.6, seed, media.id, metric), 1)
    if metric == "total_interactions":
        return sum(int(value_of(world, media, name)) for name in ("likes", "comments", "saved", "shares"))
    metric = PAGE_ONLY.get(metric, metric)
    grown = int(figure(world, media, metric, at))
    # Those who really tapped the heart in this sandbox are among them.
    return max(grown, media.like_count) if metric == "likes" else grown


def _written(world: World, media: Media, metric: str, breakdown: str) -> Json:
    value = value_of(world, media, metric)
    answer: Json = {
        "name": metric,
        "period": "lifetime",
        "title": metric.replace("_", " ").capitalize(),
        "description": f"{metric.replace('_', ' ').capitalize()} of this media, as the sandbox made it up.",
        "id": f"{media.id}/insights/{metric}/lifetime",
    }
    if breakdown:
        results = [{"dimension_values": [name], "value": part} for name, part in _split(media, metric, int(value))]
        total = {"value": value, "breakdowns": [{"dimension_keys": [breakdown], "results": results}]}
        return answer | {"total_value": total}
    return answer | {"values": [{"value": value}]}


def _split(media: Media, metric: str, value: int) -> list[tuple[str, int]]:
    """Parts that add up to the whole."""
    shares = {name: weight * (0.5 + chance(media.id, name)) for name, weight in BREAKDOWNS[metric][1].items()}
    parts = {name: int(value * share / sum(shares.values())) for name, share in shares.items()}
    first = next(iter(parts))
    parts[first] += value - sum(parts.values())
    return [(name, part) for name, part in parts.items() if part]
