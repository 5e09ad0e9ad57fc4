"""Likes that have somebody behind them."""

from autogram.sandbox.community.documents import Like
from autogram.sandbox.documents import Account, Comment, Media
from autogram.sandbox.world import World


def has_liked(world: World, thing: Media | Comment, account: Account | None) -> bool:
    """Tell whether an account likes something."""
    return account is not None and _key(thing, account) in world.community.likes


def set_like(world: World, thing: Media | Comment, account: Account, *, is_liked: bool) -> None:
    """An account likes something, or no longer; saying so twice counts once."""
    if is_liked == has_liked(world, thing, account):
        return
    thing.like_count += 1 if is_liked else -1
    if isinstance(thing, Media):
        world.media.put(thing)
    else:
        world.comments.put(thing)
    if is_liked:
        world.community.likes.put(Like(id=_key(thing, account), account_id=account.id))
    else:
        world.community.likes.remove(_key(thing, account))


def likers(world: World, thing: Media | Comment) -> list[Account]:
    """The accounts that like something."""
    found = (mark.account_id for mark in world.community.likes if mark.id.startswith(f"{thing.id}:"))
    return [account for key in found if (account := world.accounts.get(key))]


def _key(thing: Media | Comment, account: Account) -> str:
    return f"{thing.id}:{account.id}"
