"""The one table of everything website and app can do here."""

import re
from collections.abc import Sequence

from autogram.sandbox.documents import Account
from autogram.sandbox.unofficial import comments, lists, posts
from autogram.sandbox.unofficial.mobile import bloks, profiles
from autogram.sandbox.unofficial.mobile import login as app_login
from autogram.sandbox.unofficial.visit import WEB_HOST, Operation, Visit
from autogram.sandbox.unofficial.web import graphql, pages
from autogram.sandbox.unofficial.web import login as web_login

Paths = Sequence[tuple[str, re.Pattern[str], Operation]]


def _paths(*rows: tuple[str, str, Operation]) -> Paths:
    return [(methods, re.compile(pattern), operation) for methods, pattern, operation in rows]


# Questions to the website's GraphQL, by query_hash or doc_id.
QUESTIONS = {
    "d6f4427fbe92d846298cf93df0b937d3": Operation("web.viewer", graphql.viewer, is_public=True),
    "37479f2b8209594dde7facb0d904896a": Operation("web.followers", lists.follower_edges),
    "58712303d941c6855d4e888c5f0cd22f": Operation("web.following", lists.following_edges),
    "3dec7e2c57367ef3da3d987d89f9dbc8": Operation("web.following", lists.following_edges),
    "97b41c52301f77ce508f55e66d17620e": Operation("web.comments", comments.edges),
    "51fdd02b67508306ad4484ff574a0b62": Operation("web.replies", comments.reply_edges),
    "27937681195819736": Operation("web.user", graphql.user, is_public=True),
    "28036671149327607": Operation("web.user", graphql.user, is_public=True),
    "27128499623469141": Operation("web.post", posts.coded, is_public=True),
    "27830990013244856": Operation("web.post", posts.coded, is_public=True),
    "29104886249145907": Operation("web.posts", posts.timeline, is_public=True),
}
UNKNOWN_QUESTION = Operation("web.graphql", graphql.unknown, is_public=True)
FRIENDSHIPS, MEDIA = r"api/v1/friendships/(\d+)", r"api/v1/media/([\d_]+)"
WEB = _paths(
    ("GET", r"", Operation("web.start", pages.start, is_public=True)),
    ("POST", r"(?:api/v1/web/)?accounts/login/ajax", Operation("web.login", web_login.login, is_public=True)),
    (
        "POST",
        r"(?:api/v1/web/)?accounts/login/ajax/two_factor",
        Operation("web.two_factor", web_login.two_factor, is_public=True),
    ),
    ("POST", r"(?:api/v1/web/)?accounts/logout/ajax", Operation("web.logout", web_login.logout, is_public=True)),
    ("GET", FRIENDSHIPS + r"/followers", Operation("web.followers", lists.followers)),
    ("GET", FRIENDSHIPS + r"/following", Operation("web.following", lists.following)),
    ("GET", r"api/v1/users/web_profile_info", Operation("web.profile_info", graphql.profile_info, is_public=True)),
    ("GET", r"web/search/topsearch", Operation("web.search", graphql.search, is_public=True)),
    ("GET", MEDIA + r"/likers", Operation("web.likers", posts.liker_list)),
    ("GET", r"accounts/login", Operation("web.login_page", pages.login_page, is_public=True)),
    ("GET", r"([\w.]{1,30})", Operation("web.profile", pages.profile, is_public=True)),
)
SCREEN = r"api/v1/bloks/(?:apps|async_action)/com\.bloks\.www\."
PREPARE = Operation("mobile.prepare", app_login.prepare, is_public=True)
BLOKS_LOGIN = Operation("mobile.login", bloks.login, is_public=True)
MOBILE = _paths(
    ("POST", r"graphql/query", Operation("mobile.graphql", graphql.unknown, is_public=True)),
    ("POST", r"graphql_www", Operation("mobile.prepare", app_login.register_device, is_public=True)),
    ("GET", r"api/v1/qe/sync", Operation("mobile.encryption_key", app_login.encryption_key, is_public=True)),
    ("POST", r"api/v1/(?:qe|launcher)/sync", PREPARE),
    ("POST", r"api/v1/attestation/create_android_keystore", PREPARE),
    (
        "POST",
        SCREEN + r"(?:bloks\.)?caa\.login\.process_client_data_and_redirect",
        Operation("mobile.prepare", bloks.begin, is_public=True),
    ),
    ("POST", SCREEN + r"(?:bloks\.)?caa\.login\.async\.send_login_request", BLOKS_LOGIN),
    (
        "POST",
        SCREEN + r"two_step_verification\.verify_code\.async",
        Operation("mobile.two_factor", bloks.two_factor, is_public=True),
    ),
    ("POST", r"api/v1/bloks/.+", Operation("mobile.prepare", bloks.screen, is_public=True)),
    ("POST", r"api/v1/accounts/login", Operation("mobile.login", app_login.login, is_public=True)),
    ("POST", r"api/v1/accounts/two_factor_login", Operation("mobile.two_factor", app_login.two_factor, is_public=True)),
    ("POST", r"api/v1/accounts/logout", Operation("mobile.logout", app_login.logout)),
    ("GET,POST", r"api/v1/feed/(?:reels_tray|timeline)", Operation("mobile.feed", profiles.tray)),
    ("GET", r"api/v1/accounts/current_user", Operation("mobile.account", profiles.current)),
    ("GET", r"api/v1/users/(\d+)/info", Operation("mobile.user", profiles.by_number)),
    ("GET", r"api/v1/users/([\w.]+)/usernameinfo", Operation("mobile.user", profiles.by_name)),
    ("GET", r"api/v1/friendships/show/(\d+)", Operation("mobile.friendship", profiles.relation)),
    ("POST", r"api/v1/friendships/create/(\d+)", Operation("mobile.follow", profiles.follow, is_write=True)),
    ("POST", r"api/v1/friendships/destroy/(\d+)", Operation("mobile.unfollow", profiles.unfollow, is_write=True)),
    ("GET", FRIENDSHIPS + r"/followers", Operation("mobile.followers", lists.followers)),
    ("GET", FRIENDSHIPS + r"/following", Operation("mobile.following", lists.following)),
    ("GET", r"api/v1/feed/user/(\d+)", Operation("mobile.posts", posts.feed)),
    ("GET", MEDIA + r"/info", Operation("mobile.media", posts.read)),
    ("GET", MEDIA + r"/likers", Operation("mobile.likers", posts.liker_list)),
    ("GET,POST", MEDIA + r"/(?:stream_)?comments", Operation("mobile.comments", comments.listing)),
    (
        "GET,POST",
        MEDIA + r"/comments/(\d+)/(?:inline_)?child_comments",
        Operation("mobile.replies", comments.replies),
    ),
    ("POST", MEDIA + r"/comment", Operation("mobile.comment", comments.write, is_write=True)),
    ("POST", MEDIA + r"/comment/bulk_delete", Operation("mobile.comment_delete", comments.delete, is_write=True)),
    ("POST", MEDIA + r"/comment_like", Operation("mobile.comment_like", comments.like, is_write=True)),
    ("POST", MEDIA + r"/comment_unlike", Operation("mobile.comment_unlike", comments.unlike, is_write=True)),
    ("POST", MEDIA + r"/like", Operation("mobile.like", posts.like, is_write=True)),
    ("POST", MEDIA + r"/unlike", Operation("mobile.unlike", posts.unlike, is_write=True)),
)
OPERATIONS = [operation for _, _, operation in (*WEB, *MOBILE)] + [*QUESTIONS.values(), UNKNOWN_QUESTION]


def find_operation(visit: Visit) -> Operation | None:
    """Return the operation for a request, and set the ids its path has."""
    path = "/".join(visit.path)
    if visit.host == WEB_HOST and path in ("graphql/query", "api/graphql"):
        return QUESTIONS.get(visit.params.text("query_hash") or visit.params.text("doc_id"), UNKNOWN_QUESTION)
    for methods, pattern, operation in WEB if visit.host == WEB_HOST else MOBILE:
        if visit.method in methods and (found := pattern.fullmatch(path)):
            visit.names = found.groups()
            return operation
    return None


def named_account(visit: Visit) -> Account | None:
    """The account that a request without a session is about: who logs in, or whose page is read."""
    world, params = visit.world, visit.params
    if "params" in params:
        name, waiting = bloks.contact_point(visit), bloks.waiting_login(visit)
    else:
        name, waiting = params.text("username"), params.text("identifier") or params.text("two_factor_identifier")
    if account_id := world.community.waiting_for_code.get(waiting):
        return world.accounts.get(account_id)
    return world.account_called((name or (visit.names[0] if visit.names else "")).lower())
