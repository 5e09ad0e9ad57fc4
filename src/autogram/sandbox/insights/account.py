"""`GET /{ig}/insights`: figures of an account, by Instagram's days, as a series or as one total."""

from datetime import date
from itertools import product

from autogram.sandbox.clock import graph_time
from autogram.sandbox.documents import Account
from autogram.sandbox.graph.call import Call
from autogram.sandbox.graph.errors import Json, bad_parameter
from autogram.sandbox.graph.paging import link_to
from autogram.sandbox.insights.daily import day_figure, kept_days
from autogram.sandbox.insights.days import end_of
from autogram.sandbox.insights.growth import chance
from autogram.sandbox.insights.refusals import check_metrics, range_too_long, unknown_breakdown
from autogram.sandbox.world import DAY_SECONDS, World

BY_PRODUCT = ("media_product_type",)
# What each metric can be broken down by; those not in SERIES exist as a total only.
METRICS: dict[str, tuple[str, ...]] = {
    "reach": ("media_product_type", "follow_type"),
    "views": ("follower_type", "media_product_type"),
    "accounts_engaged": (),
    "replies": (),
    "reposts": (),
    "likes": BY_PRODUCT,
    "comments": BY_PRODUCT,
    "saves": BY_PRODUCT,
    "shares": BY_PRODUCT,
    "total_interactions": BY_PRODUCT,
    "profile_views": (),
    "profile_links_taps": ("contact_button_type",),
    "follows_and_unfollows": ("follow_type",),
    "follower_count": (),
    "online_followers": (),
    "follower_demographics": ("age", "city", "country", "gender"),
    "engaged_audience_demographics": ("age", "city", "country", "gender"),
}
SERIES = {"reach", "follower_count", "online_followers"}
SERIES_ONLY = {"follower_count", "online_followers"}
DEMOGRAPHICS = {"follower_demographics", "engaged_audience_demographics"}
NEEDS_FOLLOWERS = {"follows_and_unfollows", *SERIES_ONLY, *DEMOGRAPHICS}
TIMEFRAMES = ("this_week", "this_month", "last_14_days", "last_30_days", "last_90_days", "prev_month")
VALUES: dict[str, dict[str, float]] = {
    "media_product_type": {"POST": 5, "CAROUSEL_CONTAINER": 3, "REEL": 4, "STORY": 2, "AD": 0.5},
    "follow_type": {"FOLLOWER": 6, "NON_FOLLOWER": 3, "UNKNOWN": 0.2},
    "follower_type": {"FOLLOWER": 6, "NON_FOLLOWER": 3, "UNKNOWN": 0.2},
    "contact_button_type": {"CALL": 2, "DIRECTION": 3, "EMAIL": 2, "TEXT": 1, "UNDEFINED": 0.2},
    "age": {"13-17": 1, "18-24": 6, "25-34": 9, "35-44": 5, "45-54": 3, "55-64": 1, "65+": 0.5},
    "gender": {"F": 6, "M": 4, "U": 1},
    "country": {"DE": 9, "KR": 5, "AT": 2, "CH": 2, "US": 2, "GB": 1},
    "city": {
        "Hamburg, Hamburg": 5,
        "Berlin, Berlin": 4,
        "Seoul, Seoul": 3,
        "Vienna, Vienna": 2,
        "Zurich, Zurich": 1,
        "London, England": 1,
    },
}


async def read(call: Call) -> Json:
    """Every metric asked for, or none: one bad name fails the whole request."""
    switches, metrics = call.world.switches, call.params.names("metric")
    check_metrics(metrics, METRICS, switches.insights_dead_metrics)
    period, is_total = call.params.text("period", "day"), call.params.text("metric_type") == "total_value"
    for name in metrics:
        _check_form(name, period, is_total)
    keys = call.params.names("breakdown")
    if keys and (not is_total or any(key not in METRICS[name] for name in metrics for key in keys)):
        raise unknown_breakdown()
    if DEMOGRAPHICS & set(metrics) and (len(keys) != 1 or call.params.text("timeframe") not in TIMEFRAMES):
        raise bad_parameter("The parameters timeframe and breakdown are required for demographic metrics.")
    since, until = _window(call)
    hidden = set(switches.insights_missing)
    if call.account.followers_count < switches.insights_min_followers:
        hidden |= NEEDS_FOLLOWERS
    days = kept_days(call.world, since, until)
    data = [_written(call, name, period, days, keys, is_total) for name in metrics if name not in hidden]
    answer: Json = {"data": [item for item in data if item]}
    if answer["data"]:
        answer["paging"] = _paging(call, since, until)
    return answer


def _check_form(name: str, period: str, is_total: bool) -> None:
    wanted = "lifetime" if name in DEMOGRAPHICS or name == "online_followers" else "day"
    if period != wanted:
        raise bad_parameter(f"The period {period} is not supported for the metric ({name}); use {wanted}.")
    if name not in SERIES and not is_total:
        raise bad_parameter(
            f"The following metrics ({name}) should be specified with parameter metric_type=total_value"
        )
    if name in SERIES_ONLY and is_total:
        raise bad_parameter(
            f"The following metrics ({name}) cannot be specified with parameter metric_type=total_value"
        )


def _window(call: Call) -> tuple[int, int]:
    """The asked seconds, by default the last 24 hours."""
    now = int(call.world.clock.now())
    until = call.params.number("until", now)
    since = call.params.number("since", until - DAY_SECONDS)
    if since > until:
        raise bad_parameter("Param since must be before param until")
    limit = call.world.switches.insights_range_days
    if limit is not None and until - since > limit * DAY_SECONDS:
        raise range_too_long(limit)
    return since, until


def _written(call: Call, metric: str, period: str, days: list[date], keys: list[str], is_total: bool) -> Json | None:
    title = metric.replace("_", " ").capitalize()
    account = call.account
    answer: Json = {
        "name": metric,
        "period": period,
        "title": title,
        "description": f"{title} of this account, as the sandbox made it up.",
        "id": f"{account.id}/insights/{metric}/{period}",
    }
    if metric in DEMOGRAPHICS:
        timeframe = call.params.text("timeframe")
        people = account.followers_count if metric == "follower_demographics" else account.followers_count // 6
        return answer | {"total_value": {"breakdowns": [_breakdown(account, keys, people, metric, timeframe)]}}
    if not days:
        return None
    if not is_total:
        values = [{"value": _series_value(call.world, account, metric, day), "end_time": _end(day)} for day in days]
        return answer | {"values": values}
    value = _total(call.world, account, metric, days)
    total: Json = {"value": value}
    if keys:
        total["breakdowns"] = [_breakdown(account, keys, value, metric)]
    return answer | {"total_value": total}


def _series_value(world: World, account: Account, metric: str, day: date) -> int | dict[str, int]:
    if metric == "online_followers":
        return {str(hour): int(account.followers_count * _awake(account, hour)) for hour in range(24)}
    return int(day_figure(world, account, "follows" if metric == "follower_count" else metric, day))


def _total(world: World, account: Account, metric: str, days: list[date]) -> int:
    """Several days in one number; the same people are counted once, so reach is less than its days together."""
    if metric == "follows_and_unfollows":
        return _total(world, account, "follows", days) + _total(world, account, "unfollows", days)
    figures = [day_figure(world, account, metric, day) for day in days]
    if metric in ("reach", "accounts_engaged"):
        return int(max(figures) + 0.45 * (sum(figures) - max(figures)))
    return sum(int(one) for one in figures)


def _breakdown(account: Account, keys: list[str], value: int, metric: str, timeframe: str = "") -> Json:
    """Every combination of the values with its part of the whole; the parts add up."""
    weights: dict[tuple[str, ...], float] = {}
    for combination in product(*(VALUES[key] for key in keys)):
        weight = 0.7 + 0.6 * chance(account.id, metric, *combination)
        for key, name in zip(keys, combination, strict=True):
            weight *= VALUES[key][name]
        weights[combination] = weight
    parts = {names: int(value * weight / sum(weights.values())) for names, weight in weights.items()}
    parts[next(iter(parts))] += value - sum(parts.values())
    first = [timeframe.upper()] if timeframe else []
    results = [{"dimension_values": [*first, *names], "value": part} for names, part in parts.items() if part]
    return {"dimension_keys": [*(["timeframe"] if timeframe else []), *keys], "results": results[:45]}


def _awake(account: Account, hour: int) -> float:
    return (0.08 if hour < 6 else 0.25 + 0.012 * hour) * (0.9 + 0.2 * chance(account.id, "awake", str(hour)))


def _end(day: date) -> str:
    return graph_time(end_of(day))


def _paging(call: Call, since: int, until: int) -> Json:
    """Links to the window before and the one after."""
    base = link_to(call).split("?")[0]
    kept = "&".join(
        part for part in link_to(call).split("?")[1].split("&") if not part.startswith(("since=", "until="))
    )
    width = until - since
    return {
        "previous": f"{base}?{kept}&since={since - width}&until={since}",
        "next": f"{base}?{kept}&since={until}&until={until + width}",
    }
