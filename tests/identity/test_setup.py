"""The first admin, made in the browser."""

from autogram.core.runtime import Runtime
from autogram.identity.service import setup_key

ADMIN = {"email": "first@example.test", "password": "correct-horse-1"}


async def test_whoever_has_the_printed_key_makes_the_first_admin(api, runtime: Runtime):
    assert (await api.get("/api/v1/setup")).json() == {"needed": True}

    made = await api.post("/api/v1/setup", json=ADMIN | {"setup_key": setup_key(runtime.keyring)})
    signed_in = await api.post("/api/v1/auth/login", data={"username": ADMIN["email"], "password": ADMIN["password"]})

    assert (made.status_code, made.json()["role"], made.json()["is_verified"]) == (201, "admin", True)
    assert signed_in.json()["user"]["role"] == "admin"
    assert (await api.get("/api/v1/setup")).json() == {"needed": False}


async def test_a_stranger_who_comes_first_is_refused(api):
    refused = await api.post("/api/v1/setup", json=ADMIN | {"setup_key": "guessed"})

    assert (refused.status_code, refused.json()["code"]) == (403, "setup-key-refused")
    assert (await api.get("/api/v1/setup")).json() == {"needed": True}


async def test_there_is_one_first_admin(api, runtime: Runtime):
    wish = ADMIN | {"setup_key": setup_key(runtime.keyring)}
    await api.post("/api/v1/setup", json=wish)

    again = await api.post("/api/v1/setup", json=wish | {"email": "second@example.test"})

    assert (again.status_code, again.json()["code"]) == (409, "setup-finished")
