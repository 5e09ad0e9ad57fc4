"""Making containers and reading how far they are."""

from typing import TYPE_CHECKING

from autogram.sandbox.documents import Account, Container
from autogram.sandbox.graph.call import Call
from autogram.sandbox.graph.errors import GraphError, Json, bad_parameter
from autogram.sandbox.publishing import media_rules
from autogram.sandbox.publishing.parameter_rules import Kind, check_parameters, kind_of
from autogram.sandbox.publishing.refusals import refuse

if TYPE_CHECKING:
    from autogram.sandbox.publishing.fetching import Library
    from autogram.sandbox.publishing.inspection import Inspector
    from autogram.sandbox.world import World

MIN_CHILDREN, MAX_CHILDREN = 2, 10
SENTENCES = {
    "IN_PROGRESS": "In Progress: Media is still being processed.",
    "FINISHED": "Finished: Media has been uploaded and it is ready to be published.",
    "PUBLISHED": "Published: Media has been successfully published.",
    "EXPIRED": "Expired: Media has expired and can no longer be published.",
}


class Containers:
    """The operations on containers; holds the tools that fetch and look into media."""

    def __init__(self, library: "Library", inspector: "Inspector") -> None:
        self.library = library
        self.inspector = inspector

    async def create(self, call: Call) -> Json:
        """`POST /{ig}/media`: check the parameters, fetch and check the media, answer the container's id."""
        account = call.account
        if call.world.containers_today(account.id) >= call.world.switches.containers_per_day:
            raise refuse(2207042)
        kind = kind_of(call.params)
        check_parameters(call, kind)
        container = _new_container(call, account, kind)
        if kind.name == "carousel":
            _join_children(call, container)
        elif kind.is_video:
            await self._take_video(call, container, kind)
        else:
            await self._take_picture(call, container, kind)
        if call.world.switches.container_error is not None:
            container.error_subcode = call.world.switches.container_error
        call.world.add_container(container)
        return {"id": container.id}

    async def _take_picture(self, call: Call, container: Container, kind: Kind) -> None:
        container.file_url = call.params.required("image_url")
        switches = call.world.switches
        if switches.media_fetch == "skipped":
            return
        fetched = await self.library.fetch(
            container.file_url,
            limit=media_rules.IMAGE_BYTES,
            too_large=2207004,
            timeout_seconds=switches.media_fetch_timeout_seconds,
        )
        picture = await self.inspector.picture(fetched.sha256, fetched.path)
        media_rules.check_picture(picture, formats=switches.image_formats, is_story=kind.is_story)
        container.sha256 = fetched.sha256

    async def _take_video(self, call: Call, container: Container, kind: Kind) -> None:
        if call.params.text("upload_type") == "resumable":
            raise bad_parameter("The sandbox has no resumable upload: give a video_url.")
        container.file_url = call.params.required("video_url")
        switches = call.world.switches
        if switches.media_fetch == "skipped":
            return
        fetched = await self.library.fetch(
            container.file_url,
            limit=media_rules.VIDEO_BYTES[kind.film_use if kind.is_story else kind.name],
            too_large=2207026,
            timeout_seconds=switches.media_fetch_timeout_seconds,
        )
        film = await self.inspector.film(fetched.sha256, fetched.path)
        if not film.container and fetched.content_type.startswith("text/"):
            raise refuse(2207052, container.file_url)
        container.sha256, container.seconds = fetched.sha256, film.seconds
        container.error_subcode = media_rules.film_error(film, kind.film_use)
        offset = call.params.number("thumb_offset", 0)
        if not container.error_subcode and not 0 <= offset <= film.seconds * 1_000:
            raise refuse(2207057, round(film.seconds * 1_000))
        await self._take_cover(call)

    async def _take_cover(self, call: Call) -> None:
        """Fetch and check a reel's cover; it beats `thumb_offset`."""
        if not (cover := call.params.text("cover_url")):
            return
        switches = call.world.switches
        fetched = await self.library.fetch(
            cover,
            limit=media_rules.IMAGE_BYTES,
            too_large=2207004,
            timeout_seconds=switches.media_fetch_timeout_seconds,
        )
        picture = await self.inspector.picture(fetched.sha256, fetched.path)
        media_rules.check_picture(picture, formats=switches.image_formats, is_story=True)


async def read(call: Call) -> Json:
    """`GET /{container}`: the fields asked for, by default only the id."""
    container = call.node
    assert isinstance(container, Container)
    code = status_code(call.world, container)
    known = {
        "id": container.id,
        "status_code": code,
        "status": status_sentence(container, code),
        "copyright_check_status": {"status": "completed", "matches_found": False},
    }
    names = call.params.names("fields") or ["id"]
    for name in names:
        if name not in known:
            raise bad_parameter(f"Tried accessing nonexistent field ({name}) on node type (IGMediaBuilder)")
    return {name: known[name] for name in dict.fromkeys([*names, "id"])}


def status_code(world: "World", container: Container) -> str:
    """Where a container is in its life at this moment of the sandbox's clock."""
    now = world.clock.now()
    if container.published_media_id:
        return "PUBLISHED"
    if now >= container.expires_at:
        return "EXPIRED"
    if now < container.ready_at:
        return "IN_PROGRESS"
    return "ERROR" if container.error_subcode else "FINISHED"


def status_sentence(container: Container, code: str) -> str:
    """The state in words; of an error the digits are the subcode."""
    if code == "ERROR":
        return f"Error: Media upload has failed with error code {container.error_subcode}"
    return SENTENCES[code]


def _new_container(call: Call, account: Account, kind: Kind) -> Container:
    now = call.world.clock.now()
    seconds: float = getattr(call.world.switches.processing_seconds, kind.name)
    return Container(
        id=call.world.new_id("container"),
        account_id=account.id,
        kind=kind.name,
        parameters=call.params.without_secrets(),
        created_at=now,
        ready_at=now + seconds,
        expires_at=now + call.world.switches.container_life_seconds,
        is_child=kind.is_child,
    )


def _join_children(call: Call, carousel: Container) -> None:
    """Check a carousel's children; it is ready when the slowest is, and broken when one is."""
    keys = call.params.names("children")
    if not MIN_CHILDREN <= len(keys) <= MAX_CHILDREN:
        raise refuse(2207028)
    children = [_usable_child(call, key) for key in keys]
    carousel.children = keys
    processing = carousel.ready_at - carousel.created_at
    carousel.ready_at = max(carousel.created_at, *(child.ready_at for child in children)) + processing
    carousel.error_subcode = next((child.error_subcode for child in children if child.error_subcode), None)


def _usable_child(call: Call, key: str) -> Container:
    child = call.world.containers.get(key)
    if child is None or child.account_id != call.account.id:
        raise refuse(2207006, key)
    if not child.is_child or child.published_media_id:
        raise _not_a_child(key)
    if status_code(call.world, child) == "EXPIRED":
        raise refuse(2207020)
    return child


def _not_a_child(key: str) -> GraphError:
    return bad_parameter(f"Param children: {key} was not made with is_carousel_item=true")
