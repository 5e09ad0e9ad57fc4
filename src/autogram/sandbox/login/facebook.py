"""Facebook Login for Business: user tokens, Pages with their tokens, permissions, debugging."""

from autogram.sandbox.content.shapes import PAGE, PERSON
from autogram.sandbox.documents import Token
from autogram.sandbox.graph import tokens
from autogram.sandbox.graph.call import FACEBOOK_GRAPH, INSTAGRAM_GRAPH, Call
from autogram.sandbox.graph.errors import GraphError, Json, bad_parameter
from autogram.sandbox.graph.nodes import Page, Person, page_of
from autogram.sandbox.graph.paging import link_to, page
from autogram.sandbox.login.codes import check_app, redeem_code
from autogram.sandbox.people import OWNER_ID
from autogram.sandbox.world import World

APP_REMOVED = 458
DATA_ACCESS_SECONDS = 90 * 86_400


async def exchange(call: Call) -> Json:
    """`GET graph.facebook.com/oauth/access_token`: a code, or a short token, becomes a token."""
    grant = call.params.text("grant_type", "authorization_code")
    if grant == "authorization_code":
        code = redeem_code(call, "facebook")
        return _answer(call, code.account_ids, code.scopes, is_long=False)
    check_app(call)
    if grant == "client_credentials":
        return {"access_token": _app_token(call.world), "token_type": "bearer"}
    if grant != "fb_exchange_token":
        raise bad_parameter("Invalid grant_type")
    old = tokens.find_token(call.world, FACEBOOK_GRAPH, call.params.required("fb_exchange_token"))
    tokens.check_usable(call.world, old)
    assert old is not None
    return _answer(call, old.account_ids, old.scopes, is_long=True)


async def person(call: Call) -> Json:
    """`GET /me` with a user token."""
    assert isinstance(call.node, Person)
    return PERSON.render(call.world, call.node, call.asked)


async def page_read(call: Call) -> Json:
    """`GET /{page}`, also `GET /me` with a Page token."""
    return PAGE.render(call.world, _with_token(call, _page_of_call(call)), call.asked)


async def page_list(call: Call) -> Json:
    """`GET /me/accounts`: the Pages the person shared with the app."""
    shared = (call.world.accounts.get(key) for key in call.caller.account_ids)
    pages = [_with_token(call, page_of(account)) for account in shared if account]
    asked = call.asked
    return page(pages, lambda found: PAGE.render(call.world, found, asked), options=call.params, link=link_to(call))


async def permission_list(call: Call) -> Json:
    """`GET /me/permissions`."""
    return {"data": [{"permission": scope, "status": "granted"} for scope in call.caller.scopes]}


async def permission_delete(call: Call) -> Json:
    """`DELETE /me/permissions`: the person takes back everything, so the app's tokens end with 458."""
    for token in call.world.tokens:
        if token.flavour != "instagram" and set(token.account_ids) & set(call.caller.account_ids):
            token.refusal = APP_REMOVED
            call.world.tokens.put(token)
    return {"success": True}


async def debug_token(call: Call) -> Json:
    """`GET /debug_token?input_token=`: what a token is; asked with the app's token or any good one."""
    world = call.world
    if call.credential != _app_token(world):
        tokens.check_token(call)
    wanted = call.params.required("input_token")
    host = INSTAGRAM_GRAPH if wanted.startswith("IG") else FACEBOOK_GRAPH
    found = tokens.find_token(world, host, wanted)
    if found is None:
        error = {"code": 190, "message": "Malformed access token"}
        return {"data": {"error": error, "is_valid": False, "scopes": []}}
    return {"data": _description(world, found)}


def _description(world: World, token: Token) -> Json:
    subcode = tokens.refusal_of(world, token)
    described: Json = {
        "app_id": world.app.id,
        "type": "PAGE" if token.page_id else "USER",
        "application": "Sandbox",
        "data_access_expires_at": int(token.issued_at + DATA_ACCESS_SECONDS),
        "expires_at": int(token.expires_at or 0),
        "is_valid": subcode is None,
        "issued_at": int(token.issued_at),
        "scopes": token.scopes,
        "granular_scopes": [{"scope": scope, "target_ids": token.account_ids} for scope in token.scopes],
        "user_id": OWNER_ID if token.flavour != "instagram" else token.account_ids[0],
    }
    if token.page_id:
        described["profile_id"] = token.page_id
    if subcode is not None:
        described["error"] = {"code": 190, "message": "Error validating access token.", "subcode": subcode}
    return described


def _answer(call: Call, account_ids: list[str], scopes: list[str], *, is_long: bool) -> Json:
    token = tokens.issue_token(call.world, flavour="facebook", account_ids=account_ids, scopes=scopes, is_long=is_long)
    life = (token.expires_at or 0) - token.issued_at
    return {"access_token": token.id, "token_type": "bearer", "expires_in": round(life)}


def _with_token(call: Call, found: Page) -> Page:
    """Give a Page its token: the caller's own, or one as long-lived as the user's token."""
    if call.caller.page_id == found.id:
        found.access_token = call.credential
    elif any(name == "access_token" for name in _asked_names(call)):
        found.access_token = _page_token(call.world, call.caller, found).id
    return found


def _asked_names(call: Call) -> list[str]:
    return [field.name for field in call.asked] or list(PAGE.defaults)


def _page_token(world: World, user: Token, found: Page) -> Token:
    for token in world.tokens:
        is_same = token.page_id == found.id and token.is_long == user.is_long and token.scopes == user.scopes
        if is_same and tokens.refusal_of(world, token) is None:
            return token
    return tokens.issue_token(
        world,
        flavour="page",
        account_ids=[found.account_id],
        scopes=user.scopes,
        is_long=user.is_long,
        page_id=found.id,
    )


def _page_of_call(call: Call) -> Page:
    if not isinstance(call.node, Page):
        raise GraphError(100, "(#100) The node is not a Page")
    return call.node


def _app_token(world: World) -> str:
    return f"{world.app.id}|{world.app.secret}"
