"""Containers: made one by one, each id committed before anything else, then waited for."""

import asyncio
from datetime import timedelta

from autogram.instagram.errors import AnswerUnclear, GraphError, InstagramUnreachable, Refusal
from autogram.instagram.graph import Container, ContainerState
from autogram.publishing.execution.attempt import Attempt
from autogram.publishing.execution.outcome import NotNow, PublishFailed

MOST_CONTAINERS = 4
POLLS_AT_ONCE = 5
AGAIN = timedelta(seconds=15)
# Errors of a finished container that a new one may not have: download and upload hiccups, and the one that was dropped.
WORTH_ANOTHER = {2207001, 2207003, 2207020, 2207032, 2207053, 2207082}


async def make(attempt: Attempt, found: dict[str, object]) -> None:
    """The container exists at Instagram, and its id is committed. An unclear answer leaves at worst an unused one."""
    for index, parameters in enumerate(attempt.plan["children"]):
        if str(index) not in attempt.child_containers:
            container_id = await _create(attempt, parameters)
            attempt.child_containers[str(index)] = container_id
            await attempt.record(
                "item container created",
                {"container_id": container_id, "item": index + 1},
                child_containers=attempt.child_containers,
            )
    parameters = dict(attempt.plan["container"])
    if attempt.plan["children"]:
        await _wait_for_children(attempt)
        parameters["children"] = ",".join(
            attempt.child_containers[str(i)] for i in range(len(attempt.plan["children"]))
        )
    container_id = await _create(attempt, parameters)
    attempt.container_id = container_id
    attempt.containers_made += 1
    await attempt.record(
        "container created",
        {"container_id": container_id, "preflight": found},
        container_id=container_id,
        containers_made=attempt.containers_made,
        container_ready=False,
    )


async def _create(attempt: Attempt, parameters: dict[str, str]) -> str:
    try:
        return await attempt.client.graph.create_container(attempt.client.user_id, parameters)
    except (InstagramUnreachable, AnswerUnclear) as error:
        raise NotNow(str(error), again_after=AGAIN, error=error) from error
    except GraphError as error:
        if error.refusal is Refusal.TRY_NEW_CONTAINER:
            attempt.containers_made += 1
            await attempt.record("container refused", {"reason": str(error)}, containers_made=attempt.containers_made)
        raise refused(attempt, error) from error


def refused(attempt: Attempt, error: GraphError) -> NotNow | PublishFailed:
    """What a refusal before publishing means for the post."""
    match error.refusal:
        case Refusal.TOKEN_DEAD | Refusal.PERSON_MUST_ACT:
            return NotNow(f"@{attempt.client.username} must be connected again: {error.reason}", error=error)
        case Refusal.THROTTLED | Refusal.BLOCKED:
            return NotNow(f"Instagram limits @{attempt.client.username}: {error.reason}", error=error)
        case Refusal.QUOTA_USED:
            return NotNow(error.reason, again_after=timedelta(minutes=10), error=error)
        case Refusal.TRANSIENT | Refusal.NOT_READY:
            return NotNow(f"Instagram had a fault: {error.reason}", again_after=AGAIN, error=error)
        case Refusal.TRY_NEW_CONTAINER if attempt.containers_made < MOST_CONTAINERS:
            return NotNow(f"Instagram could not take the media: {error.reason}", again_after=AGAIN, error=error)
        case _:
            return PublishFailed(f"instagram-{error.code}-{error.subcode or 0}", error.reason)


async def wait_until_ready(attempt: Attempt) -> None:
    """Instagram has processed the container. Raises `NotNow` while it goes on, `PublishFailed` when it refuses."""
    assert attempt.container_id is not None
    container = await _poll(attempt, attempt.container_id)
    if container.state is ContainerState.IN_PROGRESS:
        raise NotNow("Instagram is still processing the media", again_after=timedelta(seconds=5))
    if container.state in {ContainerState.ERROR, ContainerState.EXPIRED}:
        await _give_up_container(attempt, container)
    attempt.container_ready = True
    await attempt.record("ready", {"status": container.sentence or container.state.value}, container_ready=True)


async def _wait_for_children(attempt: Attempt) -> None:
    for container_id in attempt.child_containers.values():
        container = await _poll(attempt, container_id)
        if container.state is ContainerState.IN_PROGRESS:
            raise NotNow("Instagram is still processing the items", again_after=timedelta(seconds=5))
        if container.state in {ContainerState.ERROR, ContainerState.EXPIRED}:
            await _give_up_container(attempt, container)


async def _poll(attempt: Attempt, container_id: str) -> Container:
    """The container's state, after a little patience with one that is being processed."""
    for round_ in range(POLLS_AT_ONCE):
        try:
            container = await attempt.client.graph.container(container_id)
        except (InstagramUnreachable, AnswerUnclear) as error:
            raise NotNow(str(error), again_after=AGAIN, error=error) from error
        except GraphError as error:
            raise refused(attempt, error) from error
        if container.state is not ContainerState.IN_PROGRESS:
            return container
        if round_ + 1 < POLLS_AT_ONCE:
            await attempt.keep_lease()
            await asyncio.sleep(attempt.runtime.settings.publishing.container_poll_seconds)
    return container


async def _give_up_container(attempt: Attempt, container: Container) -> None:
    """The containers are forgotten. Raises `NotNow` if new ones are worth a try, else `PublishFailed`."""
    expired = container.state is ContainerState.EXPIRED
    attempt.container_id, attempt.child_containers = None, {}
    await attempt.record(
        "container expired" if expired else "container failed",
        {"status": container.sentence, "error_subcode": container.subcode},
        container_id=None,
        child_containers={},
        container_ready=False,
    )
    if attempt.containers_made < MOST_CONTAINERS and (expired or container.subcode in WORTH_ANOTHER):
        raise NotNow(container.sentence or "the container expired", again_after=AGAIN)
    raise PublishFailed(
        f"instagram-container-{container.subcode or 0}", EXPLAINED.get(container.subcode or 0, container.sentence)
    )


# https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes
EXPLAINED = {
    2207026: "Instagram does not take this video's format: it must be MP4 or MOV with H.264 or HEVC and AAC.",
    2207009: "The picture's shape is outside of what Instagram takes: from 4:5 to 1.91:1.",
    2207005: "Instagram takes JPEG pictures only.",
    2207004: "The picture is larger than 8 MB.",
    2207010: "The caption is too long.",
    2207052: "Instagram could not fetch the media from our public address. Check PUBLIC_URL.",
}
