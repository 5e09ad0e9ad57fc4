"""Profiles, as the app reads them."""

from autogram.sandbox.unofficial.directory import face, number_of, person_named
from autogram.sandbox.unofficial.lists import account_for
from autogram.sandbox.unofficial.refusals import no_such_user, refuse
from autogram.sandbox.unofficial.relations import change_list
from autogram.sandbox.unofficial.shapes import friendship, full, own
from autogram.sandbox.unofficial.visit import Json, Visit


def current(visit: Visit) -> Json:
    """`GET /accounts/current_user/`."""
    return {"user": own(visit.world, visit.viewer), "status": "ok"}


def by_number(visit: Visit) -> Json:
    """`GET /users/{user}/info/`."""
    return {"user": full(visit.world, account_for(visit, visit.names[0])), "status": "ok"}


def by_name(visit: Visit) -> Json:
    """`GET /users/{username}/usernameinfo/`."""
    person = person_named(visit.world, visit.names[0])
    if person is None:
        raise no_such_user()
    return {"user": full(visit.world, face(visit.world, person)), "status": "ok"}


def relation(visit: Visit) -> Json:
    """`GET /friendships/show/{user}/`."""
    return friendship(visit.world, visit.viewer, account_for(visit, visit.names[0])) | {"status": "ok"}


def follow(visit: Visit) -> Json:
    """`POST /friendships/create/{user}/`: at once, or as a request when the account is private."""
    account = account_for(visit, visit.names[0])
    if account.id == visit.viewer.id:
        raise refuse("You cannot follow yourself")
    if not account.is_private:
        change_list(visit.world, visit.viewer, "following", add=[number_of(account)])
    shown = friendship(visit.world, visit.viewer, account)
    return {"friendship_status": shown | {"outgoing_request": account.is_private}, "status": "ok"}


def unfollow(visit: Visit) -> Json:
    """`POST /friendships/destroy/{user}/`."""
    account = account_for(visit, visit.names[0])
    change_list(visit.world, visit.viewer, "following", remove=[number_of(account)])
    return {"friendship_status": friendship(visit.world, visit.viewer, account), "status": "ok"}


def tray(visit: Visit) -> Json:
    """`POST /feed/reels_tray/` and `/feed/timeline/`: nobody posts here but whom you make post."""
    return {
        "tray": [],
        "feed_items": [],
        "num_results": 0,
        "more_available": False,
        "next_max_id": None,
        "status": "ok",
    }
