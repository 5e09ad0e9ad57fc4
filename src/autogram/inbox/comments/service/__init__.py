"""What can be done with comments; the face other parts use."""

from autogram.inbox.comments.service.receiving import receive_comment, receive_comments

__all__ = ["receive_comment", "receive_comments"]
