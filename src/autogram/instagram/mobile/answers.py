"""What an answer to the app means: the website's meanings, and those that only the app has."""

from autogram.instagram.mobile.errors import CommentsOff, WrongCode
from autogram.instagram.web.answers import Answer, refusal
from autogram.instagram.web.errors import BadCredentials, Checkpoint, PostGone, WebError

NO_SUCH_NAME = "Instagram knows nobody of this name, or lets nobody log in from here."
GONE = ("media not found", "media is unavailable", "has been deleted", "invalid media_id")
OFF = ("comments on this post have been limited", "comments are turned off", "commenting has been turned off")


def meaning_of(answer: Answer, *, has_worked: bool) -> WebError | None:
    """What Instagram refuses with; None if it refuses nothing. `has_worked`: this session was good a moment ago."""
    if answer.status == 404 and answer.text.strip() == "Not Found":
        # A challenge in disguise: everything that is really missing is explained in JSON.
        return Checkpoint()
    body = answer.body or {}
    if answer.status == 400 and (
        known := _explained(str(body.get("message") or ""), str(body.get("error_type") or ""))
    ):
        return known
    return refusal(answer, has_worked=has_worked)


def _explained(message: str, kind: str) -> WebError | None:
    said = message.lower()
    if kind == "bad_password":
        return BadCredentials()
    if kind == "invalid_user" or "the username you entered" in said:
        return BadCredentials(NO_SUCH_NAME)
    if kind == "sms_code_validation_code_invalid" or "security code" in said:
        return WrongCode()
    if any(words in said for words in GONE):
        return PostGone()
    if any(words in said for words in OFF):
        return CommentsOff()
    return None
