"""What happened, as the app may hear of it: only for accounts that subscribed to the field."""

from autogram.sandbox.documents import Account, Comment, Media
from autogram.sandbox.graph.errors import Json
from autogram.sandbox.outbox.documents import Delivery, Kind, Update
from autogram.sandbox.world import World

# Pages name some of the fields otherwise; the rest are the app's own and come with any subscription of the Page.
PAGE_NAMES = {
    "messages": "messages",
    "message_echoes": "message_echoes",
    "message_reactions": "message_reactions",
    "messaging_postbacks": "messaging_postbacks",
    "messaging_referral": "messaging_referrals",
    "messaging_seen": "message_reads",
    "message_edit": "message_edits",
    "messaging_optins": "messaging_optins",
    "messaging_handover": "messaging_handovers",
    "standby": "standby",
}
BATCH_WAIT_SECONDS = 0.05


def messaging(
    world: World,
    account: Account,
    field: str,
    content: Json,
    *,
    sender: str,
    recipient: str,
    at: float | None = None,
    is_standby: bool = False,
) -> Delivery | None:
    """Tell about something in a conversation: a message, a reaction, a tap, a reading."""
    now = world.clock.now() if at is None else at
    item = {"sender": {"id": sender}, "recipient": {"id": recipient}, "timestamp": int(now * 1_000)}
    kind: Kind = "standby" if is_standby else "messaging"
    return emit(world, account, "standby" if is_standby else field, kind, item | content)


def change(world: World, account: Account, field: str, value: Json) -> Delivery | None:
    """Tell about something on a publication: a comment, a mention."""
    return emit(world, account, field, "changes", {"field": field, "value": value})


def comment(world: World, account: Account, media: Media, written: Comment, ad: Json | None = None) -> Delivery | None:
    """Tell about a comment, the account's own ones too."""
    product = {"reel": "REELS", "live": "LIVE"}.get(media.kind, "STORY" if media.is_story else "FEED")
    author: Json = {"id": written.from_id, "username": written.username}
    about: Json = {"id": media.id, "media_product_type": product}
    if ad:
        about |= ad | {"original_media_id": media.id}
    value: Json = {"from": author, "media": about, "id": written.id, "text": written.text}
    if written.parent_id:
        value["parent_id"] = written.parent_id
    if world.switches.webhook_comment_id == "comment_id":
        value["comment_id"] = value.pop("id")
    return change(world, account, "live_comments" if media.kind == "live" else "comments", value)


def emit(world: World, account: Account, field: str, kind: Kind, item: Json) -> Delivery | None:
    """Hand an update to the postman, if the account is subscribed to its field."""
    if not is_subscribed(world, account, field):
        return None
    return post(world, Update(entry_id=account.id, field=field, kind=kind, item=item, account_id=account.id))


def post(world: World, update: Update) -> Delivery:
    """Hand an update to the postman, whoever is subscribed; with batching it may join an earlier one."""
    size = world.switches.webhook_batch_size
    if size > 1 and (joined := world.outbox.join(update, size)):
        return joined
    now = world.clock.now()
    delivery = Delivery(
        id=world.new_id("delivery"),
        updates=[update],
        status="waiting" if world.values.get("webhook") else "dropped",
        created_at=now,
        next_at=now + (BATCH_WAIT_SECONDS if size > 1 else 0),
    )
    world.outbox.add(delivery)
    if size > 1:
        world.outbox.leave_open(delivery)
    return delivery


def is_subscribed(world: World, account: Account, field: str) -> bool:
    """Tell whether the app hears of a field, through the account or through its Page."""
    wanted = {field}
    if field == "message_echoes" and world.switches.echoes_under == "messages":
        wanted.add("messages")
    if wanted & set(account.subscribed_fields or ()):
        return True
    page_fields = set(account.page_subscribed_fields or ())
    if field not in PAGE_NAMES:
        return bool(page_fields)
    return bool({PAGE_NAMES[name] for name in wanted} & page_fields)
