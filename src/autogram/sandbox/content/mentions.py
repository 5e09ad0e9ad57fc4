"""Where others mention the account: in captions and comments of publications that are not its own."""

from typing import Any

from autogram.sandbox.documents import Account, Mention
from autogram.sandbox.webhooks import events
from autogram.sandbox.world import World


def mention(world: World, account: Account, username: str, text: str, *, is_comment: bool) -> dict[str, Any]:
    """Someone mentions the account, and the app hears which media and which comment it was."""
    found = Mention(
        id=world.new_id("media"),
        account_id=account.id,
        username=username,
        text=text,
        comment_id=world.new_id("comment") if is_comment else None,
        created_at=world.clock.now(),
    )
    world.mentions.put(found)
    value = {"media_id": found.id} | ({"comment_id": found.comment_id} if found.comment_id else {})
    events.change(world, account, "mentions", value)
    return value
