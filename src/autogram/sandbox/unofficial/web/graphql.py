"""The website's GraphQL: each question is known by a hash or a number."""

from autogram.sandbox.unofficial.directory import face, person_named, person_numbered
from autogram.sandbox.unofficial.refusals import logged_out, no_such_user, signal
from autogram.sandbox.unofficial.shapes import listed, web_profile, web_profile_info
from autogram.sandbox.unofficial.visit import Answer, Json, Visit, raw_json, whole_number

SEARCH_RESULTS = 20


def viewer(visit: Visit) -> Json:
    """Who is logged in; nobody is an answer too."""
    user = web_profile_info(visit.world, visit.account) if visit.account else None
    return {"data": {"user": user}, "status": "ok"}


def user(visit: Visit) -> Json:
    """A profile by its number."""
    if visit.account is None and visit.path[0] != "api":
        raise logged_out(visit.world, visit.host, "/")
    pk = whole_number(visit.params.text("id"))
    person = person_numbered(visit.world, pk) if pk is not None else None
    shown = web_profile(visit.world, visit.account, face(visit.world, person)) if person else None
    if visit.twist == "null":
        shown = None
    return {"data": {"user": shown}, "extensions": {"is_final": True}, "status": "ok"}


def unknown(visit: Visit) -> Json:
    """A question that nobody taught the sandbox."""
    raise signal("bad_request")


def profile_info(visit: Visit) -> Json:
    """`GET /api/v1/users/web_profile_info/?username=`."""
    person = person_named(visit.world, visit.params.text("username"))
    if person is None:
        raise no_such_user()
    return {"data": {"user": web_profile_info(visit.world, face(visit.world, person))}, "status": "ok"}


def search(visit: Visit) -> Answer:
    """`GET /web/search/topsearch/?query=`: accounts whose name begins so."""
    wanted = visit.params.text("query").lower()
    person = person_named(visit.world, wanted)
    names = [account.username for account in visit.world.accounts if wanted and account.username.startswith(wanted)]
    names = list(dict.fromkeys(([person.username] if person else []) + names))[:SEARCH_RESULTS]
    found = [someone for name in names if (someone := person_named(visit.world, name))]
    base = visit.world.public_url
    users = ",".join(f'{{"position":{place},"user":{listed(base, one)}}}' for place, one in enumerate(found))
    return raw_json(f'{{"users":[{users}],"places":[],"hashtags":[],"has_more":false,"status":"ok"}}')
