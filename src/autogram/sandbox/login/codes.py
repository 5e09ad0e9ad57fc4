"""One-time codes: made when a person agrees, used up in the exchange."""

import secrets

from autogram.sandbox.documents import Code
from autogram.sandbox.graph.call import Call
from autogram.sandbox.graph.errors import GraphError
from autogram.sandbox.world import World

UNMATCHED = "Matching code was not found or was already used"


def issue_code(world: World, *, flavour: str, account_ids: list[str], redirect_uri: str, scopes: list[str]) -> Code:
    """Make a code for the accounts a person agreed to connect."""
    code = Code(
        id="AQ" + secrets.token_urlsafe(60),
        flavour=flavour,
        account_ids=account_ids,
        redirect_uri=redirect_uri,
        scopes=scopes,
        expires_at=world.clock.now() + world.switches.code_seconds,
    )
    return world.codes.put(code)


def redeem_code(call: Call, flavour: str) -> Code:
    """Use up the code of an exchange; the app, the redirect address and the age must be right."""
    check_app(call)
    # Clients copy the address bar, where Instagram appends "#_".
    code = call.world.codes.get(call.params.required("code").removesuffix("#_"))
    if code is None or code.used or code.flavour != flavour:
        raise GraphError(100, UNMATCHED, subcode=36009)
    if code.expires_at <= call.world.clock.now():
        raise GraphError(100, "This authorization code has expired.", subcode=36007)
    if code.redirect_uri != call.params.text("redirect_uri"):
        raise GraphError(
            100,
            "Error validating verification code. Please make sure your redirect_uri is identical to the one you "
            "used in the OAuth dialog request",
            subcode=36008,
        )
    code.used = True
    return call.world.codes.put(code)


def check_app(call: Call) -> None:
    """Refuse a wrong app id or secret."""
    app = call.world.app
    if call.params.text("client_id", app.id) != app.id:
        raise GraphError(101, "Invalid platform app")
    if call.params.text("client_secret") != app.secret:
        raise GraphError(1, "Error validating client secret.", status=400)
