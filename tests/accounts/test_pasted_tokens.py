"""Connecting with a token somebody already has: Instagram is asked first, and the token is never seen again."""

import io
import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import structlog
from sqlalchemy import text
from tests.accounts.owners import Owner, jobs_of, run
from tests.identity.post import everything_stored
from tests.servers import Instagram

from autogram.accounts import service
from autogram.accounts.messages import RefreshToken, SubscribeAccount
from autogram.core import clock
from autogram.core.logging import configure_logging
from autogram.core.rotation import rotate_secrets
from autogram.instagram.oauth import SCOPES


async def test_instagram_says_whose_token_it_is(owner: Owner) -> None:
    account = await owner.paste()

    assert account["instagram_user_id"] == owner.instagram.user_id
    assert account["username"] == owner.instagram.username
    assert (await owner.row(account["id"])).connected_by == owner.person.user_id


async def test_a_claim_that_is_true_is_accepted(owner: Owner) -> None:
    await owner.paste(instagram_user_id=owner.instagram.user_id)


async def test_a_claim_to_somebody_elses_account_is_refused(owner: Owner, stranger: Owner) -> None:
    problem = await owner.paste(400, instagram_user_id=stranger.instagram.user_id)

    assert problem["code"] == "token-belongs-to-another"
    assert owner.instagram.username in problem["detail"]
    assert (await owner.ask("GET", "/accounts"))["items"] == []


async def test_a_dead_token_is_refused_with_instagrams_reason(owner: Owner) -> None:
    token = owner.instagram.token()
    owner.instagram.refuse_tokens(463)

    problem = await owner.paste(400, access_token=token)

    assert problem["code"] == "instagram-refused"
    assert "Session has expired" in problem["detail"]
    assert problem["instagram_code"] == 190


async def test_a_token_of_facebook_login_is_refused_before_anybody_is_asked(owner: Owner) -> None:
    made = owner.instagram.client.post(f"/_sandbox/accounts/{owner.instagram.username}/token", json={"flavour": "page"})
    token = made.json()["access_token"]

    problem = await owner.paste(422, access_token=token)

    assert problem["errors"][0]["field"] == "access_token"
    assert "Facebook Login" in problem["detail"]
    assert token not in str(problem)


@pytest.mark.parametrize("token", ["", "short", "x" * 2001])
async def test_what_cannot_be_a_token_is_refused_without_being_repeated(owner: Owner, token: str) -> None:
    problem = await owner.ask("POST", "/accounts/token", 422, json={"access_token": token})

    assert problem["errors"][0]["field"] == "access_token"
    assert len(str(problem)) < 600


async def test_instagram_being_down_stores_nothing(owner: Owner) -> None:
    owner.instagram.fault("me.read", times=3, drop=True)

    problem = await owner.paste(502)

    assert problem["code"] == "instagram-not-answering"
    assert (await owner.ask("GET", "/accounts"))["items"] == []


async def test_an_age_nobody_knows_is_not_made_up(owner: Owner) -> None:
    account = await owner.paste()

    assert account["token"] | {"last_checked_at": None} == {
        "expires_at": None,
        "issued_at": None,
        "last_checked_at": None,
        "days_left": None,
    }
    assert account["scopes"] == account["missing_scopes"] == []


async def test_a_pasted_token_of_some_age_is_renewed_at_once(owner: Owner) -> None:
    token = owner.instagram.token()
    owner.instagram.advance(40 * 86_400)
    account = await owner.paste(access_token=token)

    (job,) = await jobs_of(owner.runtime, RefreshToken)
    await run(owner.runtime, job)

    row = await owner.row(account["id"])
    assert row.token != token
    assert row.token_expires_at is not None
    assert row.token_expires_at - clock.now() > timedelta(days=59)
    assert row.scopes
    assert row.missing_scopes == []


async def test_a_pasted_token_of_today_is_renewed_tomorrow(owner: Owner) -> None:
    token = owner.instagram.token()
    account = await owner.paste(access_token=token)

    await run(owner.runtime, RefreshToken(account_id=account["id"]))

    row = await owner.row(account["id"])
    assert row.token == token
    assert row.token_expires_at is not None
    assert timedelta(days=58) < row.token_expires_at - clock.now() < timedelta(days=60)
    async with owner.runtime.database.transaction() as session:
        assert row.id not in await service.due_for_refresh(session)
        with clock.shifted(timedelta(hours=25)):
            assert row.id in await service.due_for_refresh(session)


async def test_a_pasted_token_of_an_hour_is_made_to_last(owner: Owner) -> None:
    made = owner.instagram.client.post(
        f"/_sandbox/accounts/{owner.instagram.username}/token", json={"is_long_lived": False}
    )
    account = await owner.paste(access_token=made.json()["access_token"])

    await run(owner.runtime, RefreshToken(account_id=account["id"]))

    row = await owner.row(account["id"])
    assert row.token != made.json()["access_token"]
    assert row.token_expires_at is not None
    assert row.token_expires_at - clock.now() > timedelta(days=59)


async def test_pasting_over_a_login_forgets_what_that_was_granted(owner: Owner) -> None:
    assert (await owner.connect())["scopes"] == list(SCOPES)

    await owner.paste()

    assert (await owner.only_account())["scopes"] == []


@pytest.fixture
def log_file() -> Iterator[io.StringIO]:
    """Everything that is logged, as an operator with LOG_LEVEL=DEBUG sees it."""
    root, written = logging.getLogger(), io.StringIO()
    handlers, level, processors = root.handlers[:], root.level, structlog.get_config()
    configure_logging("DEBUG")
    handler = root.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)
    yield written
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**processors)


async def test_a_token_is_nowhere_to_be_seen(
    owner: Owner, stranger: Owner, log_file: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    instagram = owner.instagram
    token = instagram.token()
    account = await owner.paste(access_token=token)
    told: list[Any] = [account, await owner.paste(400, access_token=token, instagram_user_id="1")]
    told.append(await stranger.paste(409, access_token=token))
    paths = ["", *(f"/{account['id']}{more}" for more in ("", "/profile", "/quota"))]
    told += [await owner.ask("GET", f"/accounts{path}") for path in paths]
    instagram.fault("*", times=None, error={"code": 190, "subcode": 460, "message": f"Malformed access token {token}"})
    told.append(await owner.paste(400, access_token=token))
    await run(owner.runtime, SubscribeAccount(account_id=account["id"]))
    instagram.client.delete("/_sandbox/faults")
    instagram.fault("*", times=None, drop=True)
    told.append(await owner.paste(502, access_token=token))
    told.append(await owner.ask("GET", f"/accounts/{account['id']}/profile", 409))
    row = await owner.row(account["id"])
    assert row.token == token
    told += [repr(row), str(row.__dict__.keys())]

    stored = await everything_stored(owner.session)

    assert account["username"] in stored
    assert "request" in log_file.getvalue()
    seen = [*map(str, told), stored, log_file.getvalue(), *capfd.readouterr()]
    assert [place for place in seen if token in place or token[4:30] in place] == []


async def test_a_client_does_not_show_its_token(owner: Owner) -> None:
    account = await owner.paste()
    async with owner.runtime.database.reading() as session:
        client = await service.client_for(owner.runtime, session, account["id"])

    assert client.token not in repr(client)
    assert client.token not in repr(client.graph)


async def test_a_token_is_encrypted_where_it_is_stored(owner: Owner) -> None:
    token = owner.instagram.token()
    account = await owner.paste(access_token=token)

    stored = await owner.session.scalar(text("SELECT token FROM account WHERE id = :id"), {"id": account["id"]})

    assert isinstance(stored, bytes)
    assert token.encode() not in stored
    assert owner.runtime.keyring.decrypt(stored) == token


async def test_a_token_survives_a_change_of_keys(owner: Owner) -> None:
    token = owner.instagram.token()
    account = await owner.paste(access_token=token)

    assert await rotate_secrets(owner.runtime.database) >= 1

    assert (await owner.row(account["id"])).token == token


async def test_a_list_does_not_load_tokens(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    account = await owner.paste()
    decrypted: list[bytes] = []
    keyring = owner.runtime.keyring
    monkeypatch.setattr(type(keyring), "decrypt", lambda _, ciphertext: decrypted.append(ciphertext) or "")

    await owner.ask("GET", "/accounts")
    await owner.ask("GET", f"/accounts/{account['id']}")
    await owner.ask("GET", f"/accounts/{account['id']}/quota")
    await owner.ask("PATCH", f"/accounts/{account['id']}", json={"comments_per_hour": 5})
    await owner.ask("POST", f"/accounts/{account['id']}/pause")

    assert decrypted == []


async def test_a_token_is_sent_to_instagram_only(owner: Owner, instagram: Instagram) -> None:
    await owner.paste()

    asked = instagram.calls("me.read")

    assert [call["host"] for call in asked] == ["graph.instagram.com"]


async def test_pasting_needs_a_sign_in(owner: Owner) -> None:
    answer = await owner.browser.post("/api/v1/accounts/token", json={"access_token": "IGAA" + "x" * 40})

    assert answer.status_code == 401
