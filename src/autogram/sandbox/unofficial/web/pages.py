"""The website's HTML, which scripts read their tokens and first answers from."""

import json
from html import escape

from starlette.responses import HTMLResponse, RedirectResponse, Response

from autogram.sandbox.content.shapes import media_list
from autogram.sandbox.unofficial.directory import face, number_of, person_named
from autogram.sandbox.unofficial.refusals import LOGIN_PAGE
from autogram.sandbox.unofficial.sessions import MACHINE_ID, new_csrf_token, set_cookies
from autogram.sandbox.unofficial.shapes import full
from autogram.sandbox.unofficial.visit import Visit

DTSG, LSD = "NAsandbox:17:1700000000", "AVsandbox"


def start(visit: Visit) -> Response:
    """`GET /`: the cookies of a new browser, and the tokens of a page."""
    number = number_of(visit.account) if visit.account else 0
    dtsg = f'["DTSGInitialData",[],{{"token":"{DTSG}"}},258],' if visit.account else ""
    script = (
        f'requireLazy([{dtsg}["LSD",[],{{"token":"{LSD}"}},323],'
        f'["CurrentUserInitialData",[],{{"IG_USER_EIMU":"{number}"}},1]])'
    )
    page = HTMLResponse(_html("Instagram", f"<script>{script}</script>"))
    if visit.account:
        return page
    return set_cookies(page, {"csrftoken": new_csrf_token(), "mid": MACHINE_ID, "ig_did": "5A4DB0C5-0000-SANDBOX"})


def profile(visit: Visit) -> Response:
    """`GET /{username}/`: a profile, with its facts in a script."""
    person = person_named(visit.world, visit.names[0])
    if person is None:
        return HTMLResponse(_html("Page not found • Instagram", "<h1>Sorry, this page isn't available.</h1>"), 404)
    account = face(visit.world, person)
    facts = full(visit.world, account) | {"all_media_count": len(media_list(visit.world, account.id))}
    found = {"data": {"xig_user_by_username": facts}}
    result = {"__bbox": {"complete": True, "result": found}}
    stream = ["RelayPrefetchedStreamCache", "next", [], ["adp", result]]
    content = {"require": [["ScheduledServerJS", "handle", None, [{"__bbox": {"require": [stream]}}]]]}
    script = json.dumps(content).replace("<", "\\u003C")
    title = escape(f"{account.name} (@{account.username}) • Instagram")
    return HTMLResponse(_html(title, f'<script type="application/json" data-sjs>{script}</script>'))


def login_page(visit: Visit) -> Response:
    """`GET /accounts/login/`."""
    return RedirectResponse(f"https://{visit.host}/", 302) if visit.account else HTMLResponse(LOGIN_PAGE)


def _html(title: str, content: str) -> str:
    return f'<!DOCTYPE html><html lang="en"><head><title>{title}</title></head><body>{content}</body></html>'
