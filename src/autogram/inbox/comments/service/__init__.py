"""What can be done with comments; the face other parts of the inbox use."""

from autogram.inbox.comments.service.marking import mark_media_read, mark_read
from autogram.inbox.comments.service.mentions import read_mention
from autogram.inbox.comments.service.moderating import delete_comment, hide_comment
from autogram.inbox.comments.service.reading import comment_facts, list_comments, list_media, read_comment, read_thread
from autogram.inbox.comments.service.receiving import receive_comment, receive_comments
from autogram.inbox.comments.service.replying import private_reply, queue_reply
from autogram.inbox.comments.service.sending import give_up, send_reply

__all__ = [
    "comment_facts",
    "delete_comment",
    "give_up",
    "hide_comment",
    "list_comments",
    "list_media",
    "mark_media_read",
    "mark_read",
    "private_reply",
    "queue_reply",
    "read_comment",
    "read_mention",
    "read_thread",
    "receive_comment",
    "receive_comments",
    "send_reply",
]
