"""Logging in on the phone, the older way, and what the app asks before and after."""

import secrets

from starlette.responses import Response

from autogram.sandbox.documents import Account
from autogram.sandbox.unofficial.entrance import Attempt, try_code, try_password
from autogram.sandbox.unofficial.refusals import refuse, signal
from autogram.sandbox.unofficial.sessions import MACHINE_ID, authorization_of, open_session
from autogram.sandbox.unofficial.shapes import own
from autogram.sandbox.unofficial.visit import Json, Refusal, Visit, json_response
from autogram.sandbox.unofficial.web.login import WRONG_CODE, two_factor_facts

UNKNOWN = "The username you entered doesn't appear to belong to an account. Please check your username and try again."


def encryption_key(visit: Visit) -> Response:
    """`GET /api/v1/qe/sync/`: the key to encrypt the password for is in the headers."""
    key = visit.world.community.password_key
    headers = {
        "ig-set-password-encryption-key-id": str(key.id),
        "ig-set-password-encryption-pub-key": key.public,
        "ig-set-x-mid": MACHINE_ID,
    }
    return json_response({"status": "ok"}, headers=headers)


def prepare(visit: Visit) -> Response:
    """What the app asks before a login and does nothing with."""
    body = {"status": "ok", "configs": {}, "challenge_nonce": secrets.token_urlsafe(24), "key_nonce": "sandbox"}
    return json_response(body, headers={"ig-set-x-mid": MACHINE_ID})


def register_device(visit: Visit) -> Json:
    """`POST /graphql_www`: the device's own id is known from now on."""
    return {"data": {"1$xdt_usdid_registration(input:$input)": {"success": True}}}


def login(visit: Visit) -> Response:
    """`POST /api/v1/accounts/login/` with `username` and `enc_password`."""
    attempt = try_password(visit.world, visit.params.text("username"), visit.params.text("enc_password"))
    if attempt.outcome == "welcome" and attempt.account:
        return _welcome(visit, attempt.account)
    if attempt.outcome == "code":
        facts = two_factor_facts(attempt)
        raise refuse("", error_type="two_factor_required", two_factor_required=True, two_factor_info=facts)
    if attempt.outcome == "unknown":
        raise refuse(UNKNOWN, error_type="invalid_user")
    raise refusal_of(attempt)


def two_factor(visit: Visit) -> Response:
    """`POST /api/v1/accounts/two_factor_login/` with `two_factor_identifier` and `verification_code`."""
    code = visit.params.text("verification_code")
    account = try_code(visit.world, visit.params.text("two_factor_identifier"), code)
    if account is None:
        raise wrong_code()
    return _welcome(visit, account)


def logout(visit: Visit) -> Json:
    """`POST /api/v1/accounts/logout/`."""
    if visit.session:
        visit.session.is_revoked = True
        visit.world.community.sessions.put(visit.session)
    return {"login_nonce": None, "status": "ok"}


def refusal_of(attempt: Attempt) -> Refusal:
    """What the app says to who does not get in."""
    if attempt.outcome == "challenge":
        return signal("challenge_required")
    if attempt.outcome == "checkpoint":
        return signal("checkpoint_required")
    if attempt.outcome == "suspended":
        return signal("suspended")
    return refuse(
        "The password you entered is incorrect. Please try again.",
        error_type="bad_password",
        error_title="Incorrect password",
        invalid_credentials=True,
    )


def wrong_code() -> Refusal:
    """The two-factor code was not right."""
    return refuse(WRONG_CODE, error_type="sms_code_validation_code_invalid")


def logged_in(visit: Visit, account: Account) -> Json:
    """What the app learns of itself by a login."""
    return {"logged_in_user": own(visit.world, account), "session_flush_nonce": None, "status": "ok"}


def _welcome(visit: Visit, account: Account) -> Response:
    session = open_session(visit.world, account, "mobile")
    return json_response(logged_in(visit, account), headers={"ig-set-authorization": authorization_of(session)})
