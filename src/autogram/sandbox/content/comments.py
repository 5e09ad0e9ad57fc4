"""Comments and replies: reading, writing, hiding, deleting."""

from autogram.sandbox.content.media import media_of
from autogram.sandbox.content.shapes import COMMENT, comment_list
from autogram.sandbox.customers import person_id
from autogram.sandbox.documents import Comment, Media
from autogram.sandbox.graph.call import Call
from autogram.sandbox.graph.errors import Json, bad_parameter, missing_permission
from autogram.sandbox.graph.paging import link_to, page
from autogram.sandbox.webhooks import events
from autogram.sandbox.world import World

PAGE_LIMIT = 50


def comment_of(call: Call) -> Comment:
    """The comment a call is about."""
    assert isinstance(call.node, Comment)
    return call.node


def add_comment(
    world: World, media: Media, *, username: str, text: str, parent_id: str | None = None, ad: Json | None = None
) -> Comment:
    """Add a comment and tell the app; a reply to a reply attaches to the top comment, as on Instagram.

    `ad` names the advertisement the publication was shown as.
    """
    account = world.accounts.get(media.account_id)
    assert account is not None
    parent = world.comments.get(parent_id or "")
    comment = Comment(
        id=world.new_id("comment"),
        media_id=media.id,
        parent_id=(parent.parent_id or parent.id) if parent else None,
        from_id=person_id(world, account, username),
        username=username,
        text=text,
        created_at=world.clock.now(),
    )
    world.add_comment(comment)
    events.comment(world, account, media, comment, ad)
    return comment


async def listing(call: Call) -> Json:
    """`GET /{media}/comments`: top level only, newest first, 50 a page at most."""
    return _page(call, comment_list(call.world, media_of(call).id))


async def replies(call: Call) -> Json:
    """`GET /{comment}/replies`: oldest first."""
    comment = comment_of(call)
    return _page(call, comment_list(call.world, comment.media_id, comment.id))


async def create(call: Call) -> Json:
    """`POST /{media}/comments?message=`: comment as the account itself."""
    media = media_of(call)
    if not media.comment_enabled:
        raise bad_parameter("Comments are disabled for this media")
    return {"id": _write(call, media, None)}


async def reply(call: Call) -> Json:
    """`POST /{comment}/replies?message=`: answer a comment, unless it is hidden."""
    comment = comment_of(call)
    if comment.hidden:
        raise bad_parameter("Cannot reply to a hidden comment")
    media = call.world.media.get(comment.media_id)
    assert media is not None
    return {"id": _write(call, media, comment.id)}


async def read(call: Call) -> Json:
    """`GET /{comment}`: the fields asked for."""
    return COMMENT.render(call.world, comment_of(call), call.asked)


async def update(call: Call) -> Json:
    """`POST /{comment}?hide=true|false`: the owner's own comments stay visible."""
    comment = comment_of(call)
    call.params.required("hide")
    media = call.world.media.get(comment.media_id)
    assert media is not None
    comment.hidden = call.params.flag("hide") and comment.from_id != media.account_id
    call.world.comments.put(comment)
    return {"success": True}


async def delete(call: Call) -> Json:
    """`DELETE /{comment}`: only the media's owner may, and the token has been checked to be theirs."""
    comment = comment_of(call)
    media = call.world.media.get(comment.media_id)
    if media is None or media.account_id not in call.caller.account_ids:
        raise missing_permission()
    call.world.remove_comment(comment)
    return {"success": True}


def _write(call: Call, media: Media, parent_id: str | None) -> str:
    owner = call.own(media.account_id)
    text = call.params.required("message")
    return add_comment(call.world, media, username=owner.username, text=text, parent_id=parent_id).id


def _page(call: Call, items: list[Comment]) -> Json:
    asked = call.asked
    return page(
        items,
        lambda comment: COMMENT.render(call.world, comment, asked),
        options=call.params,
        link=link_to(call),
        default_limit=PAGE_LIMIT,
        max_limit=PAGE_LIMIT,
    )
