"""What is decided on facts alone: what counts, when a list is complete, when a week is due, which rule is broken."""

from datetime import datetime

import pytest

from autogram.exchange.graphemes import graphemes
from autogram.exchange.rules import Rule, read_rules
from autogram.exchange.verification.policy.completeness import is_complete
from autogram.exchange.verification.policy.consequences import MemberWeek, broken
from autogram.exchange.verification.policy.quality import Quality, shortfall
from autogram.exchange.verification.policy.timing import week_due
from autogram.exchange.weeks import Week

WEEK = Week(2026, 47)
LONG_AGO = datetime.fromisoformat("2020-01-01T00:00+00:00")


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("좋아요", 3),
        ("\u1112\u1161\u11ab", 1),
        ("e\u0301", 1),
        ("👨‍👩‍👧", 1),
        ("👍🏽", 1),
        ("🇰🇷🇺🇸", 2),
        ("1️⃣", 1),
        ("a\u200bb", 2),
        ("\u200d", 0),
        ("", 0),
    ],
)
def test_a_text_is_as_long_as_it_looks(text: str, length: int):
    assert graphemes(text) == length


@pytest.mark.parametrize(
    ("text", "why_not"),
    [
        ("멋져요!!", None),
        ("  good  ", "4 of the 5 signs"),
        ("g o o d !", None),
        ("@anna.k good", "4 of the 5 signs"),
        ("👍👍👍👍👍👍", "only emoji or mentions"),
        ("@anna.k", "only emoji or mentions"),
        ("!!!!!!", "only emoji or mentions"),
        ("mail@home", None),
    ],
)
def test_what_does_not_count_says_why(text: str, why_not: str | None):
    found = shortfall(text, Quality(min_length=5, accepts_emoji_only=False))

    assert found is None if why_not is None else why_not in str(found)


def test_without_a_rule_every_comment_counts():
    assert [shortfall(text, Quality()) for text in ("👍", "@anna", ".")] == [None, None, None]


@pytest.mark.parametrize(
    ("read", "expected", "complete"),
    [
        (0, 0, True),
        (48, 49, False),
        (49, 50, True),
        (48, 50, False),
        (990, 1000, True),
        (989, 1000, False),
        (5, 3, True),
    ],
)
def test_only_of_long_lists_a_few_comments_may_be_hidden(read: int, expected: int, complete: bool):
    assert is_complete(read, expected) is complete


def test_a_post_that_does_not_tell_its_count_is_never_complete():
    assert not is_complete(7, None)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        # Monday 13:00 in Seoul is 04:00 in UTC.
        ("2026-11-23T03:59:59+00:00", Week(2026, 46)),
        ("2026-11-23T04:00:00+00:00", Week(2026, 47)),
        # Late, after an outage, and just before the next.
        ("2026-11-29T23:00:00+00:00", Week(2026, 47)),
        # Sunday evening in UTC is Monday in Seoul, and the week before is not due yet.
        ("2026-11-29T15:00:00+00:00", Week(2026, 47)),
        # Around New Year the week has the number of its Thursday's year.
        ("2027-01-04T04:00:00+00:00", Week(2026, 53)),
        ("2027-01-11T04:00:00+00:00", Week(2027, 1)),
    ],
)
def test_due_is_the_week_before_the_latest_hour_of_verification(now: str, due: Week):
    assert week_due(datetime.fromisoformat(now), "Asia/Seoul", 0, 13, since=LONG_AGO) == due


def test_what_was_due_before_the_community_was_there_is_never_due():
    now = datetime.fromisoformat("2026-11-23T03:00:00+00:00")

    assert week_due(now, "Asia/Seoul", 0, 13, since=now) is None


def weeks(*facts: dict[str, int | bool]) -> list[MemberWeek]:
    """Newest first, each with what is not usual in it."""
    week, made = WEEK, []
    for each in facts:
        made.append(MemberWeek(week, **({"was_there": True, "anybody_asked": True} | each)))  # type: ignore[arg-type]
        week = week.previous
    return made


def rule(when: str, then: str = "warn", **more: int) -> Rule:
    return Rule(when=when, then=then, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "facts", "is_broken"),
    [
        (rule("missed_comments", at_least=3), [{"missing": 3}], True),
        (rule("missed_comments", at_least=3), [{"missing": 2, "unknown": 9}], False),
        (rule("missed_comments", at_least=3, weeks=2), [{"missing": 1}, {"missing": 2}], True),
        (rule("no_comments"), [{"missing": 4}], True),
        (rule("no_comments"), [{"missing": 4, "given": 1}], False),
        (rule("no_comments"), [{"missing": 4, "unknown": 1}], False),
        (rule("no_comments"), [{}], False),
        (rule("no_comments", weeks=2), [{"missing": 4}, {"missing": 4}], True),
        (rule("no_comments", weeks=2), [{"missing": 4}, {}], False),
        (rule("no_uploads", weeks=2), [{}, {}], True),
        (rule("no_uploads", weeks=2), [{}, {"uploads": 1}], False),
        (rule("no_uploads", at_least=2), [{"uploads": 1}], True),
        (rule("no_uploads", weeks=2), [{}, {"was_there": False}], False),
        (rule("no_uploads"), [{"anybody_asked": False}], False),
    ],
)
def test_a_rule_is_broken_only_by_what_is_proven(given: Rule, facts: list[dict[str, int | bool]], is_broken: bool):
    assert bool(broken([given], weeks(*facts))) is is_broken


def test_who_is_suspended_is_not_warned_as_well_and_reads_why():
    warns, suspends = rule("missed_comments"), rule("no_comments", "suspend", weeks=2)

    [(found, reason)] = broken([warns, suspends], weeks({"missing": 2}, {"missing": 1}))

    assert found == suspends
    assert reason == "Wrote none of 3 comments in each of the 2 weeks from 2026-W46 to 2026-W47."


def test_a_warning_says_how_much_is_missing_in_all_the_weeks():
    [(_, reason)] = broken([rule("missed_comments", weeks=2)], weeks({"missing": 2}, {"missing": 1}))

    assert reason == "Missed 3 comments in the 2 weeks from 2026-W46 to 2026-W47."


def test_rules_are_different_from_each_other():
    same = {"when": "no_uploads", "then": "warn"}

    assert len(read_rules([same, same | {"weeks": 2}])) == 2
    with pytest.raises(ValueError, match="same rule twice"):
        read_rules([same, same | {"weeks": 1}])
