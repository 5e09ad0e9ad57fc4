"""What `/insights` is refused with, in Meta's words."""

from collections.abc import Collection, Iterable

from autogram.sandbox.graph.errors import GraphError, bad_parameter

BREAKDOWN_REFUSED = "An unknown error has occurred."


def check_metrics(asked: list[str], known: Collection[str], dead: Iterable[str]) -> None:
    """Refuse the whole request for one metric that does not exist or does not exist any more."""
    if not asked:
        raise bad_parameter("The parameter metric is required.")
    gone = set(dead)
    for position, name in enumerate(asked):
        if name == "impressions":
            raise bad_parameter(
                "Starting from version 22 and above, the impressions metric is no longer supported for the queried "
                "user. Please use the views metric instead."
            )
        if name not in known or name in gone:
            values = ", ".join(sorted(set(known) - gone))
            raise bad_parameter(f"metric[{position}] must be one of the following values: {values}")


def not_for_this_type(metric: str) -> GraphError:
    """The metric exists, but not for such a publication."""
    return bad_parameter(f"The Media Insights API does not support the {metric} metric for this media product type.")


def too_few_viewers() -> GraphError:
    """A story that hardly anybody saw."""
    return GraphError(10, "(#10) Not enough viewers for the media to show insights")


def unknown_breakdown() -> GraphError:
    """A breakdown the metric does not have."""
    return GraphError(1, BREAKDOWN_REFUSED)


def range_too_long(days: int) -> GraphError:
    """`since` and `until` are too far apart."""
    return bad_parameter(f"There cannot be more than {days} days ({days * 86_400} s) between since and until")
