"""Reading, listing, changing and deleting what is published."""

from autogram.sandbox.content.shapes import MEDIA, media_list
from autogram.sandbox.documents import Media
from autogram.sandbox.graph.call import Call
from autogram.sandbox.graph.errors import Json
from autogram.sandbox.graph.paging import link_to, page
from autogram.sandbox.world import DAY_SECONDS


def media_of(call: Call) -> Media:
    """The media a call is about."""
    assert isinstance(call.node, Media)
    return call.node


async def read(call: Call) -> Json:
    """`GET /{media}`: the fields asked for."""
    return MEDIA.render(call.world, media_of(call), call.asked)


async def listing(call: Call) -> Json:
    """`GET /{ig}/media`: newest first, without stories, paged by cursor and by `since`/`until`."""
    since, until = call.params.number("since", 0), call.params.number("until", 2**40)
    items = media_list(call.world, call.account.id)
    return _page(call, [media for media in items if since <= media.published_at <= until])


async def stories(call: Call) -> Json:
    """`GET /{ig}/stories`: the stories of the last 24 hours."""
    world = call.world
    oldest = world.clock.now() - DAY_SECONDS
    found = (world.media.get(key) for key in reversed(world.media_of[call.account.id]))
    return _page(call, [media for media in found if media and media.is_story and media.published_at > oldest])


async def live(call: Call) -> Json:
    """`GET /{ig}/live_media`: the broadcast that is on air."""
    found = (call.world.media.get(key) for key in reversed(call.world.media_of[call.account.id]))
    return _page(call, [media for media in found if media and media.kind == "live" and not media.is_over])


async def children(call: Call) -> Json:
    """`GET /{media}/children`: the items of a carousel."""
    return _page(call, [child for key in media_of(call).children if (child := call.world.media.get(key))])


async def update(call: Call) -> Json:
    """`POST /{media}?comment_enabled=…`: switch comments on or off."""
    media = media_of(call)
    call.params.required("comment_enabled")
    media.comment_enabled = call.params.flag("comment_enabled")
    call.world.media.put(media)
    return {"success": True}


async def delete(call: Call) -> Json:
    """`DELETE /{media}`: take a publication down."""
    call.world.remove_media(media_of(call))
    return {"success": True}


def _page(call: Call, items: list[Media]) -> Json:
    asked = call.asked
    return page(items, lambda media: MEDIA.render(call.world, media, asked), options=call.params, link=link_to(call))
