"""Acts on publications: comments, replies, live comments, mentions."""

from typing import Any

from starlette.exceptions import HTTPException

from autogram.sandbox.acts import kinds
from autogram.sandbox.content.comments import add_comment
from autogram.sandbox.content.mentions import mention
from autogram.sandbox.customers import customer
from autogram.sandbox.documents import Account, Media
from autogram.sandbox.shortcodes import shortcode_of
from autogram.sandbox.world import World


def comment(world: World, account: Account, act: kinds.WriteComment) -> dict[str, Any]:
    """The person comments on a publication of the account."""
    media = _media(world, account, act.media_id, act.parent_id)
    name = customer(world, act.person).id
    written = add_comment(world, media, username=name, text=act.text, parent_id=act.parent_id, ad=act.ad)
    return {"comment_id": written.id}


def delete_comment(world: World, account: Account, act: kinds.DeleteComment) -> dict[str, Any]:
    """The person deletes a comment of theirs, and its replies go with it."""
    found = world.comments.get(act.comment_id)
    if found is None or found.username != customer(world, act.person).id:
        raise HTTPException(404, "no such comment of this person")
    world.remove_comment(found)
    return {"comment_id": found.id}


def comment_by_phone(world: World, account: Account, act: kinds.PhoneComment) -> dict[str, Any]:
    """The owner comments with the phone."""
    media = _media(world, account, act.media_id, act.parent_id)
    written = add_comment(world, media, username=account.username, text=act.text, parent_id=act.parent_id)
    return {"comment_id": written.id}


def comment_live(world: World, account: Account, act: kinds.CommentLive) -> dict[str, Any]:
    """The person comments on the broadcast that is on air."""
    media = _on_air(world, account) or _begin(world, account)
    written = add_comment(world, media, username=customer(world, act.person).id, text=act.text)
    return {"comment_id": written.id, "media_id": media.id}


def end_live(world: World, account: Account, act: kinds.EndLive) -> dict[str, Any]:
    """The broadcast ends; its comments can no longer be answered privately."""
    media = _on_air(world, account)
    if media is None:
        raise HTTPException(404, "nothing is on air")
    media.is_over = True
    world.media.put(media)
    return {"media_id": media.id}


def mention_account(world: World, account: Account, act: kinds.Mention) -> dict[str, Any]:
    """The person mentions the account outside of the account's own publications."""
    text = act.text or f"Look at @{account.username}!"
    return mention(world, account, customer(world, act.person).id, text, is_comment=act.is_comment)


def tag_account(world: World, account: Account, act: kinds.TagAccount) -> dict[str, Any]:
    """The person tags the account on a picture of theirs."""
    return mention(world, account, customer(world, act.person).id, act.text, is_tag=True)


def _media(world: World, account: Account, media_id: str, parent_id: str | None) -> Media:
    media = world.media.get(media_id)
    if media is None or media.account_id != account.id:
        raise HTTPException(404, "no such media of this account")
    if parent_id and not ((parent := world.comments.get(parent_id)) and parent.media_id == media.id):
        raise HTTPException(404, "no such comment on this media")
    return media


def _on_air(world: World, account: Account) -> Media | None:
    live = (world.media.get(key) for key in reversed(world.media_of[account.id]))
    return next((media for media in live if media and media.kind == "live" and not media.is_over), None)


def _begin(world: World, account: Account) -> Media:
    key = world.new_id("media")
    media = Media(
        id=key,
        account_id=account.id,
        container_id="",
        kind="live",
        parameters={},
        shortcode=shortcode_of(key),
        published_at=world.clock.now(),
    )
    world.add_media(media)
    return media
