"""The one table of everything the emulated hosts can do."""

from autogram.sandbox.content import comments, media, profile
from autogram.sandbox.documents import Account, Comment, Container, Media
from autogram.sandbox.graph.call import INSTAGRAM_GRAPH, Operation
from autogram.sandbox.graph.endpoint import OperationTable
from autogram.sandbox.login import dialog, instagram
from autogram.sandbox.publishing import containers as container_life
from autogram.sandbox.publishing import publish
from autogram.sandbox.publishing.containers import Containers
from autogram.sandbox.store import Document


def operation_table(containers: Containers) -> OperationTable:
    """Name every path and edge; the names are those of faults and of the request log."""
    authorize = Operation("oauth.authorize", dialog.instagram, is_public=True)
    exchange = Operation("oauth.exchange", instagram.exchange, is_public=True)
    paths = {
        ("GET", "www.instagram.com", "oauth/authorize"): authorize,
        ("GET", "api.instagram.com", "oauth/authorize"): authorize,
        ("POST", "api.instagram.com", "oauth/access_token"): exchange,
        ("GET", INSTAGRAM_GRAPH, "access_token"): Operation("oauth.lengthen", instagram.lengthen, is_public=True),
        ("GET", INSTAGRAM_GRAPH, "refresh_access_token"): Operation("token.refresh", instagram.refresh, is_public=True),
    }
    edges: dict[tuple[str, type[Document], str], Operation] = {
        ("GET", Account, ""): Operation("me.read", profile.read, "basic"),
        ("POST", Account, "media"): Operation("media.create", containers.create, "content_publish"),
        ("GET", Account, "media"): Operation("media.list", media.listing, "basic"),
        ("GET", Account, "stories"): Operation("story.list", media.stories, "basic"),
        ("POST", Account, "media_publish"): Operation("media.publish", publish.publish, "content_publish"),
        ("GET", Account, "content_publishing_limit"): Operation("limit.read", publish.limit, "content_publish"),
        ("GET", Container, ""): Operation("container.read", container_life.read, "basic"),
        ("GET", Media, ""): Operation("media.read", media.read, "basic"),
        ("GET", Media, "children"): Operation("media.children", media.children, "basic"),
        ("POST", Media, ""): Operation("media.update", media.update, "manage_comments"),
        ("DELETE", Media, ""): Operation("media.delete", media.delete, "manage_contents"),
        ("GET", Media, "comments"): Operation("comment.list", comments.listing, "manage_comments"),
        ("POST", Media, "comments"): Operation("comment.create", comments.create, "manage_comments"),
        ("GET", Comment, ""): Operation("comment.read", comments.read, "manage_comments"),
        ("POST", Comment, ""): Operation("comment.update", comments.update, "manage_comments"),
        ("DELETE", Comment, ""): Operation("comment.delete", comments.delete, "manage_comments"),
        ("GET", Comment, "replies"): Operation("reply.list", comments.replies, "manage_comments"),
        ("POST", Comment, "replies"): Operation("reply.create", comments.reply, "manage_comments"),
    }
    return OperationTable(paths, edges)
