"""What each of Instagram's refusals means for what we do next."""

import re
from datetime import timedelta
from typing import Any

import pytest

from autogram.instagram.errors import AnswerUnclear, InstagramUnreachable, Refusal, graph_error, is_passing

# (code, subcode, what it means). Facts 2e and 7.
MEANINGS = [
    (190, None, Refusal.TOKEN_DEAD),
    (190, 458, Refusal.TOKEN_DEAD),
    (190, 460, Refusal.TOKEN_DEAD),
    (190, 463, Refusal.TOKEN_DEAD),
    (190, 467, Refusal.TOKEN_DEAD),
    (190, 492, Refusal.TOKEN_DEAD),
    (102, None, Refusal.TOKEN_DEAD),
    (190, 459, Refusal.PERSON_MUST_ACT),
    (190, 464, Refusal.PERSON_MUST_ACT),
    (25, 2207050, Refusal.PERSON_MUST_ACT),
    (4, 2207051, Refusal.BLOCKED),
    (368, None, Refusal.BLOCKED),
    (4, None, Refusal.THROTTLED),
    (17, None, Refusal.THROTTLED),
    (32, None, Refusal.THROTTLED),
    (341, None, Refusal.THROTTLED),
    (613, None, Refusal.THROTTLED),
    (613, 1996, Refusal.THROTTLED),
    (80001, None, Refusal.THROTTLED),
    (80002, None, Refusal.THROTTLED),
    (80006, None, Refusal.THROTTLED),
    (9, 2207042, Refusal.QUOTA_USED),
    (9007, 2207027, Refusal.NOT_READY),
    (-2, 2207003, Refusal.TRY_NEW_CONTAINER),
    (-2, 2207020, Refusal.TRY_NEW_CONTAINER),
    (-1, 2207032, Refusal.TRY_NEW_CONTAINER),
    (-1, 2207053, Refusal.TRY_NEW_CONTAINER),
    (24, 2207006, Refusal.TRY_NEW_CONTAINER),
    (24, 2207008, Refusal.TRY_NEW_CONTAINER),
    (9004, 2207052, Refusal.TRY_NEW_CONTAINER),
    (100, 2207082, Refusal.TRY_NEW_CONTAINER),
    (-1, 2207001, Refusal.TRANSIENT),
    (1, None, Refusal.TRANSIENT),
    (2, None, Refusal.TRANSIENT),
    (1, 2207057, Refusal.PERMANENT),
    (3, None, Refusal.PERMANENT),
    (10, None, Refusal.PERMANENT),
    (10, 2207081, Refusal.PERMANENT),
    (100, None, Refusal.PERMANENT),
    (100, 33, Refusal.PERMANENT),
    (100, 2207023, Refusal.PERMANENT),
    (100, 2207028, Refusal.PERMANENT),
    (100, 2207040, Refusal.PERMANENT),
    (100, 2207064, Refusal.PERMANENT),
    (110, None, Refusal.PERMANENT),
    (200, None, Refusal.PERMANENT),
    (299, None, Refusal.PERMANENT),
    (352, 2207026, Refusal.PERMANENT),
    (803, None, Refusal.PERMANENT),
    (2500, None, Refusal.PERMANENT),
    (36000, 2207004, Refusal.PERMANENT),
    (36001, 2207005, Refusal.PERMANENT),
    (36003, 2207009, Refusal.PERMANENT),
    (36004, 2207010, Refusal.PERMANENT),
]


def refusal(code: int, subcode: int | None = None, http_status: int = 400, **more: Any) -> Refusal:
    return graph_error({"message": "no", "code": code, "error_subcode": subcode} | more, http_status).refusal


@pytest.mark.parametrize(("code", "subcode", "meaning"), MEANINGS)
def test_each_code_means_one_thing(code: int, subcode: int | None, meaning: Refusal) -> None:
    assert refusal(code, subcode) is meaning


@pytest.mark.parametrize("http_status", [200, 400, 401, 403])
def test_the_http_status_does_not_change_what_a_code_means(http_status: int) -> None:
    assert refusal(190, 463, http_status) is Refusal.TOKEN_DEAD
    assert refusal(4, None, http_status) is Refusal.THROTTLED
    assert refusal(36003, 2207009, http_status) is Refusal.PERMANENT


def test_an_unknown_code_passes_when_instagram_says_so_or_its_server_failed() -> None:
    assert refusal(99999, is_transient=True) is Refusal.TRANSIENT
    assert refusal(99999, http_status=500) is Refusal.TRANSIENT
    assert refusal(99999) is Refusal.PERMANENT


def test_the_reason_is_the_one_written_for_people() -> None:
    error = graph_error(
        {"message": "(#36003) x", "code": 36003, "error_subcode": 2207009, "error_user_msg": "Crop the picture."}, 400
    )

    assert error.reason == "Crop the picture."
    assert str(error) == "Crop the picture. (code 36003/2207009)"


def test_numbers_come_as_text_too() -> None:
    error = graph_error({"message": "no", "code": "190", "error_subcode": "463"}, 400)

    assert (error.code, error.subcode) == (190, 463)


@pytest.mark.parametrize(
    "envelope",
    [
        {},
        {"message": None, "code": None},
        {"message": "x", "code": "OAuthException", "error_subcode": "?"},
        {"message": {"a": 1}, "code": [], "error_subcode": {}, "error_user_msg": 5, "fbtrace_id": 7},
    ],
)
def test_an_envelope_without_sense_is_still_a_refusal(envelope: dict[str, Any]) -> None:
    error = graph_error(envelope, 400)

    assert error.code == 0
    assert error.refusal is Refusal.PERMANENT
    assert str(error)


def test_a_token_that_a_sentence_repeats_is_left_out() -> None:
    token = "EAA" + "Gm0PX4ZCpsBA" * 8
    error = graph_error({"message": f"Malformed access token {token}", "error_user_msg": f"Bad: {token}."}, 400)

    assert error.message == "Malformed access token [token]"
    assert token not in repr(error) + str(error)


def test_what_passes_may_be_asked_again() -> None:
    assert is_passing(InstagramUnreachable())
    assert is_passing(AnswerUnclear())
    assert is_passing(graph_error({"code": 2}, 500))
    assert not is_passing(graph_error({"code": 4}, 400))
    assert not is_passing(graph_error({"code": 190}, 400))
    assert not is_passing(KeyError("x"))


def test_how_long_to_stay_away_is_kept() -> None:
    error = graph_error({"code": 80002}, 400, timedelta(minutes=7))

    assert error.regain_after == timedelta(minutes=7)


def test_the_words_for_refusals_are_stable() -> None:
    assert all(re.fullmatch(r"[a-z-]+", refusal.value) for refusal in Refusal)
