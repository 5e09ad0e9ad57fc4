"""Signing up, in and out as the direct-message predecessor's clients do it."""

from datetime import datetime, timedelta

import httpx2
import pytest
from tests.compat.front_end import FrontEnd, error_of
from tests.identity.post import Mailbox, run_due_jobs

from autogram.core import clock


async def test_registering_signs_in(front_end: FrontEnd):
    assert front_end.user["email"] == front_end.email
    assert front_end.user["name"] == "Ada"
    assert front_end.user["role"] == "user"
    assert set(front_end.user) == {"id", "name", "email", "role", "createdAt", "updatedAt"}
    assert set(front_end.tokens) == {"access", "refresh"}
    assert await front_end.call("GET", "/instagram") == []


async def test_tokens_say_when_they_end(front_end: FrontEnd):
    ends = {name: datetime.fromisoformat(token["expires"]) - clock.now() for name, token in front_end.tokens.items()}

    assert timedelta(minutes=29) < ends["access"] <= timedelta(minutes=30)
    assert timedelta(days=29) < ends["refresh"] <= timedelta(days=30)


async def test_a_known_address_cannot_register_again(front_end: FrontEnd):
    other = FrontEnd(front_end.api, front_end.email, "another-password-1")

    assert (await other.register(400))["message"]


async def test_signing_in_needs_the_right_password(front_end: FrontEnd):
    await front_end.login()
    await front_end.login(401, password="wrong-password-1")


async def test_a_pair_of_tokens_is_answered_in_both_shapes(front_end: FrontEnd):
    spent = {"refreshToken": front_end.tokens["refresh"]["token"]}
    said = await front_end.call("POST", "/auth/refresh-tokens", json=spent)

    assert said["tokens"] == {"access": said["access"], "refresh": said["refresh"]}
    front_end.tokens = said["tokens"]
    assert await front_end.call("GET", "/instagram") == []
    await front_end.call("POST", "/auth/refresh-tokens", 401, json=spent)


async def test_signing_out_ends_the_access_token_too_and_takes_unknown_tokens(front_end: FrontEnd):
    await front_end.call("POST", "/auth/logout", 204, json={"refreshToken": "unknown"})
    assert await front_end.call("GET", "/instagram") == []

    await front_end.call("POST", "/auth/logout", 204, json={"refreshToken": front_end.tokens["refresh"]["token"]})
    await front_end.call("GET", "/instagram", 401)
    await front_end.call("POST", "/auth/logout", 400, json={})


async def test_where_mail_is_sent_an_address_is_confirmed_first(post_api, post_runtime, mailbox: Mailbox):
    front_end = FrontEnd(post_api)
    refusal = await front_end.register(403)
    await run_due_jobs(post_runtime)
    assert "mailbox" in refusal["message"]

    token = mailbox.token(front_end.email)
    await front_end.call("POST", "/auth/verify-email", 204, params={"token": token})
    await front_end.login()
    again = await FrontEnd(post_api, front_end.email, "another-password-1").register(403)

    await front_end.call("POST", "/auth/verify-email", 401, params={"token": token})
    assert again == refusal


async def test_a_reset_token_goes_by_mail_only(post_api, post_runtime, mailbox: Mailbox):
    front_end = FrontEnd(post_api)
    await front_end.register(403)
    await run_due_jobs(post_runtime)
    known = await post_api.post("/v1/auth/forgot-password", json={"email": front_end.email})
    unknown = await post_api.post("/v1/auth/forgot-password", json={"email": "nobody@example.test"})
    await run_due_jobs(post_runtime)
    token = mailbox.token(front_end.email)

    assert (known.status_code, known.content) == (unknown.status_code, unknown.content) == (204, b"")
    weak = await front_end.call(
        "POST", "/auth/reset-password", 400, params={"token": token}, json={"password": "short"}
    )
    assert weak["details"][0]["loc"] == ["body", "password"]
    await front_end.call(
        "POST", "/auth/reset-password", 204, params={"token": token}, json={"password": "a-new-password-1"}
    )
    await front_end.login(password="a-new-password-1")
    await front_end.call(
        "POST", "/auth/reset-password", 401, params={"token": token}, json={"password": "a-new-password-2"}
    )


@pytest.mark.parametrize(
    ("body", "loc"),
    [
        ({"email": "ada@example.test", "password": "correct-horse-1"}, ["body", "name"]),
        ({"name": "Ada", "email": "nonsense", "password": "correct-horse-1"}, ["body", "email"]),
        ({"name": "Ada", "email": "ada@example.test", "password": "nodigits"}, ["body", "password"]),
        ({"name": "A" * 101, "email": "ada@example.test", "password": "correct-horse-1"}, ["body", "name"]),
    ],
)
async def test_what_cannot_be_accepted_is_400_and_says_where(api: httpx2.AsyncClient, body, loc):
    error = error_of(await api.post("/v1/auth/register", json=body))

    assert error["code"] == 400
    [detail] = error["details"]
    assert detail["loc"] == loc
    assert set(detail) == {"type", "loc", "msg"}
    assert body["password"] not in str(error)


async def test_every_error_has_the_predecessors_shape(api: httpx2.AsyncClient):
    assert error_of(await api.get("/v1/nowhere"))["code"] == 404
    assert error_of(await api.get("/v1/auth/login"))["code"] == 405
    assert error_of(await api.get("/v1/instagram"))["code"] == 401
    assert error_of(await api.post("/v1/auth/login", content=b"{", headers={"Content-Type": "application/json"}))
    too_large = await api.post("/v1/auth/login", json={"email": "a" * 2_000_000, "password": "x"})
    assert error_of(too_large)["code"] == 413


async def test_the_webhook_refuses_in_the_predecessors_shape(api: httpx2.AsyncClient):
    asked = {"hub.mode": "subscribe", "hub.challenge": "7", "hub.verify_token": "wrong"}

    assert error_of(await api.get("/v1/webhook", params=asked))["code"] == 403
    assert error_of(await api.get("/v1/webhook"))["code"] == 400
    assert error_of(await api.post("/v1/webhook", json={"object": "instagram"}))["code"] in {401, 403}


async def test_the_limits_hold_here_too(api: httpx2.AsyncClient):
    body = {"email": "ada@example.test", "password": "wrong-password-1"}
    answers = [await api.post("/v1/auth/login", json=body) for _ in range(11)]

    assert error_of(answers[-1])["code"] == 429
    assert int(answers[-1].headers["retry-after"]) > 0


async def test_elsewhere_errors_stay_problems(api: httpx2.AsyncClient):
    answer = await api.get("/api/v1/accounts")

    assert answer.headers["content-type"] == "application/problem+json"
