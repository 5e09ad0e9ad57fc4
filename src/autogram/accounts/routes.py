"""HTTP for connected accounts."""

from typing import Annotated, NoReturn
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Cookie, Depends, Form, Header, Query, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from autogram.accounts import pages, service
from autogram.accounts.errors import ConnectionAttemptInvalid, ConnectionDenied
from autogram.accounts.schemas import (
    AccountRead,
    AccountUpdate,
    ConnectionComplete,
    ConnectionStart,
    ErasureAnswer,
    ErasureStatus,
    LegacyConnect,
    LegacyConnected,
    PauseState,
    QuotaBook,
    TokenConnect,
)
from autogram.core.db import Reading, Session
from autogram.core.errors import AppError
from autogram.core.paging import Cursor, Limit, Page
from autogram.core.runtime import Runtime
from autogram.identity.access import Running, public, requires
from autogram.identity.permissions import Actor, Permission

router = APIRouter(tags=["accounts"])

Manager = Annotated[Actor, requires(Permission.MANAGE_INSTAGRAM_ACCOUNTS)]
Viewer = Annotated[Actor, requires(Permission.VIEW_POSTS)]
Admin = Annotated[Actor, requires(Permission.PAUSE_EVERYTHING)]

COOKIE, COOKIE_PATH = "autogram_connect", "/api/v1/accounts/oauth"


def _asks_for_a_page(accept: Annotated[str, Header(include_in_schema=False)] = "") -> bool:
    """A browser does; a script gets JSON."""
    return "text/html" in accept


InBrowser = Annotated[bool, Depends(_asks_for_a_page)]


@router.post("/accounts/oauth/start")
async def start_connection(runtime: Running, response: Response, session: Session, actor: Manager) -> ConnectionStart:
    """Begin connecting an account: send the person to `authorize_url`.

    A browser comes back to our callback by itself; a script hands `code` and `state` to `/accounts/oauth/complete`.
    """
    start, browser = await service.start_connection(runtime, session, actor)
    response.set_cookie(
        COOKIE,
        browser,
        max_age=600,
        path=COOKIE_PATH,
        httponly=True,
        samesite="lax",
        secure=runtime.settings.core.public_url.startswith("https:"),
    )
    return start


@router.get("/accounts/oauth/callback", dependencies=[public], response_class=RedirectResponse, status_code=303)
async def connection_callback(
    runtime: Running,
    in_browser: InBrowser,
    state: Annotated[str, Query(max_length=2000)] = "",
    code: Annotated[str, Query(max_length=2000)] = "",
    error_description: Annotated[str, Query(max_length=2000)] = "",
    autogram_connect: Annotated[str | None, Cookie()] = None,
) -> Response:
    """Where Instagram sends the browser, which sees a page. Works only in the browser that started."""
    try:
        if not code:
            await _refuse_denied(runtime, state, autogram_connect, error_description)
        if autogram_connect is None:
            raise ConnectionAttemptInvalid("Finish the connection in the browser that started it.")
        account = await service.complete_connection(runtime, code=code, state=state, browser=autogram_connect)
    except AppError as error:
        if not in_browser:
            raise
        return HTMLResponse(pages.failed_page(error), error.status, pages.HEADERS | error.headers)
    connected = quote(account.username, safe="")
    answer = RedirectResponse(f"/settings/accounts?connected={connected}", 303, {"cache-control": "no-store"})
    answer.delete_cookie(COOKIE, path=COOKIE_PATH)
    return answer


async def _refuse_denied(runtime: Runtime, state: str, browser: str | None, description: str) -> NoReturn:
    """Instagram's words are shown only to who was sent there by us; anybody else may have made them up."""
    ours = await service.deny_connection(runtime, state=state, browser=browser)
    raise ConnectionDenied(description if ours and description else "Instagram sent no permission with you.")


@router.post("/accounts/oauth/complete", status_code=201)
async def complete_connection(runtime: Running, body: ConnectionComplete, actor: Manager) -> AccountRead:
    """Finish connecting as the user who started, with what Instagram appended to the redirect."""
    return await service.complete_connection(runtime, code=body.code, state=body.state, actor=actor)


@router.post("/auth/instagram/connect")
async def legacy_connect(runtime: Running, body: LegacyConnect, actor: Manager) -> LegacyConnected:
    """The same as `/accounts/oauth/complete`, at seed 002's path."""
    account = await service.complete_connection(runtime, code=body.auth_code, state=body.state, actor=actor)
    return LegacyConnected(
        message="Instagram account connected successfully",
        instagram_user_id=account.instagram_user_id,
        username=account.username,
    )


@router.post("/accounts/token", status_code=201)
async def connect_with_token(runtime: Running, body: TokenConnect, actor: Manager) -> AccountRead:
    """Connect with a token you already have. Instagram is asked whose it is before anything is stored."""
    return await service.connect_with_token(runtime, actor, body.access_token, body.instagram_user_id)


@router.get("/accounts")
async def list_accounts(
    session: Reading, actor: Viewer, cursor: Cursor = None, limit: Limit = 50, with_disconnected: bool = False
) -> Page[AccountRead]:
    """The workspace's accounts, newest first."""
    return await service.list_accounts(
        session, actor.workspace_id, with_disconnected=with_disconnected, cursor=cursor, limit=limit
    )


@router.get("/accounts/{account_id}")
async def read_account(account_id: UUID, session: Reading, actor: Viewer) -> AccountRead:
    """One account, with the life of its token."""
    return await service.read_account(session, actor.workspace_id, account_id)


@router.patch("/accounts/{account_id}")
@router.put("/accounts/{account_id}")
async def update_account(account_id: UUID, body: AccountUpdate, session: Session, actor: Manager) -> AccountRead:
    """Change the account's own limits. Absent fields stay as they are."""
    return await service.update_account(session, actor, account_id, body)


@router.delete("/accounts/{account_id}", status_code=204)
async def disconnect(runtime: Running, account_id: UUID, actor: Manager) -> None:
    """End the connection, at Instagram too, and erase the token. Posts and history stay."""
    await service.disconnect(runtime, actor, account_id)


@router.get("/accounts/{account_id}/profile")
async def read_profile(runtime: Running, account_id: UUID, actor: Viewer) -> AccountRead:
    """The account with its profile read from Instagram now."""
    return await service.refresh_profile(runtime, actor.workspace_id, account_id)


@router.get("/accounts/{account_id}/quota")
async def read_quota(account_id: UUID, session: Reading, actor: Viewer) -> QuotaBook:
    """What the account has done lately and may still do."""
    return await service.quota_book(session, actor.workspace_id, account_id)


@router.post("/accounts/{account_id}/pause")
async def pause_account(account_id: UUID, session: Session, actor: Manager) -> PauseState:
    """Nothing is sent for the account until it is resumed."""
    return await service.pause_account(session, actor, account_id)


@router.post("/accounts/{account_id}/resume")
async def resume_account(account_id: UUID, session: Session, actor: Manager) -> PauseState:
    """The account is used again; what is due and not late goes out."""
    return await service.resume_account(session, actor, account_id)


@router.post("/admin/pause")
async def pause_everything(session: Session, actor: Admin) -> PauseState:
    """Nothing at all is sent for anybody until it is resumed."""
    return await service.pause_everything(session, actor, paused=True)


@router.post("/admin/resume")
async def resume_everything(session: Session, actor: Admin) -> PauseState:
    """Everything is used again."""
    return await service.pause_everything(session, actor, paused=False)


@router.post("/accounts/meta/deauthorize", dependencies=[public], status_code=200)
async def deauthorize(runtime: Running, signed_request: Annotated[str, Form()], session: Session) -> dict[str, bool]:
    """Meta's deauthorise callback."""
    await service.deauthorise(runtime, session, signed_request)
    return {"success": True}


@router.post("/accounts/meta/deletion", dependencies=[public])
async def request_deletion(runtime: Running, signed_request: Annotated[str, Form()], session: Session) -> ErasureAnswer:
    """Meta's data-deletion callback."""
    return await service.erase_for_meta(runtime, session, signed_request)


@router.get("/accounts/meta/deletion/{confirmation_code}", dependencies=[public], response_model=ErasureStatus)
async def deletion_status(
    confirmation_code: str, session: Reading, in_browser: InBrowser
) -> ErasureStatus | HTMLResponse:
    """Whether a request to be forgotten has been carried out; a browser gets a page."""
    try:
        status = await service.erasure_status(session, confirmation_code)
    except AppError as error:
        if not in_browser:
            raise
        return HTMLResponse(pages.missing_page(error), error.status, pages.HEADERS)
    return HTMLResponse(pages.erasure_page(status), headers=pages.HEADERS) if in_browser else status
