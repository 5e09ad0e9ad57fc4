"""Signing in, and what an access token is worth."""

from dataclasses import replace
from datetime import timedelta
from statistics import median
from time import perf_counter
from uuid import uuid4

import jwt
import pytest
from sqlalchemy import select, update
from tests.identity.conftest import open_api
from tests.people import PASSWORD, headers_of, make_user, runtime_of, sign_up, signed_in

from autogram.core import clock
from autogram.core.limits import RateLimitState, spend
from autogram.core.secrets import Keyring
from autogram.identity import service, tokens
from autogram.identity.errors import CredentialsRefused
from autogram.identity.models import User
from autogram.identity.passwords import hash_password
from autogram.identity.service import allowances

LOGIN, ME = "/api/v1/auth/login", "/api/v1/auth/me"


async def login(client, email, password=PASSWORD, **options):
    return await client.post(LOGIN, data={"username": email, "password": password}, **options)


async def test_signing_in_gives_a_pair_of_tokens_and_the_user(api, session):
    person = await make_user(session, full_name="Ada")

    reply = await login(api, person.email.upper())

    body = reply.json()
    assert reply.status_code == 200
    assert (body["token_type"], body["expires_in"]) == ("bearer", 1800)
    assert body["user"] == {
        "id": str(person.user_id),
        "email": person.email,
        "full_name": "Ada",
        "role": "user",
        "instagram_connected": False,
    }
    me = await api.get(ME, headers={"Authorization": f"Bearer {body['access_token']}"})
    assert (me.json()["id"], me.json()["workspace_id"]) == (str(person.user_id), str(person.workspace_id))


async def test_every_failing_sign_in_gets_the_same_answer(post_api, session):
    known = await make_user(session)
    deactivated = await make_user(session, active=False)
    unconfirmed = await make_user(session, verified=False)

    replies = [
        await login(post_api, "nobody@example.test"),
        await login(post_api, "not an address \x00"),
        await login(post_api, known.email, "wrong-pass-1"),
        await login(post_api, deactivated.email),
        await login(post_api, unconfirmed.email),
    ]

    bodies = [reply.json() | {"request_id": ""} for reply in replies]
    assert [reply.status_code for reply in replies] == [401] * 5
    assert all(body == bodies[0] for body in bodies)
    assert "not confirmed yet" in bodies[0]["detail"]
    assert len({tuple(sorted(reply.headers)) for reply in replies}) == 1


async def test_an_unknown_address_takes_as_long_as_a_wrong_password(runtime, session, costly_passwords):
    known = await make_user(session)
    await session.execute(update(User).values(password_hash=await hash_password(PASSWORD)))
    await session.commit()

    async def seconds(email):
        began = perf_counter()
        with pytest.raises(Exception, match="wrong"):
            await service.sign_in(runtime, email, "wrong-pass-1", address=str(uuid4()))
        return perf_counter() - began

    await seconds("warm@example.test")
    for_known = median([await seconds(known.email) for _ in range(5)])
    for_unknown = median([await seconds("nobody@example.test") for _ in range(5)])

    assert 0.4 < for_known / for_unknown < 2.5


async def test_an_unconfirmed_address_may_sign_in_where_no_mail_can_be_sent(api, session):
    person = await make_user(session, verified=False)

    assert (await login(api, person.email)).status_code == 200


async def test_confirmation_can_be_demanded_or_waived(runtime, session, mailbox):
    person = await make_user(session, verified=False)

    async with open_api(runtime, REQUIRE_VERIFIED_EMAIL="true") as demanding:
        assert (await login(demanding, person.email)).status_code == 401
    async with open_api(runtime, REQUIRE_VERIFIED_EMAIL="false", SMTP_URL=mailbox.url) as lenient:
        assert (await login(lenient, person.email)).status_code == 200


async def test_an_email_has_ten_tries_a_minute_from_anywhere(runtime, session):
    person, other = await make_user(session), await make_user(session)
    async with open_api(runtime, TRUSTED_PROXIES=1) as client:
        for n in range(10):
            reply = await login(client, person.email, "wrong-pass-1", headers={"X-Forwarded-For": f"10.0.0.{n}"})
            assert reply.status_code == 401

        refused = await login(client, person.email, headers={"X-Forwarded-For": "10.0.1.1"})
        untouched = await login(client, other.email, headers={"X-Forwarded-For": "10.0.1.1"})
        with clock.shifted(timedelta(minutes=1)):
            later = await login(client, person.email, headers={"X-Forwarded-For": "10.0.1.1"})

    assert (refused.status_code, refused.json()["code"]) == (429, "too-many-requests")
    assert int(refused.headers["Retry-After"]) in range(1, 61)
    assert (untouched.status_code, later.status_code) == (200, 200)


async def test_one_network_address_has_thirty_tries_a_minute(api):
    runtime = runtime_of(api)
    for _ in range(30):
        await spend(runtime.database, allowances.LOGIN_BY_ADDRESS, "127.0.0.1")

    assert (await login(api, "nobody@example.test")).status_code == 429


async def test_without_trusted_proxies_a_forwarded_address_is_not_believed(api):
    runtime = runtime_of(api)
    for _ in range(30):
        await spend(runtime.database, allowances.LOGIN_BY_ADDRESS, "127.0.0.1")

    reply = await login(api, "nobody@example.test", headers={"X-Forwarded-For": "10.0.0.1"})

    assert reply.status_code == 429


async def test_limits_do_not_keep_addresses_in_the_clear(api, session):
    await login(api, "ada@example.test")

    keys = " ".join(await session.scalars(select(RateLimitState.key)))
    assert "login-email" in keys
    assert "ada@" not in keys


async def test_a_weaker_stored_hash_is_replaced_at_sign_in(api, session, costly_passwords):
    person = await make_user(session)
    weak = await session.scalar(select(User.password_hash))

    assert (await login(api, person.email)).status_code == 200

    stored = await session.scalar(select(User.password_hash))
    assert "m=65536" in stored
    assert stored != weak
    assert (await login(api, person.email)).status_code == 200


async def test_a_password_that_is_no_proper_text_is_just_wrong(runtime, session):
    """Adapters hand over what JSON can carry."""
    person = await make_user(session)

    with pytest.raises(CredentialsRefused):
        await service.sign_in(runtime, person.email, "\ud800", address="10.0.0.1")
    with pytest.raises(CredentialsRefused):
        await service.sign_in(runtime, "\ud800", PASSWORD, address="10.0.0.1")


async def test_nobody_signs_in_with_a_password_that_was_changed_during_the_check(runtime, session, monkeypatch):
    person = await make_user(session)
    check = service.sessions.passwords.check_password

    async def slow_check(*given):
        result = await check(*given)
        await session.execute(update(User).values(token_epoch=User.token_epoch + 1))
        await session.commit()
        return result

    monkeypatch.setattr(service.sessions.passwords, "check_password", slow_check)

    with pytest.raises(CredentialsRefused):
        await service.sign_in(runtime, person.email, PASSWORD, address="10.0.0.1")


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer ", "Basic YTpi", "Token x"])
async def test_without_a_token_one_is_asked_to_sign_in(api, authorization):
    reply = await api.get(ME, headers={"Authorization": authorization} if authorization else {})

    assert (reply.status_code, reply.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert reply.json()["code"] == "unauthenticated"


async def test_an_access_token_ends_after_thirty_minutes(api):
    headers = await signed_in(api)

    with clock.shifted(timedelta(minutes=29)):
        assert (await api.get(ME, headers=headers)).status_code == 200
    with clock.shifted(timedelta(minutes=31)):
        reply = await api.get(ME, headers=headers)

    assert (reply.status_code, reply.json()["code"]) == (401, "token-refused")


async def test_forged_tokens_are_refused(api, runtime, session):
    headers = await signed_in(api)
    good = headers["Authorization"].removeprefix("Bearer ")
    said = jwt.decode(good, options={"verify_signature": False})
    key = runtime.keyring.secret_key
    forged = [
        jwt.encode(said, "x" * 48, algorithm="HS256"),
        jwt.encode(said, "", algorithm="none"),
        jwt.encode(said, key * 2, algorithm="HS512"),
        jwt.encode({**said, "sub": str(uuid4())}, key, algorithm="HS256"),
        jwt.encode({**said, "sid": str(uuid4())}, key, algorithm="HS256"),
        jwt.encode({**said, "epoch": said["epoch"] + 1}, key, algorithm="HS256"),
        jwt.encode({**said, "use": "refresh"}, key, algorithm="HS256"),
        jwt.encode({**said, "sub": "x"}, key, algorithm="HS256"),
        jwt.encode({**said, "sub": 1}, key, algorithm="HS256"),
        jwt.encode({**said, "exp": "soon"}, key, algorithm="HS256"),
        jwt.encode({**said, "exp": 10**30}, key, algorithm="HS256"),
        jwt.encode({**said, "epoch": None}, key, algorithm="HS256"),
        jwt.encode({name: value for name, value in said.items() if name != "jti"}, key, algorithm="HS256"),
        good[:-3] + "abc",
        good + ".x",
        "a.b.c",
        "ag_unknown",
        "ag_\u00e9",
    ]

    replies = [await api.get(ME, headers={"Authorization": f"Bearer {token}".encode()}) for token in forged]

    assert [reply.status_code for reply in replies] == [401] * len(forged)


async def test_somebody_elses_session_is_no_use(api, runtime, session):
    one, other = await make_user(session), await make_user(session)
    theirs = (await headers_of(api, other))["Authorization"].removeprefix("Bearer ")
    claims = tokens.read_access_token(runtime.keyring, theirs)
    mixed = tokens.sign_access_token(
        runtime.keyring, replace(claims, user_id=one.user_id), lifetime=timedelta(minutes=5)
    )

    assert (await api.get(ME, headers={"Authorization": f"Bearer {mixed}"})).status_code == 401


async def test_a_new_secret_key_signs_everybody_out(runtime, api):
    headers = await signed_in(api)
    token = headers["Authorization"].removeprefix("Bearer ")

    changed = Keyring("another-key-" * 4, lambda: "A" * 43 + "=")

    assert tokens.read_access_token(changed, token) is None
    assert tokens.read_access_token(runtime.keyring, token) is not None


async def test_a_deactivated_user_is_out_at_once(api, session):
    person = await make_user(session)
    headers = await headers_of(api, person)

    await session.execute(update(User).where(User.id == person.user_id).values(is_active=False))
    await session.commit()

    assert (await api.get(ME, headers=headers)).status_code == 401


async def test_signing_up_over_the_api_works_for_everybodys_tests(api):
    me = await api.get(ME, headers=await sign_up(api))

    assert me.status_code == 200
