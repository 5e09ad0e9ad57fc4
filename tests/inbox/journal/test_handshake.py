"""Meta's question whether the webhook's address is ours."""

from dataclasses import replace

import httpx2
import pytest
from pydantic import SecretStr
from tests.inbox.journal.meta import set_up_with

from autogram.core.runtime import Runtime
from autogram.core.settings import Settings

RIGHT = {"hub.mode": "subscribe", "hub.verify_token": "sandbox-verify", "hub.challenge": "1158201444"}


@pytest.mark.parametrize("path", ["/api/v1/webhook", "/api/v1/webhook/", "/v1/webhook"])
async def test_the_challenge_comes_back_bare(api: httpx2.AsyncClient, path: str):
    answer = await api.get(path, params=RIGHT)

    assert (answer.status_code, answer.text) == (200, "1158201444")
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "wrong", [{"hub.verify_token": "other"}, {"hub.verify_token": "é"}, {"hub.mode": "unsubscribe"}]
)
async def test_another_token_or_mode_is_refused(api: httpx2.AsyncClient, wrong: dict[str, str]):
    answer = await api.get("/api/v1/webhook", params=RIGHT | wrong)

    assert (answer.status_code, answer.json()["code"]) == (403, "verify-token-refused")
    assert "sandbox-verify" not in answer.text


@pytest.mark.parametrize("missing", list(RIGHT))
async def test_a_question_that_is_not_complete_is_malformed(api: httpx2.AsyncClient, missing: str):
    asked = {name: value for name, value in RIGHT.items() if name != missing}

    answer = await api.get("/api/v1/webhook", params=asked)

    assert (answer.status_code, answer.json()["code"]) == (400, "handshake-incomplete")


async def test_without_a_token_of_our_own_nobody_is_recognised(runtime: Runtime, settings: Settings):
    unset = replace(settings, meta=settings.meta.model_copy(update={"meta_verify_token": SecretStr("")}))
    async with set_up_with(runtime, unset) as api:
        answer = await api.get("/api/v1/webhook", params=RIGHT | {"hub.verify_token": ""})

    assert (answer.status_code, answer.json()["code"]) == (503, "webhook-not-configured")
