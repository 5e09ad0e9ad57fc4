"""Logging in on the website."""

from starlette.responses import Response

from autogram.sandbox.documents import Account
from autogram.sandbox.unofficial.directory import number_of
from autogram.sandbox.unofficial.entrance import Attempt, try_code, try_password
from autogram.sandbox.unofficial.refusals import CHALLENGE_PATH, refuse, signal
from autogram.sandbox.unofficial.sessions import expire_cookies, open_session, session_cookies, set_cookies
from autogram.sandbox.unofficial.visit import Json, Refusal, Visit, json_response

WRONG_CODE = "Please check the security code and try again."


def login(visit: Visit) -> Response:
    """`POST /api/v1/web/accounts/login/ajax/` with `username` and `enc_password`."""
    check_csrf(visit)
    attempt = try_password(visit.world, visit.params.text("username"), visit.params.text("enc_password"))
    if attempt.outcome == "welcome" and attempt.account:
        return _welcome(visit, attempt.account)
    raise _refusal(attempt)


def two_factor(visit: Visit) -> Response:
    """`POST /accounts/login/ajax/two_factor/` with `identifier` and `verificationCode`."""
    check_csrf(visit)
    code = visit.params.text("verificationCode")
    account = try_code(visit.world, visit.params.text("identifier"), code)
    if account is None:
        raise refuse(WRONG_CODE, error_type="sms_code_validation_code_invalid")
    return _welcome(visit, account)


def logout(visit: Visit) -> Response:
    """`POST /api/v1/web/accounts/logout/ajax/`."""
    check_csrf(visit)
    if visit.session:
        visit.session.is_revoked = True
        visit.world.community.sessions.put(visit.session)
    return expire_cookies(json_response({"status": "ok"}))


def check_csrf(visit: Visit) -> None:
    """Writes need the token of the cookie in a header too."""
    token = visit.headers.get("x-csrftoken", "")
    if not token or token != visit.cookies.get("csrftoken"):
        raise refuse("CSRF token missing or incorrect", 403)


def _welcome(visit: Visit, account: Account) -> Response:
    session = open_session(visit.world, account, "web")
    number = str(number_of(account))
    body: Json = {"user": True, "userId": number, "authenticated": True, "oneTapPrompt": True, "status": "ok"}
    return set_cookies(json_response(body), session_cookies(session))


def _refusal(attempt: Attempt) -> Refusal:
    """What the website says to who does not get in; wrong names and passwords are no errors to it."""
    if attempt.outcome == "suspended":
        return signal("suspended")
    if attempt.outcome in ("challenge", "checkpoint"):
        return refuse("checkpoint_required", checkpoint_url=CHALLENGE_PATH, lock=False, flow_render_type=0)
    if attempt.outcome == "code" and attempt.account:
        facts = two_factor_facts(attempt)
        return refuse("", error_type="two_factor_required", two_factor_required=True, two_factor_info=facts)
    return Refusal(200, {"user": attempt.outcome != "unknown", "authenticated": False, "status": "ok"})


def two_factor_facts(attempt: Attempt) -> Json:
    """What both surfaces tell about a login that waits for its code."""
    assert attempt.account is not None
    return {
        "pk": number_of(attempt.account),
        "username": attempt.account.username,
        "sms_two_factor_on": False,
        "totp_two_factor_on": True,
        "whatsapp_two_factor_on": False,
        "two_factor_identifier": attempt.waiting,
        "show_messenger_code_option": False,
        "pending_trusted_notification": False,
    }
