"""Turning a finished container into a publication, at most once."""

from autogram.sandbox.documents import Account, Container, Media
from autogram.sandbox.graph.call import Call
from autogram.sandbox.graph.errors import Json, bad_parameter
from autogram.sandbox.publishing.containers import status_code
from autogram.sandbox.publishing.refusals import refuse
from autogram.sandbox.shortcodes import shortcode_of
from autogram.sandbox.world import DAY_SECONDS, World


async def publish(call: Call) -> Json:
    """`POST /{ig}/media_publish`: publish a FINISHED container and answer the media's id.

    Every attempt is counted. A container that is already published is refused and never makes a second media.
    """
    world, account = call.world, call.account
    account.publish_calls += 1
    world.accounts.put(account)
    container = _container(call, account)
    container.publish_attempts += 1
    world.containers.put(container)
    _check_ready(world, container)
    if world.published_since(account.id, world.clock.now() - DAY_SECONDS) >= world.switches.publish_quota:
        raise refuse(2207042)
    return {"id": _make_media(world, container).id}


async def limit(call: Call) -> Json:
    """`GET /{ig}/content_publishing_limit`: the quota and how much of it is used."""
    world = call.world
    since = world.clock.now() - DAY_SECONDS
    if "since" in call.params:
        asked = call.params.number("since", 0)
        if not since <= asked <= world.clock.now():
            raise bad_parameter("Param since must be within the last 24 hours")
        since = asked
    known: Json = {
        "quota_usage": world.published_since(call.account.id, since),
        "config": {"quota_total": world.switches.publish_quota, "quota_duration": DAY_SECONDS},
    }
    names = call.params.names("fields") or ["quota_usage"]
    for name in names:
        if name not in known:
            raise bad_parameter(f"Tried accessing nonexistent field ({name}) on node type (IGContentPublishingLimit)")
    return {"data": [{name: known[name] for name in names}]}


def _container(call: Call, account: Account) -> Container:
    key = call.params.required("creation_id")
    container = call.world.containers.get(key)
    if container is None or container.account_id != account.id:
        raise refuse(2207008, key)
    if container.is_child:
        raise bad_parameter("Param creation_id is a carousel item, which can only be published within a carousel")
    return container


def _check_ready(world: World, container: Container) -> None:
    code = status_code(world, container)
    if code in ("PUBLISHED", "EXPIRED"):
        raise refuse(2207008, container.id)
    if code == "ERROR":
        raise refuse(container.error_subcode or 2207001, container.kind)
    if code == "IN_PROGRESS":
        raise refuse(2207027)
    if container.not_ready_answers < world.switches.finished_but_not_ready_times:
        container.not_ready_answers += 1
        raise refuse(2207027)


def _make_media(world: World, container: Container, parent_id: str | None = None) -> Media:
    media_id = world.new_id("media")
    media = Media(
        id=media_id,
        account_id=container.account_id,
        container_id=container.id,
        kind=container.kind,
        parameters=container.parameters,
        shortcode=shortcode_of(media_id),
        published_at=world.clock.now(),
        sha256=container.sha256,
        file_url=container.file_url,
        parent_id=parent_id,
    )
    for key in container.children:
        if child := world.containers.get(key):
            media.children.append(_make_media(world, child, media_id).id)
    container.published_media_id = media_id
    world.containers.put(container)
    world.add_media(media)
    return media
