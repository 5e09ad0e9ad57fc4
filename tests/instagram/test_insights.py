"""The client for figures against an Instagram that answers as told."""

from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.instagram.scripted import Scripted

from autogram.instagram.errors import GraphError
from autogram.instagram.graph import GraphClient
from autogram.instagram.insights import (
    NOT_GIVEN,
    TOO_FEW,
    InsightsNotAllowed,
    MediaGone,
    day_figures,
    day_of,
    followers_of_day,
    media_figures,
)

INVALID = "(#100) The value is invalid"


def answer(**figures: Any) -> dict[str, Any]:
    return {"data": [{"name": name, "values": [{"value": value}]} for name, value in figures.items()]}


def asked(script: Scripted) -> list[dict[str, str]]:
    """The parameters of each question so far."""
    addresses = [text.split(" ", 2)[1] for text in script.asked]
    return [{name: value for name, [value] in parse_qs(urlsplit(each).query).items()} for each in addresses]


async def test_all_figures_are_one_question_and_what_is_not_given_is_missing(
    graph: GraphClient, script: Scripted
) -> None:
    script.will_say(answer(reach=7, likes=0, shares=-1))

    found = await media_figures(graph, "9", ["reach", "likes", "shares", "views"])

    assert found.given == {"reach": 7, "likes": 0}
    assert found.missing == {"shares": TOO_FEW, "views": NOT_GIVEN}
    assert found.refused == {}
    assert [each["metric"] for each in asked(script)] == ["reach,likes,shares,views"]


@pytest.mark.parametrize(
    "sentence",
    [
        "(#100) metric[1] must be one of the following values: reach, likes",
        "(#100) The Media Insights API does not support the views metric for this media product type.",
        "Starting from version 22 and above, the views metric is no longer supported for the queried user.",
    ],
)
async def test_a_figure_that_is_refused_by_name_costs_one_more_question(
    graph: GraphClient, script: Scripted, sentence: str
) -> None:
    script.will_refuse(code=100, message=sentence)
    script.will_say(answer(reach=7, likes=2))

    found = await media_figures(graph, "9", ["reach", "views", "likes"])

    assert found.given == {"reach": 7, "likes": 2}
    assert found.refused == {"views": sentence}
    assert [each["metric"] for each in asked(script)] == ["reach,views,likes", "reach,likes"]


async def test_where_no_figure_is_named_each_is_asked_alone(graph: GraphClient, script: Scripted) -> None:
    script.will_refuse(code=100, message=INVALID)
    script.will_say(answer(reach=7))
    script.will_refuse(code=100, message=INVALID)

    found = await media_figures(graph, "9", ["reach", "views"])

    assert (found.given, found.refused) == ({"reach": 7}, {"views": INVALID})


async def test_where_every_figure_is_refused_it_is_not_for_the_figures(graph: GraphClient, script: Scripted) -> None:
    script.will_refuse(code=100, message="Param since must be before param until")

    with pytest.raises(GraphError, match="since"):
        await day_figures(graph, "1", date(2026, 11, 20), ["reach", "views"])


async def test_a_publication_that_goes_while_it_is_asked_for_is_gone(graph: GraphClient, script: Scripted) -> None:
    script.will_refuse(code=100, message=INVALID)
    script.will_refuse(code=100, error_subcode=33, message="Object with ID '9' does not exist")

    with pytest.raises(MediaGone, match="does not exist"):
        await media_figures(graph, "9", ["reach", "views"])


@pytest.mark.parametrize("code", [10, 200])
async def test_a_missing_permission_is_told_apart(graph: GraphClient, script: Scripted, code: int) -> None:
    script.will_refuse(403, code=code, message="Application does not have permission for this action")

    with pytest.raises(InsightsNotAllowed, match="permission"):
        await media_figures(graph, "9", ["reach"])


async def test_a_story_with_hardly_any_viewers_has_no_figures(graph: GraphClient, script: Scripted) -> None:
    sentence = "(#10) Not enough viewers for the media to show insights"
    script.will_refuse(code=10, message=sentence)

    found = await media_figures(graph, "9", ["reach", "views"])

    assert (found.given, found.missing) == ({}, {"reach": sentence, "views": sentence})


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 11, 20), 24), (date(2026, 11, 1), 25), (date(2026, 3, 8), 23)])
async def test_a_day_lasts_from_midnight_to_midnight_pacific_time(
    graph: GraphClient, script: Scripted, day: date, hours: int
) -> None:
    script.will_say({"data": [{"name": "reach", "total_value": {"value": 12}}]})

    found = await day_figures(graph, "1", day, ["reach", "views"])

    [question] = asked(script)
    since, until = int(question["since"]), int(question["until"])
    assert until - since == hours * 3_600 - 1
    assert day_of(datetime.fromtimestamp(since, UTC)) == day == day_of(datetime.fromtimestamp(until, UTC))
    assert (question["period"], question["metric_type"]) == ("day", "total_value")
    assert (found.given, found.missing) == ({"reach": 12}, {"views": NOT_GIVEN})


async def test_who_came_and_who_went_are_told_apart_or_unknown(graph: GraphClient, script: Scripted) -> None:
    results = [{"dimension_values": ["FOLLOWER"], "value": 5}, {"dimension_values": ["NON_FOLLOWER"], "value": 2}]
    script.will_say({"data": [{"total_value": {"breakdowns": [{"results": results}]}}]})
    script.will_say({"data": []})

    told = await followers_of_day(graph, "1", date(2026, 11, 20))
    untold = await followers_of_day(graph, "1", date(2026, 11, 20))

    assert (told, untold) == ((5, 2), (None, None))
