"""Sessions: what a login leaves in the browser or on the phone."""

import base64
import json
import secrets
import string
from collections.abc import Mapping
from urllib.parse import quote, unquote

from starlette.responses import Response

from autogram.sandbox.community.documents import LoginSession, Surface
from autogram.sandbox.documents import Account
from autogram.sandbox.unofficial.directory import number_of
from autogram.sandbox.world import World

BEARER = "Bearer IGT:2:"
COOKIE_SECONDS = 31_536_000
MACHINE_ID = "aSandboxMachine000000000000"


def open_session(world: World, account: Account, surface: Surface) -> LoginSession:
    """Log an account in."""
    letters = "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(14))
    now = world.clock.now()
    return world.community.sessions.put(
        LoginSession(
            id=f"{number_of(account)}:{letters}:{secrets.randbelow(30)}:AY{secrets.token_urlsafe(27)}",
            account_id=account.id,
            surface=surface,
            csrf_token=new_csrf_token(),
            created_at=now,
            expires_at=now + world.switches.session_seconds,
        )
    )


def find_session(world: World, session_id: str) -> LoginSession | None:
    """The session with this id, if it still holds; ids come as in cookies or with their colons."""
    found = world.community.sessions.get(unquote(session_id))
    is_good = found is not None and not found.is_revoked and found.expires_at > world.clock.now()
    return found if is_good else None


def session_of(world: World, headers: Mapping[str, str], cookies: Mapping[str, str]) -> LoginSession | None:
    """Who asks: browsers have a cookie, phones a bearer token made of the same session id."""
    authorization = headers.get("authorization", "")
    if authorization.startswith(BEARER):
        try:
            content = json.loads(base64.b64decode(authorization.removeprefix(BEARER)))
            return find_session(world, str(content.get("sessionid", "")))
        except (ValueError, AttributeError):
            return None
    return find_session(world, cookies.get("sessionid", ""))


def new_csrf_token() -> str:
    """A token that a browser sends back in a header."""
    return secrets.token_urlsafe(24)


def session_cookies(session: LoginSession) -> dict[str, str]:
    """What a browser keeps of a session."""
    number = session.id.partition(":")[0]
    return {
        "csrftoken": session.csrf_token,
        "sessionid": quote(session.id, safe=""),
        "ds_user_id": number,
        "mid": MACHINE_ID,
        "rur": f"CLN-{number}-sandbox",
    }


def authorization_of(session: LoginSession) -> str:
    """What a phone keeps of a session."""
    content = {
        "ds_user_id": session.id.partition(":")[0],
        "sessionid": quote(session.id, safe=""),
        "should_use_header_over_cookies": True,
    }
    return BEARER + base64.b64encode(json.dumps(content, separators=(",", ":")).encode()).decode()


def set_cookies(response: Response, cookies: Mapping[str, str]) -> Response:
    """Send cookies for every host of Instagram."""
    for name, value in cookies.items():
        cookie = f"{name}={value}; Domain=.instagram.com; Path=/; Max-Age={COOKIE_SECONDS}; Secure; SameSite=None"
        response.headers.append("set-cookie", cookie + ("; HttpOnly" if name == "sessionid" else ""))
    return response


def expire_cookies(response: Response) -> Response:
    """Make the browser forget its session."""
    for name in ("sessionid", "ds_user_id"):
        response.headers.append("set-cookie", f'{name}=""; Domain=.instagram.com; Path=/; Max-Age=0; Secure')
    return response
