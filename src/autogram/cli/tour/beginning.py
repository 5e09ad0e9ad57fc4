"""The tour's first steps: a person signs up and connects an account."""

import re
import secrets
from typing import Any

import httpx2

from autogram.cli.tour.scene import Scene, check, wait_for


def sign_up(scene: Scene) -> None:
    """A new user, confirmed with the link that was mailed."""
    email, password = f"demo-{secrets.token_hex(3)}@example.com", f"demo-{secrets.token_hex(6)}"
    scene.ask("POST", "/auth/register", expect=201, json={"email": email, "password": password, "full_name": "Demo"})
    token = _mailed_token(scene, email)
    scene.ask("POST", "/auth/verify-email", expect=204, json={"token": token})
    session = scene.ask("POST", "/auth/login", data={"username": email, "password": password})
    scene.api.headers["Authorization"] = f"Bearer {session['access_token']}"
    scene.facts |= {"email": email, "password": password}
    scene.told(f"{email} has confirmed the link in the sandbox's mailbox and is signed in")


def _mailed_token(scene: Scene, email: str) -> str:
    def find() -> str | None:
        letters = scene.play("GET", "/mail", params={"to": email})["mail"]
        found = [re.search(r"token=([\w.-]+)", mail["text"]) for mail in letters]
        return next((token[1] for token in found if token), None)

    return wait_for(find, "the mail with the link did not arrive")


def connect(scene: Scene) -> None:
    """The real OAuth round: to Instagram's consent page, back to our callback, code against token."""
    username = f"bakery.{secrets.token_hex(3)}"
    scene.play("POST", "/accounts", json={"username": username, "name": "Demo Bakery", "followers_count": 2480})
    scene.facts["username"] = username
    start = scene.ask("POST", "/accounts/oauth/start")
    consent = start["authorize_url"] + f"&_sandbox_user={username}"
    back = httpx2.get(consent, follow_redirects=False).headers["location"]
    answer = scene.api.get(back.split("#")[0], follow_redirects=False)
    check(answer.status_code == 303, f"the callback answered {answer.status_code}: {answer.text[:300]}")
    account = scene.ask("GET", "/accounts")["items"][0]
    check(account["username"] == username, "another account was connected")
    check("token" not in str(account["token"]).lower() or "IGAA" not in str(account), "the token got out")
    scene.facts["account"] = account
    days = account["token"]["days_left"]
    scene.told(f"@{username} is connected through Instagram Login; its token lives {days} more days, renewed daily")
    fields: Any = wait_for(
        lambda: scene.ask("GET", f"/accounts/{account['id']}")["webhook_fields"],
        "the account was not subscribed to webhooks",
    )
    scene.told(f"Instagram will tell us about {len(fields)} kinds of events")
