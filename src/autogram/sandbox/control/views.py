"""How the control API shows what the sandbox knows."""

from typing import Any

from autogram.sandbox.clock import iso_time
from autogram.sandbox.content.shapes import MEDIA
from autogram.sandbox.documents import Account, Container, Mail, Media, Token
from autogram.sandbox.graph import tokens
from autogram.sandbox.graph.fields import parse_fields
from autogram.sandbox.people import avatar_url
from autogram.sandbox.publishing.containers import status_code, status_sentence
from autogram.sandbox.unofficial.directory import number_of
from autogram.sandbox.unofficial.posts import media_number
from autogram.sandbox.world import World

MEDIA_FIELDS = parse_fields("media_type,media_product_type,media_url,permalink,timestamp,username,comments_count")


def account_view(world: World, account: Account) -> dict[str, Any]:
    """An account with all its ids."""
    shown = account.model_dump(exclude={"created_at", "scoped_id"})
    return shown | {
        "user_id": account.id,
        "app_scoped_id": account.scoped_id,
        "pk": str(number_of(account)),
        "profile_picture_url": avatar_url(world, account.username),
        "media_count": len(world.media_of[account.id]),
        "created_at": iso_time(account.created_at),
    }


def container_view(world: World, container: Container) -> dict[str, Any]:
    """A container with its parameters as received and its state now."""
    code = status_code(world, container)
    times = {name: iso_time(getattr(container, name)) for name in ("created_at", "ready_at", "expires_at")}
    return container.model_dump() | times | {"status_code": code, "status": status_sentence(container, code)}


def media_view(world: World, media: Media) -> dict[str, Any]:
    """A publication with its parameters as received, its children, and the bytes' digest."""
    container = world.containers.get(media.container_id)
    shown = media.model_dump(exclude={"published_at"}) | MEDIA.render(world, media, MEDIA_FIELDS)
    return shown | {
        "pk": str(media_number(media)),
        "published_at": iso_time(media.published_at),
        "publish_attempts": container.publish_attempts if container else 0,
        "children": [media_view(world, child) for key in media.children if (child := world.media.get(key))],
    }


def token_view(world: World, token: Token) -> dict[str, Any]:
    """A token with its life; this is the one place where the sandbox shows tokens."""
    return {
        "access_token": token.id,
        "flavour": token.flavour,
        "accounts": [account.username for key in token.account_ids if (account := world.accounts.get(key))],
        "permissions": token.scopes,
        "is_long_lived": token.is_long,
        "issued_at": iso_time(token.issued_at),
        "expires_at": iso_time(token.expires_at) if token.expires_at else None,
        "refused_with": tokens.refusal_of(world, token),
    }


def mail_view(mail: Mail) -> dict[str, Any]:
    """A received message."""
    return {
        "id": mail.id,
        "from": mail.sender,
        "to": mail.recipients,
        "subject": mail.subject,
        "text": mail.text,
        "html": mail.html,
        "links": mail.links,
        "received_at": iso_time(mail.received_at),
    }
