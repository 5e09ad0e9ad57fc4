"""Webhooks nobody would expect, which Instagram sends all the same."""

from typing import Any

from autogram.sandbox.acts import kinds
from autogram.sandbox.documents import Account
from autogram.sandbox.outbox.documents import Update
from autogram.sandbox.webhooks import events
from autogram.sandbox.world import World


def test_from_dashboard(world: World, account: Account, act: kinds.DashboardTest) -> dict[str, Any]:
    """The dashboard's test button: made-up ids, and times that are text."""
    stamp = str(int(world.clock.now()))
    values: dict[str, dict[str, Any]] = {
        "messages": {
            "sender": {"id": "12334"},
            "recipient": {"id": "23245"},
            "timestamp": stamp,
            "message": {"mid": "random_mid", "text": "random_text"},
        },
        "comments": {
            "from": {"id": "232323232", "username": "test"},
            "media": {"id": "123123123", "media_product_type": "FEED"},
            "id": "17865799348089039",
            "parent_id": "1231231234",
            "text": "This is an example.",
        },
        "mentions": {"media_id": "17887498072083520", "comment_id": "17887498072083520"},
    }
    item = {"field": act.field, "value": values[act.field]}
    events.post(world, Update(entry_id="0", field=act.field, kind="changes", item=item, account_id=account.id))
    return {}


def edit_nothing(world: World, account: Account, act: kinds.EmptyEdit) -> dict[str, Any]:
    """A `message_edit` without sender and recipient, as some accounts get it."""
    item = {
        "timestamp": int(world.clock.now() * 1_000),
        "message_edit": {"mid": f"unknown{world.new_id('oddity')}", "num_edit": 0},
    }
    events.emit(world, account, "message_edit", "messaging", item)
    return {}
