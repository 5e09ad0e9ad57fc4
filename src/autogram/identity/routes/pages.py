"""The few pages that links in mails lead to: small, self-contained, without scripts. Opening one changes nothing."""

from html import escape
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse
from pydantic import TypeAdapter, ValidationError

from autogram.core.errors import AppError
from autogram.core.runtime import Runtime
from autogram.identity import service
from autogram.identity.access import ClientAddress, Running, public
from autogram.identity.schemas import NewPassword

router = APIRouter(dependencies=[public], include_in_schema=False)

# The token is in the address, so nobody may be told it: no referrer, no cache, no foreign resource.
HEADERS = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "content-security-policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
}

GivenToken = Annotated[str, Form(max_length=2000)]
GivenText = Annotated[str, Form(max_length=1000)]


@router.get("/verify-email")
async def verification_page(token: str = "") -> HTMLResponse:
    """A button: programs that look at links in mails do not press it."""
    return _form("Confirm your e-mail address", "verify-email", token, "", "Confirm my address")


@router.post("/verify-email")
async def verify(token: GivenToken, runtime: Running, address: ClientAddress) -> HTMLResponse:
    try:
        await service.verify_email(runtime, token, address=address)
    except AppError as error:
        return _refused(error)
    return _page("Thank you", _paragraph("Your address is confirmed. You can sign in now."))


@router.get("/reset-password")
async def reset_page(token: str = "") -> HTMLResponse:
    return _reset_form(token)


@router.post("/reset-password")
async def reset(token: GivenToken, password: GivenText, runtime: Running, address: ClientAddress) -> HTMLResponse:
    try:
        TypeAdapter(NewPassword).validate_python(password)
    except ValidationError as error:
        reason = error.errors()[0]["msg"].removeprefix("Value error, ")
        return _reset_form(token, f"The password {reason}.", status=422)
    try:
        await service.reset_password(runtime, token, password, address=address)
    except AppError as error:
        return _refused(error)
    return _page("Done", _paragraph("Your new password is set, and every earlier sign-in has ended."))


@router.get("/accept-invitation")
async def invitation_page(token: str = "") -> HTMLResponse:
    return _invitation_form(token)


@router.post("/accept-invitation")
async def accept_invitation(
    token: GivenToken, email: GivenText, password: GivenText, runtime: Running, address: ClientAddress
) -> HTMLResponse:
    """Signs in for this one act; no sign-in is left behind."""
    try:
        name = await _accept(runtime, token, email, password, address)
    except AppError as error:
        return _invitation_form(token, error.detail, status=error.status)
    return _page("Welcome", _paragraph(f"You work in “{name}” now. Sign in to begin."))


async def _accept(runtime: Runtime, token: str, email: str, password: str, address: str) -> str:
    pair = await service.sign_in(runtime, email, password, address=address)
    try:
        actor = await service.authenticate(runtime, pair.access_token)
        async with runtime.database.transaction() as session:
            return (await service.accept_invitation(session, runtime, actor, token)).name
    finally:
        await service.sign_out(runtime, refresh_token=pair.refresh_token, access_token=None)


def _reset_form(token: str, fault: str = "", *, status: int = 200) -> HTMLResponse:
    fields = _field("password", "New password", "password", "new-password")
    hint = "At least 8 characters, with a letter and a digit."
    return _form("Set a new password", "reset-password", token, fields, "Set password", hint, fault, status)


def _invitation_form(token: str, fault: str = "", *, status: int = 200) -> HTMLResponse:
    fields = _field("email", "E-mail", "email", "username")
    fields += _field("password", "Password", "password", "current-password")
    hint = "Sign in with the address the invitation was sent to. If you have no account yet, register first."
    return _form("Accept the invitation", "accept-invitation", token, fields, "Sign in and accept", hint, fault, status)


def _form(
    title: str, page: str, token: str, fields: str, label: str, hint: str = "", fault: str = "", status: int = 200
) -> HTMLResponse:
    told = (f'<p role="alert" class="fault">{escape(fault)}</p>' if fault else "") + (_paragraph(hint) if hint else "")
    return _page(
        title,
        f'{told}<form method="post" action="/{page}"><input type="hidden" name="token" value="{escape(token)}">'
        f"{fields}<button>{escape(label)}</button></form>",
        status,
    )


def _field(name: str, label: str, kind: str, autocomplete: str) -> str:
    return (
        f'<label for="{name}">{label}</label>'
        f'<input id="{name}" name="{name}" type="{kind}" autocomplete="{autocomplete}" required maxlength="200">'
    )


def _refused(error: AppError) -> HTMLResponse:
    return _page(error.title, _paragraph(error.detail), error.status)


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _page(title: str, body: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(_FRAME.replace("{title}", escape(title)).replace("{body}", body), status, headers=HEADERS)


_FRAME = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>{title} · Autogram</title><style>
:root{color-scheme:light dark}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:#f1f5f9;color:#0f172a;
font:16px/1.5 system-ui,sans-serif}
main{box-sizing:border-box;width:min(26rem,calc(100vw - 2rem));padding:2rem;border-radius:1rem;background:#fff;
box-shadow:0 1px 3px #0003}
h1{margin:0 0 1rem;font-size:1.3rem}p{margin:0 0 1rem}.fault{color:#b91c1c}
label{display:block;margin-bottom:.25rem;font-weight:600}
input{box-sizing:border-box;width:100%;margin-bottom:1rem;padding:.6rem;border:1px solid #64748b;border-radius:.5rem;
font:inherit;background:inherit;color:inherit}
button{width:100%;padding:.7rem;border:0;border-radius:.5rem;background:#4338ca;color:#fff;font:inherit;
font-weight:600;cursor:pointer}button:hover{background:#3730a3}
:focus-visible{outline:3px solid #818cf8;outline-offset:2px}
@media(prefers-color-scheme:dark){body{background:#0f172a;color:#e2e8f0}main{background:#1e293b}.fault{color:#fca5a5}}
</style></head><body><main><h1>{title}</h1>{body}</main></body></html>
"""
