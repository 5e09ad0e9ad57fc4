"""The page where a person lets an app use an account."""

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import HTMLResponse, RedirectResponse, Response

from autogram.sandbox.documents import Account
from autogram.sandbox.graph.call import Call
from autogram.sandbox.graph.tokens import flavour_scopes
from autogram.sandbox.login.codes import issue_code
from autogram.sandbox.login.page import consent_page, problem_page

DENIED = {
    "error": "access_denied",
    "error_reason": "user_denied",
    "error_description": "The user denied your request",
}


class DialogProblem(Exception):
    """The dialog cannot be shown; the reason is for the developer."""


@dataclass(frozen=True)
class Request:
    """What an app asks for in the dialog."""

    flavour: str
    redirect_uri: str
    scopes: list[str]
    state: str | None


async def instagram(call: Call) -> Response:
    """`GET www.instagram.com/oauth/authorize`: ask for one account."""
    return _dialog(call, "instagram")


async def facebook(call: Call) -> Response:
    """`GET www.facebook.com/dialog/oauth`: ask for any number of Pages."""
    return _dialog(call, "facebook")


def _dialog(call: Call, flavour: str) -> Response:
    try:
        request = _read_request(call, flavour)
        if call.params.flag("_sandbox_deny"):
            return _redirect(request, DENIED)
        if chosen := call.params.text("_sandbox_user"):
            return _agree(call, request, chosen)
    except DialogProblem as problem:
        return HTMLResponse(problem_page(str(problem)), 400)
    shown = {name: call.params.text(name) for name in call.params}
    return HTMLResponse(consent_page(call.world, call.world.professional_accounts(), request.scopes, shown, flavour))


def _read_request(call: Call, flavour: str) -> Request:
    params, app = call.params, call.world.app
    if params.text("client_id") != app.id:
        raise DialogProblem(f"Invalid platform app: client_id must be {app.id}")
    redirect_uri = params.text("redirect_uri")
    if not redirect_uri.startswith(("http://", "https://")):
        raise DialogProblem("Invalid redirect_uri")
    allowed = call.world.switches.redirect_uris
    if allowed and redirect_uri not in allowed:
        raise DialogProblem("Invalid redirect_uri: it is not one of the app's valid OAuth redirect URIs")
    if params.text("response_type", "code") != "code":
        raise DialogProblem("Invalid response_type: it must be code")
    scopes = params.text("scope").replace(",", " ").split()
    if unknown := [scope for scope in scopes if scope not in flavour_scopes(flavour)]:
        raise DialogProblem(f"Invalid Scopes: {', '.join(unknown)}")
    return Request(flavour, redirect_uri, scopes, params.text("state") or None)


def _agree(call: Call, request: Request, chosen: str) -> Response:
    accounts = [_account(call, name) for name in chosen.split(",")]
    if request.flavour == "instagram":
        accounts = accounts[:1]
    code = issue_code(
        call.world,
        flavour=request.flavour,
        account_ids=[account.id for account in accounts],
        redirect_uri=request.redirect_uri,
        scopes=request.scopes,
    )
    return _redirect(request, {"code": code.id}, suffix="#_")


def _account(call: Call, name: str) -> Account:
    account = call.world.account_named(name.strip())
    if account is None or not account.is_professional:
        raise DialogProblem(
            f"There is no professional sandbox account {name!r}: create it with POST /_sandbox/accounts"
        )
    return account


def _redirect(request: Request, answer: dict[str, str], suffix: str = "") -> Response:
    if request.state is not None:
        answer = answer | {"state": request.state}
    joint = "&" if "?" in request.redirect_uri else "?"
    return RedirectResponse(f"{request.redirect_uri}{joint}{urlencode(answer)}{suffix}", 302)
