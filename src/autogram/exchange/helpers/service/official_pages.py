"""Posts and comments as the official API writes them, and where reading them goes on."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from autogram.instagram.web.errors import ProtocolChanged
from autogram.instagram.web.posts import CommentPage, SeenComment, SeenPost

PAGE_SIZE = 50
MEDIA_FIELDS = "id,permalink,caption,comments_count,timestamp,is_comment_enabled"
REPLY_FIELDS = "id,text,timestamp,username"
COMMENT_FIELDS = f"{REPLY_FIELDS},replies.limit({PAGE_SIZE}){{{REPLY_FIELDS}}}"
SHORTCODE = re.compile(r"/(?:p|reel|reels|tv)/([\w-]+)")

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OfficialPlace:
    """Where reading goes on: at a page of comments, or first at the replies that did not come with the last page."""

    after: str | None = None
    ended: bool = False
    # Comments with more replies, each with the cursor where to.
    threads: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def load(cls, text: str | None) -> "OfficialPlace":
        if text is None:
            return cls()
        stored = json.loads(text)
        return cls(**stored | {"threads": [(comment, after) for comment, after in stored["threads"]]})

    def dump(self) -> str | None:
        """As text; None if nothing is left to read."""
        return None if self.ended and not self.threads else json.dumps(asdict(self))

    def page_of_comments(self, body: Entry) -> CommentPage:
        """The comments of an answer with the replies beside them."""
        found = _entries(body)
        after = _next(body)
        threads = [
            (str(one["id"]), more)
            for one in found
            if (more := _next(one.get("replies") or {}, counted=PAGE_SIZE)) is not None
        ]
        place = replace(self, after=after, ended=after is None or after == self.after, threads=threads)
        every = [each for one in found for each in (one, *_entries(one.get("replies") or {"data": []}))]
        return CommentPage([_comment(one) for one in every], place.dump())

    def page_of_replies(self, body: Entry) -> CommentPage:
        """More replies to the first of the threads."""
        (comment_id, before), *others = self.threads
        after = _next(body)
        left = [(comment_id, after)] if after is not None and after != before else []
        return CommentPage([_comment(one) for one in _entries(body)], replace(self, threads=[*left, *others]).dump())


def media_in(body: Entry) -> tuple[list[SeenPost], str | None]:
    """The media of an answer, which are the asking account's own, and the cursor of those before them."""
    return [_post(entry) for entry in _entries(body)], _next(body)


def _post(entry: Entry) -> SeenPost:
    count, named = entry.get("comments_count"), SHORTCODE.search(str(entry.get("permalink") or ""))
    return SeenPost(
        media_id=str(entry["id"]),
        shortcode=named[1] if named else "",
        owner_id="",
        owner_username="",
        caption=str(entry.get("caption") or ""),
        comment_count=count if isinstance(count, int) else None,
        taken_at=_moment(entry),
        comments_off=entry.get("is_comment_enabled") is False,
    )


def _comment(one: Entry) -> SeenComment:
    # Instagram's number of an author is another one for each app here, so that it proves nothing.
    username = str(one.get("username") or "").lower()
    return SeenComment(str(one["id"]), None, username, str(one.get("text") or ""), _moment(one))


def _entries(body: Entry) -> list[Entry]:
    found = body.get("data")
    if not isinstance(found, list):
        raise ProtocolChanged
    return found


def _next(body: Entry, *, counted: int | None = None) -> str | None:
    """The cursor of the next page, if there is one; a list inside another may not say so, but be as long as it can."""
    paging = body.get("paging") or {}
    is_full = counted is not None and len(body.get("data") or []) >= counted
    after = (paging.get("cursors") or {}).get("after") if paging.get("next") or is_full else None
    return str(after) if after else None


def _moment(entry: Entry) -> datetime | None:
    moment = entry.get("timestamp")
    return datetime.strptime(str(moment), "%Y-%m-%dT%H:%M:%S%z") if moment else None
