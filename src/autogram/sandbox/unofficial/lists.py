"""Follower lists, as the app and the website page through them."""

import base64
import binascii
from dataclasses import dataclass
from itertools import islice

from starlette.responses import Response

from autogram.sandbox.community.documents import Direction
from autogram.sandbox.documents import Account
from autogram.sandbox.unofficial.directory import face, person_numbered
from autogram.sandbox.unofficial.names import Person
from autogram.sandbox.unofficial.refusals import no_such_user, refuse
from autogram.sandbox.unofficial.relations import List, is_following, list_of
from autogram.sandbox.unofficial.shapes import FLAGS, edge, listed
from autogram.sandbox.unofficial.visit import WEB_HOST, Refusal, Visit, raw_json, whole_number

CURSOR_PREFIX = "QVFE"
OVERLAP, LIMITED_PAGE, SEARCHED = 5, 50, 20_000
EDGE_NAMES: dict[Direction, str] = {"followers": "edge_followed_by", "following": "edge_follow"}


@dataclass(slots=True)
class Page:
    """One page of a list, after everything that can be wrong with it."""

    people: list[Person]
    cursor: str | None
    is_limited: bool = False


def followers(visit: Visit) -> Response:
    """`GET /friendships/{user}/followers/?count=&max_id=`."""
    return _friendships(visit, "followers")


def following(visit: Visit) -> Response:
    """`GET /friendships/{user}/following/?count=&max_id=`."""
    return _friendships(visit, "following")


def follower_edges(visit: Visit) -> Response:
    """`GET /graphql/query` with `{"id", "first", "after"}`: who follows an account."""
    return _edges(visit, "followers")


def following_edges(visit: Visit) -> Response:
    """`GET /graphql/query` with `{"id", "first", "after"}`: whom an account follows."""
    return _edges(visit, "following")


def may_see(visit: Visit, account: Account) -> bool:
    """Tell whether the viewer sees what a private account shows to its followers."""
    viewer = visit.account
    return not account.is_private or (
        viewer is not None and (viewer.id == account.id or is_following(visit.world, viewer, account))
    )


def account_for(visit: Visit, number: str) -> Account:
    """Whoever has this number, as an account."""
    pk = whole_number(number)
    person = person_numbered(visit.world, pk) if pk is not None else None
    if person is None:
        raise no_such_user()
    return face(visit.world, person)


def _friendships(visit: Visit, direction: Direction) -> Response:
    if visit.host == WEB_HOST and "x-ig-app-id" not in visit.headers:
        raise refuse("useragent mismatch")
    account = account_for(visit, visit.names[0])
    if not may_see(visit, account):
        raise refuse("Not authorized to view user")
    if visit.twist == "null":
        return raw_json('{"status":"ok"}')
    limit = visit.world.switches.list_page_size
    asked = visit.params.number("count", 12) if visit.params.text("count") else 12
    page = _page(visit, account, direction, visit.params.text("max_id"), max(1, min(asked, limit)))
    base, has_more = visit.world.public_url, FLAGS[page.cursor is not None]
    users = ",".join([listed(base, person) for person in page.people])
    following_page = f'"next_max_id":"{page.cursor}",' if page.cursor is not None else ""
    return raw_json(
        f'{{"users":[{users}],"big_list":{has_more},"page_size":{limit},"groups":[],"more_groups_available":false,'
        f'"has_more":{has_more},{following_page}"should_limit_list_of_followers":{FLAGS[page.is_limited]},'
        '"use_clickable_see_more":false,"show_spam_follow_request_tab":true,'
        '"follow_ranking_token":"sandbox|DEFAULT","status":"ok"}'
    )


def _edges(visit: Visit, direction: Direction) -> Response:
    if visit.twist == "null":
        return raw_json('{"data":{"user":null},"status":"ok"}')
    account = account_for(visit, visit.params.text("id"))
    count = max(1, min(visit.params.number("first", 12), visit.world.switches.graphql_page_size))
    # The website does not refuse strangers here: the list of a private account is just empty.
    is_open = may_see(visit, account)
    page = _page(visit, account, direction, visit.params.text("after"), count) if is_open else Page([], None)
    total = account.followers_count if direction == "followers" else account.follows_count
    has_more, cursor = FLAGS[page.cursor is not None], f'"{page.cursor}"' if page.cursor is not None else "null"
    connection = (
        f'{{"count":{total},"page_info":{{"has_next_page":{has_more},"end_cursor":{cursor}}},'
        f'"edges":[{",".join(_nodes(visit, page.people))}]}}'
    )
    return raw_json(f'{{"data":{{"user":{{"{EDGE_NAMES[direction]}":{connection}}}}},"status":"ok"}}')


def _nodes(visit: Visit, people: list[Person]) -> list[str]:
    base, viewer = visit.world.public_url, visit.viewer
    followed, fans = list_of(visit.world, viewer, "following"), list_of(visit.world, viewer, "followers")
    return [edge(base, person, person.pk in followed, person.pk in fans) for person in people]


def _page(visit: Visit, account: Account, direction: Direction, cursor: str, count: int) -> Page:
    members, twist = list_of(visit.world, account, direction), visit.twist
    if wanted := visit.params.text("query").lower():
        return Page(_search(members, wanted, count), None)
    position = _position(cursor)
    if twist == "empty":
        # Nothing is lost: the next cursor, written otherwise, leads to the same place.
        return Page([], _written(direction, position if position is not None else _first(members), "00"))
    if limit := _limit(visit, account):
        return Page(members.page(None, limit)[0], None, is_limited=True)
    start = position - OVERLAP if twist == "duplicates" and position is not None else position
    people, following_position = members.page(start, count)
    if twist == "end" or following_position is None:
        return Page(people, None)
    if twist == "repeated":
        return Page(people, cursor or _written(direction, _first(members)))
    return Page(people, _written(direction, following_position))


def _search(members: List, wanted: str, count: int) -> list[Person]:
    """Those of the newest whose name begins with what was typed."""
    newest = (person for _, person in islice(members.walk(), SEARCHED))
    return list(islice((one for one in newest if one.username.startswith(wanted)), count))


def _limit(visit: Visit, account: Account) -> int | None:
    """How many Instagram shows at most, when it shows a part of a list only."""
    if visit.twist == "limited":
        return LIMITED_PAGE
    is_foreign = account.id != visit.viewer.id
    return visit.world.switches.foreign_list_limit if is_foreign else None


def _first(members: List) -> int:
    return -len(members.side.added)


def _written(direction: Direction, position: int, padding: str = "") -> str:
    """A cursor: opaque for followers, a plain number for the other list, as at Instagram."""
    sign, digits = "-" if position < 0 else "", str(abs(position))
    text = f"{sign}{padding}{digits}"
    if direction == "following":
        return text
    return CURSOR_PREFIX + base64.urlsafe_b64encode(text.encode()).decode()


def _position(cursor: str) -> int | None:
    """The position behind a cursor; null at the beginning."""
    if not cursor:
        return None
    try:
        if cursor.startswith(CURSOR_PREFIX):
            return int(base64.urlsafe_b64decode(cursor.removeprefix(CURSOR_PREFIX)))
        return int(cursor)
    except (ValueError, binascii.Error):
        raise Refusal(400, {"message": "Invalid cursor", "status": "fail"}) from None
