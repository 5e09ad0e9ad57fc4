"""Instagram Login's tokens: exchange, long life, refresh."""

from typing import Any

from autogram.sandbox.documents import Token
from autogram.sandbox.graph import tokens
from autogram.sandbox.graph.call import Call
from autogram.sandbox.graph.errors import GraphError, Json, bad_parameter
from autogram.sandbox.login.codes import check_app, redeem_code


async def exchange(call: Call) -> Json:
    """`POST api.instagram.com/oauth/access_token`: a code becomes a token of one hour."""
    if call.params.text("grant_type", "authorization_code") != "authorization_code":
        raise bad_parameter("Invalid grant_type")
    code = redeem_code(call, "instagram")
    token = tokens.issue_token(
        call.world, flavour="instagram", account_ids=code.account_ids, scopes=code.scopes, is_long=False
    )
    switches = call.world.switches
    user_id = token.account_ids[0]
    answer = {
        "access_token": token.id,
        "user_id": int(user_id) if switches.user_id_shape == "number" else user_id,
        "permissions": _permissions(call, token),
    }
    return {"data": [answer]} if switches.oauth_shape == "docs" else answer


async def lengthen(call: Call) -> Json:
    """`GET /access_token?grant_type=ig_exchange_token`: a short token becomes one of 60 days."""
    if call.params.text("grant_type") != "ig_exchange_token":
        raise bad_parameter("Invalid grant_type, expected ig_exchange_token")
    check_app(call)
    tokens.check_usable(call.world, call.token)
    if call.caller.is_long:
        raise GraphError(452, "Session key invalid. This could be because the session key has an incorrect format")
    return _long_answer(call, call.caller)


async def refresh(call: Call) -> Json:
    """`GET /refresh_access_token`: a long token that is a day old becomes a new one of 60 days."""
    if call.params.text("grant_type") != "ig_refresh_token":
        raise bad_parameter("Invalid grant_type, expected ig_refresh_token")
    tokens.check_usable(call.world, call.token)
    token = call.caller
    age = call.world.clock.now() - token.issued_at
    if not token.is_long or age < call.world.switches.token_min_refresh_age_seconds:
        raise GraphError(
            10, "(#10) The access token must be a long-lived token that is at least 24 hours old", status=400
        )
    tokens.check_permission(call, "basic")
    return _long_answer(call, token)


def _long_answer(call: Call, old: Token) -> Json:
    token = tokens.issue_token(
        call.world, flavour="instagram", account_ids=old.account_ids, scopes=old.scopes, is_long=True
    )
    return {
        "access_token": token.id,
        "token_type": "bearer",
        "expires_in": call.world.switches.long_token_seconds,
        "permissions": ",".join(token.scopes),
    }


def _permissions(call: Call, token: Token) -> Any:
    return token.scopes if call.world.switches.permissions_shape == "array" else ",".join(token.scopes)
