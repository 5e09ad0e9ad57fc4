"""Where others mention or tag the account: publications that are not its own."""

from typing import Any

from autogram.sandbox.clock import graph_time
from autogram.sandbox.documents import Account, Mention
from autogram.sandbox.graph.call import Call
from autogram.sandbox.graph.errors import GraphError, Json, bad_parameter
from autogram.sandbox.graph.fields import MISSING, Field, NodeType
from autogram.sandbox.graph.paging import link_to, page
from autogram.sandbox.shortcodes import shortcode_of
from autogram.sandbox.webhooks import events
from autogram.sandbox.world import World


def mention(
    world: World, account: Account, username: str, text: str, *, is_comment: bool = False, is_tag: bool = False
) -> dict[str, Any]:
    """Someone mentions the account, and the app hears where; of a tag on a picture it hears nothing."""
    found = Mention(
        id=world.new_id("media"),
        account_id=account.id,
        username=username,
        text=text,
        comment_id=world.new_id("comment") if is_comment else None,
        is_tag=is_tag,
        created_at=world.clock.now(),
    )
    world.mentions.put(found)
    value = {"media_id": found.id} | ({"comment_id": found.comment_id} if found.comment_id else {})
    if not is_tag:
        events.change(world, account, "mentions", value)
    return dict(value)


def mentioned_media(world: World, account: Account, asked: Field) -> Json:
    """`mentioned_media.media_id(ID){…}`: the publication whose caption mentions the account."""
    return MENTIONING_MEDIA.render(world, _find(world, account, "media_id", asked.modifiers), asked.fields)


def mentioned_comment(world: World, account: Account, asked: Field) -> Json:
    """`mentioned_comment.comment_id(ID){…}`: the comment that mentions the account."""
    return MENTIONING_COMMENT.render(world, _find(world, account, "comment_id", asked.modifiers), asked.fields)


async def answer(call: Call) -> Json:
    """`POST /{ig}/mentions?media_id=[&comment_id=]&message=`: comment where the account was mentioned."""
    text = call.params.required("message")
    name = "comment_id" if "comment_id" in call.params else "media_id"
    found = _find(call.world, call.account, name, {name: call.params.required(name)})
    found.replies.append(text)
    call.world.mentions.put(found)
    return {"id": call.world.new_id("comment")}


async def tags(call: Call) -> Json:
    """`GET /{ig}/tags`: publications of others on which the account is tagged, newest first."""
    world, asked = call.world, call.asked
    found = [one for one in world.mentions if one.account_id == call.account.id and one.is_tag]
    return page(
        found[::-1], lambda one: MENTIONING_MEDIA.render(world, one, asked), options=call.params, link=link_to(call)
    )


def _find(world: World, account: Account, name: str, given: dict[str, str]) -> Mention:
    wanted = given.get(name)
    if not wanted:
        raise bad_parameter(f"The parameter {name} is required.")
    for found in world.mentions:
        key = found.comment_id if name == "comment_id" else found.id
        if key == wanted and found.account_id == account.id and not found.is_tag:
            return found
    raise GraphError(100, "(#100) The account is not mentioned there", subcode=33, kind="GraphMethodException")


def _media_of(world: World, found: Mention, asked: Field) -> Json:
    return MENTIONING_MEDIA.render(world, found, asked.fields)


MENTIONING_MEDIA = NodeType[Mention](
    "IGMedia",
    {
        "id": lambda world, found: found.id,
        "caption": lambda world, found: MISSING if found.comment_id else found.text,
        "media_type": lambda world, found: "IMAGE",
        "media_product_type": lambda world, found: "FEED",
        "media_url": lambda world, found: f"{world.public_url}/_sandbox/samples/sample.jpg",
        "permalink": lambda world, found: f"{world.public_url}/www.instagram.com/p/{shortcode_of(found.id)}/",
        "username": lambda world, found: found.username,
        "timestamp": lambda world, found: graph_time(found.created_at),
        "like_count": lambda world, found: 0,
        "comments_count": lambda world, found: len(found.replies) + bool(found.comment_id),
    },
)
MENTIONING_COMMENT = NodeType[Mention](
    "IGComment",
    {
        "id": lambda world, found: found.comment_id,
        "text": lambda world, found: found.text,
        "timestamp": lambda world, found: graph_time(found.created_at),
        "like_count": lambda world, found: 0,
        "username": lambda world, found: found.username,
    },
    {"media": _media_of},
    defaults=("id", "text", "timestamp"),
)
