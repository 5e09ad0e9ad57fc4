"""How people are written, in lists and alone, on both surfaces."""

from json.encoder import encode_basestring_ascii as quoted
from typing import Any

from autogram.sandbox.content.shapes import media_list
from autogram.sandbox.documents import Account
from autogram.sandbox.people import avatar_url
from autogram.sandbox.unofficial.directory import ACCOUNT_IDS, as_person, number_of
from autogram.sandbox.unofficial.names import Person
from autogram.sandbox.unofficial.relations import is_following
from autogram.sandbox.world import World

Json = dict[str, Any]

# Lists have up to 200 people a page: their JSON is written from these templates, not built and dumped.
LISTED = (
    '{"pk":%d,"pk_id":"%d","id":"%d","strong_id__":"%d","full_name":%s,"is_private":%s,"fbid_v2":"%d",'
    '"third_party_downloads_enabled":0,"profile_pic_id":"%d_0","profile_pic_url":"%s/_sandbox/avatars/%s.svg",'
    '"is_verified":%s,"username":"%s","has_anonymous_profile_picture":false,"account_badges":[],'
    '"latest_reel_media":0,"is_favorite":false}'
)
EDGE = (
    '{"node":{"id":"%d","username":"%s","full_name":%s,"profile_pic_url":"%s/_sandbox/avatars/%s.svg","is_private":%s,'
    '"is_verified":%s,"followed_by_viewer":%s,"follows_viewer":%s,"requested_by_viewer":false,"reel":{"id":"%d",'
    '"expiring_at":0,"has_pride_media":false,"latest_reel_media":0,"seen":null,"owner":{"__typename":"GraphUser",'
    '"id":"%d","username":"%s"}}}}'
)
FLAGS = ("false", "true")


def listed(base: str, person: Person) -> str:
    """A member of a list, as the app and the website's own API write one."""
    pk, username, name, is_private, is_verified = person
    return LISTED % (
        pk, pk, pk, pk, quoted(name), FLAGS[is_private], ACCOUNT_IDS + pk, pk, base, username,
        FLAGS[is_verified], username,
    )  # fmt: skip


def edge(base: str, person: Person, is_followed: bool, is_follower: bool) -> str:
    """A member of a list, as the website's older GraphQL writes one."""
    pk, username, name, is_private, is_verified = person
    return EDGE % (
        pk, username, quoted(name), base, username, FLAGS[is_private], FLAGS[is_verified], FLAGS[is_followed],
        FLAGS[is_follower], pk, pk, username,
    )  # fmt: skip


def short(world: World, person: Person) -> Json:
    """Who wrote or published something."""
    return {
        "pk": str(person.pk),
        "pk_id": str(person.pk),
        "id": str(person.pk),
        "username": person.username,
        "full_name": person.name,
        "is_private": person.is_private,
        "is_verified": person.is_verified,
        "fbid_v2": str(ACCOUNT_IDS + person.pk),
        "profile_pic_id": f"{person.pk}_0",
        "profile_pic_url": avatar_url(world, person.username),
    }


def full(world: World, account: Account) -> Json:
    """A profile as the app shows it."""
    picture = avatar_url(world, account.username)
    return short(world, as_person(account)) | {
        "strong_id__": str(number_of(account)),
        "biography": account.biography,
        "external_url": account.website,
        "is_business": account.is_professional,
        "account_type": {"BUSINESS": 2, "MEDIA_CREATOR": 3}.get(account.account_type, 1),
        "category": "Local business" if account.account_type == "BUSINESS" else None,
        "media_count": len(media_list(world, account.id)),
        "follower_count": account.followers_count,
        "following_count": account.follows_count,
        "hd_profile_pic_url_info": {"url": picture, "width": 320, "height": 320},
        "hd_profile_pic_versions": [{"url": picture, "width": 320, "height": 320}],
    }


def own(world: World, account: Account) -> Json:
    """What only the owner sees of a profile."""
    private = {"email": f"{account.username}@mail.example", "phone_number": "", "birthday": None, "gender": 3}
    return full(world, account) | private


def friendship(world: World, viewer: Account | None, account: Account) -> Json:
    """How the viewer and an account stand to each other."""
    return {
        "following": viewer is not None and is_following(world, viewer, account),
        "followed_by": viewer is not None and is_following(world, account, viewer),
        "blocking": False,
        "muting": False,
        "is_private": account.is_private,
        "incoming_request": False,
        "outgoing_request": False,
        "is_bestie": False,
        "is_restricted": False,
        "is_feed_favorite": False,
        "is_blocking_reel": False,
        "is_muting_reel": False,
        "is_muting_notes": False,
        "is_eligible_to_subscribe": False,
        "subscribed": False,
    }


def web_profile(world: World, viewer: Account | None, account: Account) -> Json:
    """A profile as the website's newer GraphQL writes it."""
    return full(world, account) | {"friendship_status": friendship(world, viewer, account)}


def web_profile_info(world: World, account: Account) -> Json:
    """A profile as the website shows it to anybody."""
    posts = len(media_list(world, account.id))
    nothing = {"edges": [], "page_info": {"has_next_page": False, "end_cursor": None}}
    return {
        "id": str(number_of(account)),
        "username": account.username,
        "full_name": account.name,
        "biography": account.biography,
        "external_url": account.website or None,
        "is_private": account.is_private,
        "is_verified": account.is_verified,
        "is_business_account": account.account_type == "BUSINESS",
        "business_category_name": None,
        "profile_pic_url": avatar_url(world, account.username),
        "profile_pic_url_hd": avatar_url(world, account.username),
        "edge_followed_by": {"count": account.followers_count},
        "edge_follow": {"count": account.follows_count},
        "edge_owner_to_timeline_media": {"count": posts} | nothing,
    }
