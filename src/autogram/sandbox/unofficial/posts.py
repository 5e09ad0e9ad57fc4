"""Publications, as website and app see those the official API publishes."""

from starlette.responses import Response

from autogram.sandbox.content.shapes import VIDEO_KINDS, media_address, media_list
from autogram.sandbox.documents import Account, Media
from autogram.sandbox.graph.fields import MISSING
from autogram.sandbox.shortcodes import LETTERS
from autogram.sandbox.unofficial.directory import account_numbered, as_person, number_of
from autogram.sandbox.unofficial.likes import has_liked, likers, set_like
from autogram.sandbox.unofficial.lists import account_for, may_see
from autogram.sandbox.unofficial.refusals import no_such_media, refuse
from autogram.sandbox.unofficial.shapes import listed, short
from autogram.sandbox.unofficial.visit import Json, Refusal, Visit, raw_json, whole_number
from autogram.sandbox.world import World

# A shortcode is a media's number here, in 64 letters. The Graph API's ids are others: its shortcodes start with a C.
NUMBER_START = 2 * 64**10
FEED_PAGE, TIMELINE_PAGE = 33, 12
KINDS = {"carousel": 8, "video": 2, "reel": 2}


def media_number(media: Media) -> int:
    """The number by which website and app know a publication."""
    return int(media.id) + NUMBER_START


def media_numbered(visit: Visit, number: str) -> Media:
    """The publication with this number, or with `number_owner`, if the viewer may see it."""
    pk = whole_number(number.partition("_")[0])
    media = visit.world.media.get(str(pk - NUMBER_START)) if pk is not None else None
    owner = visit.world.accounts.get(media.account_id) if media else None
    if media is None or owner is None or media.parent_id or not may_see(visit, owner):
        raise no_such_media()
    return media


def media_coded(visit: Visit, shortcode: str) -> Media:
    """The publication with this shortcode, if the viewer may see it."""
    number = 0
    for letter in shortcode[:11]:
        number = number * 64 + max(LETTERS.find(letter), 0)
    return media_numbered(visit, str(number))


def post(visit: Visit, media: Media) -> Json:
    """A publication in full."""
    world = visit.world
    owner = world.accounts.get(media.account_id)
    assert owner is not None
    number, person = media_number(media), short(world, as_person(owner))
    caption = str(media.parameters.get("caption", ""))
    shown: Json = {
        "pk": str(number),
        "id": f"{number}_{number_of(owner)}",
        "code": media.shortcode,
        "taken_at": int(media.published_at),
        "product_type": _product_type(media),
        "user": person,
        "owner": person,
        "caption": {"pk": "1", "text": caption, "user_id": person["pk"], "user": person} if caption else None,
        "like_count": media.like_count,
        "has_liked": has_liked(world, media, visit.account),
        "comment_count": len(world.comments_of[media.id]),
        "comments_disabled": not media.comment_enabled,
        "commenting_disabled_for_viewer": not media.comment_enabled,
        "comment_likes_enabled": True,
        "like_and_view_counts_disabled": False,
        "accessibility_caption": str(media.parameters.get("alt_text", "")) or None,
    }
    shown |= _files(world, media)
    if media.kind == "carousel":
        children = [child for key in media.children if (child := world.media.get(key))]
        shown["carousel_media_count"] = len(children)
        shown["carousel_media"] = [
            {
                "pk": str(media_number(child)),
                "id": f"{media_number(child)}_{person['pk']}",
                "carousel_parent_id": shown["id"],
            }
            | _files(world, child)
            for child in children
        ]
    return shown


def read(visit: Visit) -> Json:
    """`GET /media/{id}/info/`."""
    media = media_numbered(visit, visit.names[0])
    return {"items": [post(visit, media)], "num_results": 1, "more_available": False, "status": "ok"}


def coded(visit: Visit) -> Json:
    """`POST /graphql/query`: a publication by its shortcode; nothing when it cannot be seen."""
    media = _if_any(visit, visit.params.text("shortcode"))
    items = [post(visit, media)] if media else []
    return {"data": {"xdt_api__v1__media__shortcode__web_info": {"items": items}}, "status": "ok"}


def feed(visit: Visit) -> Json:
    """`GET /feed/user/{user}/?count=&max_id=`: what an account published."""
    account = account_for(visit, visit.names[0])
    if not may_see(visit, account):
        raise refuse("Not authorized to view user")
    count = min(visit.params.number("count", FEED_PAGE) if visit.params.text("count") else FEED_PAGE, FEED_PAGE)
    found, cursor = _page(visit, account, visit.params.text("max_id"), count or FEED_PAGE)
    more = {"next_max_id": cursor} if cursor else {}
    items = [post(visit, media) for media in found]
    return {"items": items, "num_results": len(found), "more_available": bool(cursor), "status": "ok"} | more


def timeline(visit: Visit) -> Json:
    """`POST /graphql/query`: what an account published, for the website."""
    account = visit.world.account_called(visit.params.text("username").lower())
    if account is None:
        return {"data": {"xdt_api__v1__feed__user_timeline_graphql_connection": None}, "status": "ok"}
    is_open = may_see(visit, account)
    found, cursor = _page(visit, account, visit.params.text("after"), TIMELINE_PAGE) if is_open else ([], "")
    edges = [{"node": post(visit, media), "cursor": media.id} for media in found]
    page_info = {"has_next_page": bool(cursor), "end_cursor": cursor or None}
    connection = {"edges": edges, "page_info": page_info}
    return {"data": {"xdt_api__v1__feed__user_timeline_graphql_connection": connection}, "status": "ok"}


def like(visit: Visit) -> Json:
    """`POST /media/{id}/like/`."""
    set_like(visit.world, media_numbered(visit, visit.names[0]), visit.viewer, is_liked=True)
    return {"status": "ok"}


def unlike(visit: Visit) -> Json:
    """`POST /media/{id}/unlike/`."""
    set_like(visit.world, media_numbered(visit, visit.names[0]), visit.viewer, is_liked=False)
    return {"status": "ok"}


def liker_list(visit: Visit) -> Response:
    """`GET /media/{id}/likers/`: those who liked it here; likes without a face are only counted."""
    world, media = visit.world, media_numbered(visit, visit.names[0])
    people = [as_person(account) for account in likers(world, media)]
    users = ",".join(listed(world.public_url, person) for person in people)
    return raw_json(f'{{"users":[{users}],"user_count":{media.like_count},"status":"ok"}}')


def _page(visit: Visit, account: Account, cursor: str, count: int) -> tuple[list[Media], str]:
    """Publications newest first, from the one with this id on; the id of the next."""
    found = media_list(visit.world, account.id) if account_numbered(visit.world, number_of(account)) else []
    start = next((place for place, media in enumerate(found) if media.id == cursor), 0) if cursor else 0
    shown, rest = found[start : start + count], found[start + count :]
    return shown, rest[0].id if rest else ""


def _if_any(visit: Visit, shortcode: str) -> Media | None:
    try:
        return media_coded(visit, shortcode)
    except Refusal:
        return None


def _product_type(media: Media) -> str:
    if media.kind == "carousel":
        return "carousel_container"
    return "clips" if media.kind == "reel" else "feed"


def _files(world: World, media: Media) -> Json:
    """Where the picture is, and the film."""
    address = media_address(world, media)
    if address is MISSING:
        address = f"{world.public_url}/_sandbox/samples/sample.jpg"
    files: Json = {"media_type": KINDS.get(media.kind, 1), "original_width": 1080, "original_height": 1080}
    picture = address
    if media.kind in VIDEO_KINDS:
        duration = float(media.parameters.get("seconds", 5.0))
        film = {"type": 101, "width": 720, "height": 1280, "url": address, "id": "1"}
        files |= {
            "video_versions": [film],
            "video_duration": duration,
            "has_audio": True,
            "view_count": 0,
            "play_count": 0,
        }
        picture = f"{world.public_url}/_sandbox/thumbnails/{media.sha256}.jpg" if media.sha256 else address
    return files | {"image_versions2": {"candidates": [{"width": 1080, "height": 1080, "url": picture}]}}
