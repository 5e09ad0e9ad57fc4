"""The one table of everything the emulated hosts can do."""

from autogram.sandbox.ai import chat
from autogram.sandbox.ai.images import Drawing
from autogram.sandbox.content import comments, media, mentions, permalinks, profile, subscriptions
from autogram.sandbox.documents import Account, Comment, Container, Media
from autogram.sandbox.graph import several
from autogram.sandbox.graph.call import AI_HOST, FACEBOOK_GRAPH, GRAPH_HOSTS, INSTAGRAM_GRAPH, Handler, Operation
from autogram.sandbox.graph.endpoint import OperationTable
from autogram.sandbox.graph.nodes import Page, Person
from autogram.sandbox.inbox.documents import Guest, Message, Thread
from autogram.sandbox.insights import account as account_insights
from autogram.sandbox.insights import media as media_insights
from autogram.sandbox.login import dialog, facebook, instagram
from autogram.sandbox.messaging import conversations, menus, moderation, thread_control
from autogram.sandbox.messaging.sending import Sending
from autogram.sandbox.publishing import containers as container_life
from autogram.sandbox.publishing import publish
from autogram.sandbox.publishing.containers import Containers
from autogram.sandbox.store import Document

Paths = dict[tuple[str, str, str], Operation]
Edges = dict[tuple[str, type[Document], str], Operation]

THREAD_VERBS: dict[str, Handler] = {
    "pass": thread_control.hand_over,
    "take": thread_control.take,
    "release": thread_control.release,
    "request": thread_control.request,
    "extend": thread_control.extend,
}


def operation_table(containers: Containers, sending: Sending, drawing: Drawing) -> OperationTable:
    """Name every path and edge; the names are those of faults and of the request log."""
    return OperationTable(
        login_paths() | page_paths() | several_paths() | ai_paths(drawing),
        account_edges(containers) | media_edges() | comment_edges() | facebook_edges() | message_edges(sending),
    )


def login_paths() -> Paths:
    """Both logins."""
    authorize = Operation("oauth.authorize", dialog.instagram, is_public=True)
    authorize_pages = Operation("oauth.authorize", dialog.facebook, is_public=True)
    exchange = Operation("oauth.exchange", instagram.exchange, is_public=True)
    exchange_pages = Operation("oauth.exchange", facebook.exchange, is_public=True)
    return {
        ("GET", "www.instagram.com", "oauth/authorize"): authorize,
        ("POST", "www.instagram.com", "oauth/authorize"): authorize,
        ("GET", "api.instagram.com", "oauth/authorize"): authorize,
        ("POST", "api.instagram.com", "oauth/access_token"): exchange,
        ("GET", INSTAGRAM_GRAPH, "access_token"): Operation("token.lengthen", instagram.lengthen, is_public=True),
        ("GET", INSTAGRAM_GRAPH, "refresh_access_token"): Operation("token.refresh", instagram.refresh, is_public=True),
        ("GET", "www.facebook.com", "dialog/oauth"): authorize_pages,
        ("POST", "www.facebook.com", "dialog/oauth"): authorize_pages,
        ("GET", FACEBOOK_GRAPH, "oauth/access_token"): exchange_pages,
        ("POST", FACEBOOK_GRAPH, "oauth/access_token"): exchange_pages,
        ("GET", FACEBOOK_GRAPH, "debug_token"): Operation("token.debug", facebook.debug_token, is_public=True),
    }


def page_paths() -> Paths:
    """What permalinks open."""
    show = Operation("permalink.read", permalinks.show, is_public=True)
    return {("GET", "www.instagram.com", first): show for first in ("p/*", "reel/*", "stories/*")}


def several_paths() -> Paths:
    """Batches and `?ids=`; the calls within are checked one by one."""
    batch = Operation("batch", several.batch, is_public=True)
    by_ids = Operation("ids.read", several.by_ids, is_public=True)
    return {("POST", host, ""): batch for host in GRAPH_HOSTS} | {("GET", host, "?ids"): by_ids for host in GRAPH_HOSTS}


def ai_paths(drawing: Drawing) -> Paths:
    """The AI service; its key is checked by the operations."""
    return {
        ("GET", AI_HOST, "v1/models"): Operation("ai.models", chat.models, is_public=True),
        ("POST", AI_HOST, "v1/chat/completions"): Operation("ai.chat", chat.complete, is_public=True),
        ("POST", AI_HOST, "v1/images/generations"): Operation("ai.image", drawing.generate, is_public=True),
    }


def account_edges(containers: Containers) -> Edges:
    """The professional account."""
    return {
        ("GET", Account, ""): Operation("me.read", profile.read, "basic"),
        ("POST", Account, "media"): Operation("media.create", containers.create, "content_publish"),
        ("GET", Account, "media"): Operation("media.list", media.listing, "basic"),
        ("GET", Account, "stories"): Operation("story.list", media.stories, "basic"),
        ("POST", Account, "media_publish"): Operation("media.publish", publish.publish, "content_publish"),
        ("GET", Account, "content_publishing_limit"): Operation("limit.read", publish.limit, "content_publish"),
        ("GET", Account, "live_media"): Operation("live.list", media.live, "basic"),
        ("GET", Account, "tags"): Operation("tag.list", mentions.tags, "manage_comments"),
        ("POST", Account, "mentions"): Operation("mention.answer", mentions.answer, "manage_comments"),
        ("GET", Account, "insights"): Operation("insights.account", account_insights.read, "manage_insights"),
        ("GET", Account, "subscribed_apps"): Operation("subscription.read", subscriptions.read, "basic"),
        ("POST", Account, "subscribed_apps"): Operation("subscribe", subscriptions.subscribe, "basic"),
        ("DELETE", Account, "subscribed_apps"): Operation("unsubscribe", subscriptions.unsubscribe, "basic"),
    }


def media_edges() -> Edges:
    """Containers and what became of them."""
    return {
        ("GET", Container, ""): Operation("container.read", container_life.read, "basic"),
        ("GET", Media, ""): Operation("media.read", media.read, "basic"),
        ("GET", Media, "children"): Operation("media.children", media.children, "basic"),
        ("GET", Media, "insights"): Operation("insights.media", media_insights.read, "manage_insights"),
        ("POST", Media, ""): Operation("media.update", media.update, "manage_comments"),
        ("DELETE", Media, ""): Operation("media.delete", media.delete, "manage_contents"),
        ("GET", Media, "comments"): Operation("comment.list", comments.listing, "manage_comments"),
        ("POST", Media, "comments"): Operation("comment.create", comments.create, "manage_comments"),
    }


def comment_edges() -> Edges:
    """Comments and replies."""
    return {
        ("GET", Comment, ""): Operation("comment.read", comments.read, "manage_comments"),
        ("POST", Comment, ""): Operation("comment.update", comments.update, "manage_comments"),
        ("DELETE", Comment, ""): Operation("comment.delete", comments.delete, "manage_comments"),
        ("GET", Comment, "replies"): Operation("reply.list", comments.replies, "manage_comments"),
        ("POST", Comment, "replies"): Operation("reply.create", comments.reply, "manage_comments"),
    }


def facebook_edges() -> Edges:
    """The Facebook user and the Pages."""
    return {
        ("GET", Person, ""): Operation("user.read", facebook.person),
        ("GET", Person, "accounts"): Operation("page.list", facebook.page_list, "pages"),
        ("GET", Person, "permissions"): Operation("permission.list", facebook.permission_list),
        ("DELETE", Person, "permissions"): Operation("permission.delete", facebook.permission_delete),
        ("GET", Page, ""): Operation("page.read", facebook.page_read, "pages"),
        ("GET", Page, "subscribed_apps"): Operation("subscription.read", subscriptions.read, "page_metadata"),
        ("POST", Page, "subscribed_apps"): Operation("subscribe", subscriptions.subscribe, "page_metadata"),
        ("DELETE", Page, "subscribed_apps"): Operation("unsubscribe", subscriptions.unsubscribe, "page_metadata"),
    }


def message_edges(sending: Sending) -> Edges:
    """Conversations: of the account, by its own id or by its Page's."""
    attachments = sending.attachments
    edges: Edges = {
        ("GET", Thread, ""): Operation("conversation.read", conversations.read, "manage_messages"),
        ("GET", Thread, "messages"): Operation("conversation.messages", conversations.messages, "manage_messages"),
        ("GET", Message, ""): Operation("message.read", conversations.message, "manage_messages"),
        ("GET", Guest, ""): Operation("profile.read", conversations.profile, "manage_messages"),
    }
    for node in (Account, Page):
        edges |= {
            ("POST", node, "messages"): Operation("message.send", sending.send, "manage_messages"),
            ("POST", node, "message_attachments"): Operation(
                "attachment.create", attachments.upload, "manage_messages"
            ),
            ("GET", node, "conversations"): Operation("conversation.list", conversations.listing, "manage_messages"),
            ("POST", node, "moderate_conversations"): Operation(
                "conversation.moderate", moderation.moderate, "manage_messages"
            ),
            ("GET", node, "messenger_profile"): Operation("menu.read", menus.read, "manage_messages"),
            ("POST", node, "messenger_profile"): Operation("menu.change", menus.change, "manage_messages"),
            ("DELETE", node, "messenger_profile"): Operation("menu.delete", menus.remove, "manage_messages"),
            ("GET", node, "thread_owner"): Operation("thread.owner", thread_control.owner, "manage_messages"),
        }
        for verb, handler in THREAD_VERBS.items():
            operation = Operation(f"thread.{verb}", handler, "manage_messages")
            edges["POST", node, f"{verb}_thread_control"] = operation
    return edges
