"""What can be wrong with requests and imports."""

from autogram.core.errors import BadRequest, Conflict, Forbidden, NotFound


class RequestNotFound(NotFound):
    title = "Request not found"


class RequestExists(Conflict):
    """The member has asked for this post in this week already; `existing_id`."""

    title = "The post is in this week already"


class WeekIsFull(Conflict):
    """The member has used up what the community allows in a week; `limit`."""

    title = "The week is full"


class MemberTakesNoPart(Forbidden):
    """Who is suspended or has left cannot ask for comments."""

    title = "The member does not take part"


class RequestIsOpen(Conflict):
    """The others are to comment already: there is nothing to reopen."""

    title = "The request is open"


class RequestIsClosed(Conflict):
    """Nobody has to comment any more: there is nothing to close or withdraw; `closed_at`."""

    title = "The request is closed"


class WeekIsOver(Conflict):
    """What was asked in a week that has ended is not withdrawn by its member; an admin can close it."""

    title = "The week is over"


class ImportNotFound(NotFound):
    title = "Import not found"


class ImportErased(Conflict):
    """What was read from the chat has been erased after a day; upload it again."""

    title = "The preview has been erased"


class ChatUnreadable(BadRequest):
    """In the file there is no message in any shape that KakaoTalk exports."""

    title = "This is no chat export"
