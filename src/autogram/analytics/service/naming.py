"""What the predecessors called figures that are named otherwise today, or are not there any more."""

from collections.abc import Iterable, Mapping, Sequence

from autogram.analytics.schemas import DayFigure, PostFigure
from autogram.core.errors import FieldError, InvalidInput

VIEWS = "Instagram has replaced impressions by views: how often it was seen or played."
# Old name: what it is now, and why.
OF_POSTS = {
    "impressions": ("views", VIEWS),
    "saved": ("saves", "The same figure under its older name."),
    "engagement": ("interactions", "Likes, comments, shares and saves, as far as each is known."),
}
OF_ACCOUNTS = {
    "impressions": ("views", VIEWS),
    "saved": ("saves", "The same figure under its older name."),
    "follower_count": ("followers_count", "The same figure under its older name."),
    "website_clicks": ("profile_links_taps", "Instagram counts taps on all links of the profile together."),
}


def with_old_names(figures: Mapping[str, PostFigure], names: Iterable[str] = ("impressions",)) -> dict[str, PostFigure]:
    """The figures, and once more under those old names that are wanted; each says what it is."""
    old = {name: OF_POSTS[name] for name in names if name in OF_POSTS}
    return dict(figures) | {name: _renamed(figures[now], now, why) for name, (now, why) in old.items()}


def with_old_names_of_accounts(
    figures: Mapping[str, DayFigure], names: Iterable[str] = ("impressions",)
) -> dict[str, DayFigure]:
    """The same for figures of accounts."""
    old = {name: OF_ACCOUNTS[name] for name in names if name in OF_ACCOUNTS}
    return dict(figures) | {
        name: figures[now].model_copy(update={"same_as": now, "note": why}) for name, (now, why) in old.items()
    }


def wanted_names(given: Sequence[str], known: Iterable[str]) -> set[str] | None:
    """The names that were asked for; None for all. Raises `InvalidInput` for one that nobody knows."""
    names = {name.strip() for each in given for name in each.split(",") if name.strip()}
    possible = {*known, *OF_POSTS, *OF_ACCOUNTS}
    if unknown := sorted(names - possible):
        raise InvalidInput([FieldError("metrics", f"{unknown[0]} is none of: {', '.join(sorted(possible))}")])
    return names or None


def _renamed(figure: PostFigure, now: str, why: str) -> PostFigure:
    return figure.model_copy(update={"same_as": now, "note": why})
