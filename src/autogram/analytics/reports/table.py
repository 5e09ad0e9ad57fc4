"""A report as a table: one figure a line, so that it can be filtered and summed."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from autogram.analytics.reports.figures import ACCOUNT_SOURCE, POST_SOURCE, ReportFigures
from autogram.core.spreadsheets import csv_of

COLUMNS = ("part", "name", "day", "metric", "value", "before", "known", "of", "source", "taken_at")
# Makes Excel read the rest as UTF-8.
MARK = b"\xef\xbb\xbf"


def write_table(figures: ReportFigures) -> bytes:
    """The whole report as CSV; what is not known is an empty cell."""
    return MARK + csv_of([COLUMNS, *_lines(figures)])


def _lines(figures: ReportFigures) -> Iterator[Sequence[object]]:
    for one in figures.key_figures:
        yield (
            "summary", figures.subject, figures.last_day, one.name, _number(one.value), _number(one.before),
            one.known, one.of, one.source, _moment(one.taken_at),
        )  # fmt: skip
    for day in figures.days:
        for metric, value in day.numbers.items():
            yield "day", figures.subject, day.day, metric, value, None, int(value is not None), 1, ACCOUNT_SOURCE, None
    for form in figures.formats:
        for metric, figure in (("average reach", form.average_reach), ("engagement rate, %", form.engagement_rate)):
            yield (
                "format", form.name, None, metric, _number(figure), None, form.measured, form.posts, POST_SOURCE, None
            )  # fmt: skip
    for post in figures.posts:
        for metric, value in post.numbers.items():
            yield (
                "post", post.post_id, post.published_at.date(), metric, value, None, int(value is not None), 1,
                POST_SOURCE, _moment(post.taken_at),
            )  # fmt: skip


def _number(value: float | None) -> object:
    return round(value, 2) if isinstance(value, float) else value


def _moment(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None
