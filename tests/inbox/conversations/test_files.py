"""Files of the library and of elsewhere, sent to a person; and the library's hold on them."""

from datetime import timedelta
from uuid import UUID

import httpx2
import pytest
from tests.content.makers import jpeg
from tests.inbox.conversations.desk import Desk

from autogram.content import service as content
from autogram.content.errors import MediaInUse, MediaNotFound
from autogram.core.ids import new_id
from autogram.core.limits import RateLimit
from autogram.inbox.conversations.models import MessageKind, MessageStatus
from autogram.inbox.conversations.schemas import AttachmentType, OutgoingContent, OutgoingFile
from autogram.inbox.conversations.service.delivery import claim as claiming
from autogram.inbox.conversations.service.delivery import pace
from autogram.jobs.api import RetryLater


@pytest.fixture
def ben(desk: Desk) -> str:
    return desk.instagram.customer()


@pytest.fixture
async def picture(desk: Desk, public_server: str) -> UUID:
    added = await content.add_bytes(
        desk.runtime, jpeg(600, 600), workspace_id=desk.person.workspace_id, name="menu.jpg"
    )
    return added.item.id


def file(media_id: UUID) -> OutgoingFile:
    return OutgoingFile(media_id=media_id)


async def test_a_picture_and_a_text_go_out_as_two_messages_the_picture_first(
    desk: Desk, ben: str, picture: UUID
) -> None:
    conversation_id = await desk.hears(ben)

    ids = await desk.sends(conversation_id, OutgoingContent(text="Our menu", files=(file(picture),)))
    await desk.work()

    assert desk.arrived(ben) == ["image", "Our menu"]
    shown = [await desk.ask("GET", f"/messages/{message_id}") for message_id in ids]
    assert [one["status"] for one in shown] == ["sent", "sent"]
    assert shown[0]["attachments"][0]["media_id"] == str(picture)
    fetched = httpx2.get(desk.instagram.sent_messages(ben)[0]["attachments"][0]["payload"]["url"])
    assert fetched.is_success


async def test_several_pictures_are_one_message(desk: Desk, ben: str, picture: UUID) -> None:
    conversation_id = await desk.hears(ben)

    await desk.sends(conversation_id, OutgoingContent(files=(file(picture), file(picture))))
    await desk.work()

    (there,) = desk.instagram.sent_messages(ben)
    assert [entry["type"] for entry in there["attachments"]] == ["image", "image"]


async def test_the_text_is_not_sent_without_its_picture_and_both_go_again_together(
    desk: Desk, ben: str, picture: UUID
) -> None:
    conversation_id = await desk.hears(ben)
    desk.instagram.fault("message.send", error={"code": 100, "subcode": 2018008, "message": "Failed to fetch"})

    first, second = await desk.sends(conversation_id, OutgoingContent(text="Our menu", files=(file(picture),)))
    await desk.work()

    assert (await desk.message(first)).failure_code == "file-refused"
    assert (await desk.message(second)).failure_code == "part-failed"
    assert desk.arrived(ben) == []

    again = await desk.ask("POST", f"/messages/{first}/retry", 202)
    await desk.work()

    assert [one["id"] for one in again["messages"]] == [str(first), str(second)]
    assert desk.arrived(ben) == ["image", "Our menu"]


async def test_a_picture_whose_answer_was_lost_is_found_before_its_text_goes(
    desk: Desk, ben: str, picture: UUID
) -> None:
    conversation_id = await desk.hears(ben)
    desk.instagram.fault("message.send", after=True, drop=True)

    await desk.sends(conversation_id, OutgoingContent(text="Our menu", files=(file(picture),)))
    await desk.work()

    assert desk.arrived(ben) == ["image", "Our menu"]


async def test_the_library_keeps_a_picture_until_the_message_is_settled(desk: Desk, ben: str, picture: UUID) -> None:
    conversation_id = await desk.hears(ben)
    await desk.sends(conversation_id, OutgoingContent(files=(file(picture),)))

    with pytest.raises(MediaInUse):
        await _delete(desk, picture)
    await desk.work()
    await _delete(desk, picture)

    assert desk.arrived(ben) == ["image"]


async def _delete(desk: Desk, picture: UUID) -> None:
    async with desk.runtime.database.transaction() as session:
        await content.delete_media(session, desk.person.workspace_id, picture, actor_id=None)


async def test_a_file_of_another_workspace_is_not_found(desk: Desk, stranger: Desk, ben: str, picture: UUID) -> None:
    other = stranger.instagram.customer()
    conversation_id = await stranger.hears(other)

    with pytest.raises(MediaNotFound):
        await stranger.sends(conversation_id, OutgoingContent(files=(file(picture),)))
    with pytest.raises(MediaNotFound):
        await stranger.sends(conversation_id, OutgoingContent(files=(file(new_id()),)))


async def test_a_post_of_the_account_can_be_shared(desk: Desk, ben: str) -> None:
    conversation_id = await desk.hears(ben)

    (message_id,) = await desk.sends(conversation_id, OutgoingContent(share_media_id="17900000000000001"))
    await desk.work()

    sent = desk.instagram.calls("message.send")[0]["params"]
    message = await desk.message(message_id)
    assert "MEDIA_SHARE" in str(sent)
    assert message.kind is MessageKind.SHARE
    assert message.status in {MessageStatus.SENT, MessageStatus.FAILED}


async def test_films_are_sent_at_the_rate_that_instagram_takes(
    desk: Desk, ben: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "SHORT_WAITS", 1)
    monkeypatch.setattr(pace, "HEAVY_RATE", RateLimit("films", 1, timedelta(hours=1)))
    conversation_id = await desk.hears(ben)
    film = OutgoingFile(type=AttachmentType.VIDEO, url="https://films.example.test/a.mp4")
    first, second = [(await desk.sends(conversation_id, OutgoingContent(files=(film,))))[0] for _ in range(2)]

    assert await claiming.claim(desk.context, first) is not None
    with pytest.raises(RetryLater) as late:
        await claiming.claim(desk.context, second)

    assert not late.value.counts
    text_id = await desk.says(await desk.hears(desk.instagram.customer()))
    assert await claiming.claim(desk.context, text_id) is not None
