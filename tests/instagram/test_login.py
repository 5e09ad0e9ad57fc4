"""The code exchange and the life of tokens, in every shape that is in circulation."""

import traceback
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import structlog
from tests.instagram.conftest import APP_SECRET, TOKEN
from tests.instagram.scripted import Scripted

from autogram.instagram.errors import AnswerUnclear, GraphError, InstagramError, Refusal
from autogram.instagram.oauth import SCOPES, InstagramLogin


@pytest.mark.parametrize("permissions", [["a", "b"], "a,b", "a b", "a, b"])
@pytest.mark.parametrize("wrapped", [False, True])
async def test_every_shape_of_the_exchange_is_understood(
    login: InstagramLogin, script: Scripted, permissions: Any, wrapped: bool
) -> None:
    answer = {"access_token": TOKEN, "user_id": 1784, "permissions": permissions}
    script.will_say({"data": [answer]} if wrapped else answer)

    short = await login.exchange_code("the-code#_", "https://here.test/callback")

    assert (short.token, short.scopes) == (TOKEN, ("a", "b"))
    form = parse_qs(script.asked[0].split("\r\n\r\n")[1])
    assert form["code"] == ["the-code"]
    assert form["redirect_uri"] == ["https://here.test/callback"]


async def test_scopes_that_were_not_listed_are_not_known(login: InstagramLogin, script: Scripted) -> None:
    script.will_say({"access_token": TOKEN, "user_id": 1784})

    assert (await login.exchange_code("c", "r")).scopes is None


async def test_the_exchange_has_an_error_shape_of_its_own(login: InstagramLogin, script: Scripted) -> None:
    reason = "Matching code was not found or was already used"
    script.will_say({"error_type": "OAuthException", "code": 400, "error_message": reason}, status=400)

    with pytest.raises(GraphError) as caught:
        await login.exchange_code("c", "r")

    assert caught.value.reason == reason
    assert caught.value.refusal is Refusal.PERMANENT


@pytest.mark.parametrize("answer", [{}, {"data": []}, {"data": [7]}, {"access_token": ""}, {"access_token": None}])
async def test_an_exchange_without_a_token_is_unclear(login: InstagramLogin, script: Scripted, answer: Any) -> None:
    script.will_say(answer)

    with pytest.raises(AnswerUnclear):
        await login.exchange_code("c", "r")


async def test_a_code_is_handed_in_once(login: InstagramLogin, script: Scripted) -> None:
    script.will_hang_up()

    with pytest.raises(AnswerUnclear):
        await login.exchange_code("c", "r")

    assert len(script.asked) == 1


@pytest.mark.parametrize(
    ("expires_in", "life"), [(5183944, 5183944), ("3600", 3600), (None, 5183944), ("soon", 5183944)]
)
async def test_a_long_token_says_how_long_it_lives(
    login: InstagramLogin, script: Scripted, expires_in: Any, life: int
) -> None:
    script.will_say({"access_token": TOKEN, "token_type": "bearer", "expires_in": expires_in})

    assert (await login.refresh("old")).lives_for == timedelta(seconds=life)


@pytest.mark.parametrize("call", ["long_token", "refresh"])
async def test_making_a_token_last_is_repeated_when_it_fails_in_passing(
    login: InstagramLogin, script: Scripted, call: str
) -> None:
    script.will_hang_up()
    script.will_say(raw="<html>", status=503)
    script.will_say({"access_token": TOKEN, "expires_in": 60, "permissions": "a,b"})

    assert (await getattr(login, call)("old")).scopes == ("a", "b")


async def test_no_error_log_or_repr_holds_a_secret(login: InstagramLogin, script: Scripted) -> None:
    script.will_hang_up()
    told = [repr(login)]

    with structlog.testing.capture_logs() as logged:
        for call in (login.refresh(TOKEN), login.long_token(TOKEN), login.exchange_code(TOKEN, "r")):
            with pytest.raises(InstagramError) as caught:
                await call
            told += [repr(caught.value), "".join(traceback.format_exception(caught.value))]
    script.answers.clear()
    script.will_say({"access_token": TOKEN})
    told += [repr(await login.refresh("old")), repr(await login.exchange_code("c", "r"))]

    assert TOKEN not in "\n".join(told) + repr(logged)
    assert APP_SECRET not in "\n".join(told) + repr(logged)


def test_the_consent_page_is_asked_for_exactly_what_we_need(login: InstagramLogin) -> None:
    query = parse_qs(urlsplit(login.consent_url("https://here.test/callback", "the-state")).query)

    assert query["scope"] == [",".join(SCOPES)]
    assert query["state"] == ["the-state"]
    assert query["response_type"] == ["code"]
    assert APP_SECRET not in str(query)
