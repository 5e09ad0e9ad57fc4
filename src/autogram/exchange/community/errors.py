"""What can be wrong with communities, members and notices."""

from autogram.core.errors import Conflict, NotFound


class CommunityNotFound(NotFound):
    title = "Community not found"


class SlugTaken(Conflict):
    """Another community of this installation has this name in its addresses."""

    title = "The address is taken"


class MemberNotFound(NotFound):
    title = "Member not found"


class MemberExists(Conflict):
    """The community has a member with this user name already, who may have left; `member_id`."""

    title = "The member exists already"


class MemberHasLeft(Conflict):
    """Who has left is neither suspended nor reinstated, and gets no link; let them return first."""

    title = "The member has left"


class MemberLinkUnknown(NotFound):
    """The personal link is wrong, was renewed or revoked, or belongs to another community."""

    title = "The link leads to nobody"


class NoticeNotFound(NotFound):
    title = "Notice not found"


class ChatLinkMissing(NotFound):
    """The community has no chat link of which a picture could be drawn."""

    title = "There is no chat link"


class MemberWithoutEmail(Conflict):
    """There is no address to which the personal link could be mailed."""

    title = "The member has no e-mail address"
