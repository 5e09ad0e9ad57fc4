"""Logging in on the phone, today's way: screens that the server describes and the app runs."""

import json
from typing import Any

from autogram.sandbox.documents import Account
from autogram.sandbox.unofficial.directory import number_of
from autogram.sandbox.unofficial.entrance import try_code, try_password
from autogram.sandbox.unofficial.mobile.login import logged_in, refusal_of, wrong_code
from autogram.sandbox.unofficial.sessions import authorization_of, open_session
from autogram.sandbox.unofficial.visit import Json, Visit

CODE_SCREEN = "com.bloks.www.two_step_verification.entrypoint"
CONTEXT = "two_step_verification_context"


def begin(visit: Visit) -> Json:
    """`…caa.login.process_client_data_and_redirect/`: a context for the login that follows."""
    context = json.dumps({"aac_init_timestamp": int(visit.world.clock.now()), "aacjid": "sandbox", "aaccs": "sandbox"})
    state = {"key": "CAA_ACCOUNT_ACCESS_CONTEXT:aac", "initial": context}
    return _screen(data=[{"id": "sandbox", "type": "gs", "data": state}])


def screen(visit: Visit) -> Json:
    """Any other screen: nothing on it matters to a login."""
    return _screen()


def login(visit: Visit) -> Json:
    """`…caa.login.async.send_login_request/` with `contact_point` and the encrypted `password`."""
    password = str(_inputs(visit, "client_input_params").get("password", ""))
    attempt = try_password(visit.world, contact_point(visit), password)
    if attempt.outcome == "welcome" and attempt.account:
        return _welcome(visit, attempt.account)
    if attempt.outcome != "code":
        raise refusal_of(attempt)
    names, values = f'(dkc "{CONTEXT}" "flow_source")', f'(dkc "{attempt.waiting}" "two_factor_login")'
    return _screen(f'(bk.action.core.TakeLast, "{CODE_SCREEN}", (f4i {names} {values}))')


def contact_point(visit: Visit) -> str:
    """The name that somebody logs in with."""
    return str(_inputs(visit, "client_input_params").get("contact_point", ""))


def waiting_login(visit: Visit) -> str:
    """The login whose code is sent."""
    return str(_inputs(visit, "server_params").get(CONTEXT, ""))


def two_factor(visit: Visit) -> Json:
    """`…two_step_verification.verify_code.async/` with the `code` and the context of the login."""
    account = try_code(visit.world, waiting_login(visit), str(_inputs(visit, "client_input_params").get("code", "")))
    if account is None:
        raise wrong_code()
    return _welcome(visit, account)


def _welcome(visit: Visit, account: Account) -> Json:
    session = open_session(visit.world, account, "mobile")
    headers = {
        "IG-Set-Authorization": authorization_of(session),
        "ig-set-ig-u-rur": f"CLN,{number_of(account)},sandbox",
        "x-ig-set-www-claim": "hmac.AR-sandbox",
    }
    outcome = {"login_response": json.dumps(logged_in(visit, account)), "headers": json.dumps(headers), "cookies": None}
    literal = json.dumps(json.dumps(outcome))
    return _screen(f"(bk.action.caa.HandleLoginResponse, (bk.action.tree.Make, 1, {literal}))")


def _screen(action: str = "", data: list[Any] | None = None) -> Json:
    return {"layout": {"bloks_payload": {"data": data or [], "action": action}}, "status": "ok"}


def _inputs(visit: Visit, name: str) -> Json:
    try:
        given = json.loads(visit.params.text("params", "{}")).get(name)
    except (ValueError, AttributeError):
        return {}
    return given if isinstance(given, dict) else {}
