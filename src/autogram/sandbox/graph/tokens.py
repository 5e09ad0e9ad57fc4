"""Issuing access tokens and deciding whether one is good."""

import hashlib
import hmac
import secrets
import time

from autogram.sandbox.documents import Token
from autogram.sandbox.graph.call import FACEBOOK_GRAPH, Call
from autogram.sandbox.graph.errors import GraphError, missing_permission
from autogram.sandbox.world import World

PREFIXES = {"instagram": "IGAA", "facebook": "EAA", "page": "EAA"}
SCOPES = {
    "instagram": {
        "basic": ("instagram_business_basic",),
        "content_publish": ("instagram_business_content_publish",),
        "manage_comments": ("instagram_business_manage_comments",),
        "manage_messages": ("instagram_business_manage_messages",),
        "manage_insights": ("instagram_business_manage_insights",),
        "manage_contents": ("instagram_manage_contents", "instagram_business_manage_contents"),
        "manage_engagement": ("instagram_manage_engagement",),
    },
    "facebook": {
        "basic": ("instagram_basic",),
        "content_publish": ("instagram_content_publish",),
        "manage_comments": ("instagram_manage_comments",),
        "manage_messages": ("instagram_manage_messages",),
        "manage_insights": ("instagram_manage_insights",),
        "manage_contents": ("instagram_manage_contents",),
        "manage_engagement": ("instagram_manage_engagement",),
        "pages": ("pages_show_list",),
        "page_read": ("pages_read_engagement",),
        "page_metadata": ("pages_manage_metadata",),
        "business": ("business_management", "ads_management", "ads_read"),
    },
}
REFUSALS = {
    458: "Error validating access token: The user has not authorized application {app}.",
    459: "Error validating access token: You cannot access the app till you log in to www.instagram.com and follow the "
    "instructions given.",
    460: "Error validating access token: The session has been invalidated because the user changed their password or "
    "Facebook has changed the session for security reasons.",
    463: "Error validating access token: Session has expired on {expired} PST. The current time is {now} PST.",
    464: "Error validating access token: Sessions for the user are not allowed because the user is not confirmed.",
    467: "Error validating access token: The session is invalid because the user logged out.",
    492: "Error validating access token: The user does not have a role on the Page.",
}
UNREADABLE = "Invalid OAuth access token - Cannot parse access token"


def flavour_scopes(flavour: str) -> list[str]:
    """Every permission one of the two logins can grant."""
    known = SCOPES["instagram" if flavour == "instagram" else "facebook"]
    return [scope for scopes in known.values() for scope in scopes]


def issue_token(
    world: World, *, flavour: str, account_ids: list[str], scopes: list[str], is_long: bool, page_id: str | None = None
) -> Token:
    """Make a token; a long one lives 60 days, a Page's token made from a long one for ever."""
    now = world.clock.now()
    life = world.switches.long_token_seconds if is_long else world.switches.short_token_seconds
    token = Token(
        id=PREFIXES[flavour] + secrets.token_hex(60),
        flavour=flavour,
        account_ids=account_ids,
        scopes=scopes,
        issued_at=now,
        expires_at=None if flavour == "page" and is_long else now + life,
        is_long=is_long,
        page_id=page_id,
    )
    return world.tokens.put(token)


def find_token(world: World, host: str, credential: str) -> Token | None:
    """Return the token, if it is one this host can read."""
    token = world.tokens.get(credential)
    if token is None or (token.flavour == "instagram") == (host == FACEBOOK_GRAPH):
        return None
    return token


def check_token(call: Call) -> None:
    """Refuse a call whose token is missing, unknown, expired, revoked or wrongly signed."""
    if not call.credential:
        raise _no_token(call)
    check_usable(call.world, call.token)
    check_proof(call)


def check_usable(world: World, token: Token | None) -> None:
    """Refuse an unknown, expired or revoked token with 190 and its subcode."""
    if token is None:
        raise GraphError(190, UNREADABLE)
    if subcode := refusal_of(world, token):
        expired = _pacific(token.expires_at or world.clock.now())
        text = REFUSALS.get(subcode, "Error validating access token.")
        message = text.format(app=world.app.id, expired=expired, now=_pacific(world.clock.now()))
        raise GraphError(190, message, subcode=subcode)


def refusal_of(world: World, token: Token) -> int | None:
    """The subcode a token is refused with, or None while it is good."""
    if token.refusal is not None:
        return token.refusal
    return 463 if token.expires_at is not None and token.expires_at <= world.clock.now() else None


def check_proof(call: Call) -> None:
    """Check `appsecret_proof`, the token's HMAC under the app secret, when it is given or demanded."""
    proof = call.params.text("appsecret_proof")
    if not proof and call.world.switches.require_appsecret_proof:
        raise GraphError(
            100, "API calls from the server require an appsecret_proof argument", kind="GraphMethodException"
        )
    if proof and not hmac.compare_digest(proof, proof_of(call.world.app.secret, call.credential)):
        raise GraphError(100, "Invalid appsecret_proof provided in the API argument", kind="GraphMethodException")


def proof_of(secret: str, token: str) -> str:
    """The lowercase hex HMAC-SHA256 of a token under the app secret."""
    return hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest()


def check_permission(call: Call, needs: str | None) -> None:
    """Refuse with code 10 when the token was not granted what the operation needs."""
    if needs is None or not call.world.switches.enforce_permissions or call.token is None:
        return
    flavour = "instagram" if call.token.flavour == "instagram" else "facebook"
    wanted = SCOPES[flavour].get(needs, ())
    if wanted and not set(wanted) & set(call.token.scopes):
        raise missing_permission()


def _no_token(call: Call) -> GraphError:
    if call.host != FACEBOOK_GRAPH:
        return GraphError(190, UNREADABLE)
    if call.path[:1] == ("me",):
        return GraphError(2500, "An active access token must be used to query information about the current user.")
    return GraphError(104, "An access token is required to request this resource.")


def _pacific(seconds: float) -> str:
    return time.strftime("%A, %d-%b-%y %H:%M:%S", time.gmtime(seconds - 8 * 3_600))
