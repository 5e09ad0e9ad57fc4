"""The pages permalinks lead to, so that a link opens something offline."""

from html import escape

from starlette.responses import HTMLResponse, Response

from autogram.sandbox.content.shapes import VIDEO_KINDS, comment_list, media_address
from autogram.sandbox.documents import Media
from autogram.sandbox.graph.call import Call
from autogram.sandbox.pages import document
from autogram.sandbox.shortcodes import media_id_of
from autogram.sandbox.world import World

STYLE = """
.card{max-width:32rem;margin:4vh auto;padding:1.2rem}.card img,.card video{width:100%;border-radius:.7rem;display:block}
.who{display:flex;gap:.7rem;align-items:center;margin-bottom:.8rem}.who img{width:2.4rem;border-radius:50%}
.caption{white-space:pre-wrap;overflow-wrap:anywhere}
"""


async def show(call: Call) -> Response:
    """`GET www.instagram.com/p/{shortcode}/`, `/reel/{shortcode}/` and `/stories/{username}/{id}/`."""
    key = call.path[2] if call.path[0] == "stories" and len(call.path) > 2 else media_id_of(call.path[1])
    media = call.world.media.get(key)
    if media is None:
        body = '<main class="card"><h1>Sorry, this page isn\'t available.</h1></main>'
        return HTMLResponse(document("Not found", body, STYLE), 404)
    return HTMLResponse(document("Post", _body(call.world, media), STYLE))


def _body(world: World, media: Media) -> str:
    owner = world.accounts.get(media.account_id)
    name = escape(owner.username if owner else "")
    items = [child for key in media.children if (child := world.media.get(key))] or [media]
    shown = "".join(_picture(world, item) for item in items)
    comments = "".join(
        f"<p><b>{escape(comment.username)}</b> {escape(comment.text)}</p>" for comment in comment_list(world, media.id)
    )
    caption = escape(str(media.parameters.get("caption", "")))
    return (
        f'<main class="card"><div class="who"><img src="/_sandbox/avatars/{name}.svg" alt=""><b>{name}</b></div>'
        f'{shown}<p class="caption">{caption}</p>{comments}<p class="badge">Sandbox, not the real Instagram</p></main>'
    )


def _picture(world: World, media: Media) -> str:
    address = escape(str(media_address(world, media)))
    if media.kind in VIDEO_KINDS:
        return f'<video controls src="{address}"></video>'
    return f'<img src="{address}" alt="{escape(str(media.parameters.get("alt_text", "")))}">'
