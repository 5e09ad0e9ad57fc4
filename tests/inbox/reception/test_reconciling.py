"""What no webhook has told is found by looking, within the quota, and a look that is cut short goes on."""

from datetime import timedelta
from typing import Any

import pytest
from tests.inbox.reception.inbox import Inbox, ago, publish
from tests.servers import Instagram

from autogram.accounts.models import AccountStatus, InstagramAccount
from autogram.core import clock
from autogram.inbox.comments.messages import CommentArrived
from autogram.inbox.conversations.messages import MessageArrived
from autogram.inbox.conversations.models import Direction, FoundBy, MessageKind, Origin
from autogram.inbox.reception import service
from autogram.inbox.reception.messages import ReconcileAccount
from autogram.inbox.reception.models import AccountSync
from autogram.inbox.reception.service import looking


async def look(shop: Inbox) -> AccountSync:
    """One look through the account, and how it went."""
    await service.reconcile_account(shop.runtime, shop.account_id)
    return await sync_of(shop)


async def sync_of(shop: Inbox) -> AccountSync:
    sync = await shop.session.get(AccountSync, shop.account_id, populate_existing=True)
    assert sync is not None
    return sync


async def account_of(shop: Inbox) -> InstagramAccount:
    account = await shop.session.get(InstagramAccount, shop.account_id, populate_existing=True)
    assert account is not None
    return account


async def test_messages_that_no_webhook_told_are_found(shop: Inbox, instagram: Instagram) -> None:
    asked = instagram.says(shop.person, "Are you open?")
    answered = instagram.writes_by_phone(shop.person, "Until six")
    pictured = instagram.says(shop.person, None, attachments=[{"type": "image"}])

    sync = await look(shop)

    found = {message.mid: message for message in await shop.messages()}
    assert set(found) == {asked, answered, pictured}
    assert (found[asked].text, found[asked].direction) == ("Are you open?", Direction.INBOUND)
    assert (found[answered].direction, found[answered].origin) == (Direction.OUTBOUND, Origin.PHONE)
    assert (found[pictured].kind, found[pictured].attachments[0]["type"]) == (MessageKind.MEDIA, "image")
    assert {message.found_by for message in found.values()} == {FoundBy.POLL}
    assert len(await shop.jobs(MessageArrived)) == 2
    assert (await shop.conversation()).instagram_conversation_id
    assert (sync.conversations_error, sync.comments_error) == (None, None)
    assert sync.conversations_read_at is not None
    assert set(sync.progress) == {"tried_at"}


async def test_what_is_here_already_is_not_asked_for_again(shop: Inbox, instagram: Instagram) -> None:
    mid = instagram.says(shop.person, "hi")
    await shop.receive(shop.incoming(mid, "as the webhook told it"))

    await look(shop)

    assert (await shop.message()).text == "as the webhook told it"
    assert (await shop.message()).found_by is FoundBy.WEBHOOK
    assert instagram.calls("conversation.read") == []


async def test_stories_and_reactions_are_found_as_far_as_instagram_shows_them(
    shop: Inbox, instagram: Instagram
) -> None:
    replied = instagram.story_replies(shop.person, "Yum")
    mentioned = instagram.story_mentions(shop.person)
    ours = instagram.writes_by_phone(shop.person, "Thanks")
    instagram.reacts(shop.person, ours, "love")

    await look(shop)

    found = {message.mid: message for message in await shop.messages()}
    assert found[replied].kind is MessageKind.STORY_REPLY
    assert "may not be kept" in found[replied].details["story"]["note"]
    assert found[mentioned].kind is MessageKind.STORY_MENTION
    assert [entry["by"] for entry in found[ours].reactions] == ["person"]


async def test_a_look_reaches_back_only_so_far(shop: Inbox, instagram: Instagram) -> None:
    instagram.says(shop.person, "long ago")
    instagram.advance(timedelta(days=8).total_seconds())
    instagram.says(shop.person, "lately")

    with_clock = clock.shifted(timedelta(days=8))
    with with_clock:
        await look(shop)

    assert [message.text for message in await shop.messages()] == ["lately"]


async def test_one_message_that_instagram_hides_does_not_hide_the_others(shop: Inbox, instagram: Instagram) -> None:
    instagram.says(shop.person, "one")
    instagram.says(shop.person, "two")
    instagram.fault("conversation.read", error={"code": 100, "subcode": 9000001, "message": "deleted"})
    instagram.fault("message.read", error={"code": 100, "subcode": 9000001, "message": "deleted"})

    sync = await look(shop)

    assert len(await shop.messages()) == 1
    assert sync.conversations_error is None


async def test_many_conversations_are_looked_through_page_by_page(
    shop: Inbox, instagram: Instagram, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [instagram.customer() for _ in range(30)]
    for person in people:
        instagram.says(person, "hi")
    monkeypatch.setattr(looking, "REQUESTS_A_PART", 20)

    first = await look(shop)
    before = len(await shop.messages())
    error = first.conversations_error
    monkeypatch.setattr(looking, "REQUESTS_A_PART", 100)
    second = await look(shop)

    assert 0 < before < 30
    assert error is not None
    assert "the next look goes on" in error
    assert len(await shop.messages()) == 30
    assert second.conversations_error is None


async def test_a_look_that_was_cut_short_goes_on_at_its_page(
    shop: Inbox, instagram: Instagram, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(30):
        instagram.says(instagram.customer(), "hi")
    # The first page and its 25 conversations, and nothing more.
    monkeypatch.setattr(looking, "REQUESTS_A_PART", 26)
    assert "after" in (await look(shop)).progress["conversations"]

    monkeypatch.setattr(looking, "REQUESTS_A_PART", 100)
    await look(shop)

    listed = instagram.calls("conversation.list")
    assert [("after" in call["params"]) for call in reversed(listed)] == [False, True]
    assert len(await shop.messages()) == 30


async def test_comments_and_replies_that_no_webhook_told_are_found(shop: Inbox, instagram: Instagram) -> None:
    media_id = publish(instagram)
    top = instagram.comments_on(media_id, "Lovely!", person=shop.person)
    reply = instagram.comments_on(media_id, "So true", person=shop.person, parent_id=top)
    own = instagram.acts("phone_comment", media_id=media_id, text="Thanks", parent_id=top)["comment_id"]

    sync = await look(shop)

    found = {row.comment_id: row for row in await shop.comments()}
    assert set(found) == {top, reply, own}
    assert (found[reply].parent_comment_id, found[reply].media_id) == (top, media_id)
    assert [found[key].is_own for key in (top, reply, own)] == [False, False, True]
    assert found[top].replied_at is not None
    assert len(await shop.jobs(CommentArrived)) == 2
    assert sync.comments_read_at is not None


async def test_media_whose_comments_have_not_changed_are_left_alone(shop: Inbox, instagram: Instagram) -> None:
    media_id = publish(instagram)
    instagram.comments_on(media_id, "one", person=shop.person)
    await look(shop)
    await look(shop)
    assert len(instagram.calls("comment.list")) == 1

    instagram.comments_on(media_id, "two", person=shop.person)
    await look(shop)

    assert sorted(row.text or "" for row in await shop.comments()) == ["one", "two"]
    assert len(instagram.calls("comment.list")) == 2


async def test_a_throttle_ends_the_look_and_is_known_to_everybody(shop: Inbox, instagram: Instagram) -> None:
    instagram.says(shop.person, "hi")
    instagram.fault("conversation.list", rate_limited=80002)

    sync = await look(shop)

    assert sync.conversations_error is not None
    assert sync.conversations_read_at is None
    assert (await account_of(shop)).throttled_until is not None
    assert instagram.calls("media.list") == []


async def test_a_dead_token_ends_the_look_and_what_is_here_stays(shop: Inbox, instagram: Instagram) -> None:
    instagram.refuse_tokens(460)

    sync = await look(shop)

    assert sync.conversations_error is not None
    assert (await account_of(shop)).status is AccountStatus.NEEDS_REAUTH


async def test_without_messages_comments_are_still_looked_through(shop: Inbox, instagram: Instagram) -> None:
    media_id = publish(instagram)
    instagram.comments_on(media_id, "Lovely!", person=shop.person)
    instagram.fault("conversation.list", error={"code": 200, "subcode": 2534041, "message": "not allowed"})

    sync = await look(shop)

    assert sync.conversations_error is not None
    assert sync.comments_error is None
    assert len(await shop.comments()) == 1


async def test_the_quota_is_kept(shop: Inbox, instagram: Instagram) -> None:
    instagram.says(shop.person, "hi")
    await shop.change(await account_of(shop), requests_per_hour=1)

    await look(shop)
    sync = await look(shop)

    assert sync.conversations_error is not None
    assert "may make 1 requests" in sync.conversations_error
    assert len(instagram.calls("conversation.list")) <= 1


async def test_each_account_has_its_turn_when_it_is_due_and_once(shop: Inbox) -> None:
    async def due(every: timedelta) -> list[Any]:
        await shop.forget_jobs()
        for _ in range(2):
            async with shop.runtime.database.transaction() as session:
                await service.enqueue_due_looks(session, every)
        return await shop.jobs(ReconcileAccount)

    assert await due(timedelta(minutes=10)) == [ReconcileAccount(account_id=shop.account_id)]
    await look(shop)
    assert await due(timedelta(minutes=10)) == []
    with clock.shifted(timedelta(minutes=11)):
        assert len(await due(timedelta(minutes=10))) == 1
    await shop.change(await account_of(shop), status=AccountStatus.NEEDS_REAUTH)
    assert await due(timedelta(0)) == []


async def test_nothing_happens_for_an_account_that_cannot_be_used(shop: Inbox) -> None:
    await shop.change(await account_of(shop), status=AccountStatus.DISCONNECTED)

    await service.reconcile_account(shop.runtime, shop.account_id)

    assert await shop.session.get(AccountSync, shop.account_id) is None


async def test_the_coverage_counts_what_webhooks_told_and_what_only_looking_found(
    shop: Inbox, instagram: Instagram
) -> None:
    told = instagram.says(shop.person, "told")
    await shop.receive(shop.incoming(told), shop.incoming("before", sent_at=ago(days=2), found_by=FoundBy.POLL))
    instagram.says(shop.person, "missed")
    await look(shop)

    async with shop.runtime.database.reading() as session:
        found = await service.coverage(session, shop.workspace_id)

    (account,) = found.accounts
    assert found.window_hours == 24
    assert account.messages.model_dump() == {"by_webhook": 1, "only_by_polling": 1, "share_percent": 50.0}
    assert account.comments.model_dump() == {"by_webhook": 0, "only_by_polling": 0, "share_percent": None}
    assert account.last_webhook_at is None
    assert account.conversations_read_at is not None
