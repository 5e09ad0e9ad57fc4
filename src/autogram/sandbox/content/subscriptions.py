"""Which webhook fields an app is subscribed to, per account and per Page."""

from autogram.sandbox.documents import Account
from autogram.sandbox.graph.call import Call
from autogram.sandbox.graph.errors import Json, bad_parameter, unknown_object
from autogram.sandbox.graph.nodes import Page

ACCOUNT_FIELDS = (
    "comments",
    "live_comments",
    "mentions",
    "messages",
    "message_edit",
    "message_echoes",
    "message_reactions",
    "messaging_handover",
    "messaging_optins",
    "messaging_postbacks",
    "messaging_referral",
    "messaging_seen",
    "standby",
    "story_insights",
    "comment_poll_response",
    "story_poll_response",
    "share_to_story",
    "onboarding_welcome_message_series",
    "follow",
)
PAGE_FIELDS = (
    "feed",
    "mention",
    "messages",
    "message_echoes",
    "message_edits",
    "message_reactions",
    "message_reads",
    "message_deliveries",
    "messaging_handovers",
    "messaging_optins",
    "messaging_postbacks",
    "messaging_referrals",
    "name",
    "picture",
    "ratings",
    "standby",
)


async def read(call: Call) -> Json:
    """`GET /{id}/subscribed_apps`: the app with its fields, or nothing."""
    account, is_page = _target(call)
    fields = account.page_subscribed_fields if is_page else account.subscribed_fields
    if fields is None:
        return {"data": []}
    app = {"id": call.world.app.id, "subscribed_fields": fields}
    return {"data": [app | {"name": "Sandbox", "link": call.world.public_url} if is_page else app]}


async def subscribe(call: Call) -> Json:
    """`POST /{id}/subscribed_apps?subscribed_fields=a,b`: replaces the list."""
    account, is_page = _target(call)
    fields = call.params.names("subscribed_fields")
    if not fields:
        raise bad_parameter("The parameter subscribed_fields is required.")
    known = PAGE_FIELDS if is_page else ACCOUNT_FIELDS
    for position, name in enumerate(fields):
        if name not in known:
            choices = ", ".join(known)
            raise bad_parameter(f'Param subscribed_fields[{position}] must be one of {{{choices}}} - got "{name}".')
    return _save(call, account, is_page, list(dict.fromkeys(fields)))


async def unsubscribe(call: Call) -> Json:
    """`DELETE /{id}/subscribed_apps`."""
    account, is_page = _target(call)
    return _save(call, account, is_page, None)


def _save(call: Call, account: Account, is_page: bool, fields: list[str] | None) -> Json:
    if is_page:
        account.page_subscribed_fields = fields
    else:
        account.subscribed_fields = fields
    call.world.accounts.put(account)
    return {"success": True}


def _target(call: Call) -> tuple[Account, bool]:
    """The account a subscription is for, and whether it is its Page's."""
    if not isinstance(call.node, Page):
        return call.account, False
    account = call.world.accounts.get(call.node.account_id)
    if account is None:
        raise unknown_object(call.method, call.node.id)
    return account, True
