"""Answering a comment with a private message."""

from autogram.sandbox.customers import customer
from autogram.sandbox.documents import Account, Comment
from autogram.sandbox.graph.call import Call
from autogram.sandbox.inbox.documents import Thread
from autogram.sandbox.messaging.refusals import refuse


def admit(call: Call, account: Account, comment_id: str) -> tuple[Comment, Thread]:
    """The comment and the conversation of the reply: one per comment, for seven days, on air only for live ones."""
    world, now = call.world, call.world.clock.now()
    comment = world.comments.get(comment_id)
    media = world.media.get(comment.media_id) if comment else None
    if comment is None or media is None or media.account_id != account.id or comment.from_id == account.id:
        raise refuse("invalid_comment")
    is_late = now - comment.created_at > world.switches.private_reply_seconds
    if comment.private_reply_id or is_late or media.is_over:
        raise refuse("invalid_comment")
    person = customer(world, comment.username)
    if person.is_unavailable or account.id in person.blocks:
        raise refuse("unavailable")
    kind, limit, seconds = "private", world.switches.private_replies_per_hour, 3_600
    if media.kind == "live":
        kind, limit, seconds = "sends", world.switches.sends_per_second, 1
    if world.inbox.rates.is_over(account.id, kind, now, limit=limit, seconds=seconds):
        raise refuse("too_fast")
    igsid = world.inbox.igsid(person, account.id)
    return comment, world.inbox.thread(account.id, person.id, igsid, now)
