"""From an act to what happens."""

from collections.abc import Callable
from typing import Any

from autogram.sandbox.acts import comments, kinds, messages, oddities, threads
from autogram.sandbox.documents import Account
from autogram.sandbox.world import World

DOING: dict[type, Callable[[World, Account, Any], dict[str, Any]]] = {
    kinds.SendMessage: messages.send,
    kinds.ReplyToStory: messages.reply_to_story,
    kinds.MentionInStory: messages.mention_in_story,
    kinds.React: messages.react,
    kinds.Unreact: messages.unreact,
    kinds.Read: messages.read,
    kinds.Postback: messages.tap,
    kinds.Refer: messages.refer,
    kinds.Edit: messages.edit,
    kinds.Unsend: messages.unsend,
    kinds.OptIn: messages.opt_in,
    kinds.Block: messages.block,
    kinds.PhoneMessage: messages.write_by_phone,
    kinds.PhoneUnsend: messages.unsend,
    kinds.SelfMessage: messages.write_to_self,
    kinds.WriteComment: comments.comment,
    kinds.DeleteComment: comments.delete_comment,
    kinds.CommentLive: comments.comment_live,
    kinds.EndLive: comments.end_live,
    kinds.PhoneComment: comments.comment_by_phone,
    kinds.Mention: comments.mention_account,
    kinds.TagAccount: comments.tag_account,
    kinds.ChangeOwner: threads.change_owner,
    kinds.DashboardTest: oddities.test_from_dashboard,
    kinds.EmptyEdit: oddities.edit_nothing,
}


def do(world: World, account: Account, act: Any) -> dict[str, Any]:
    """Let it happen; the ids of what came of it are returned."""
    return DOING[type(act)](world, account, act)
