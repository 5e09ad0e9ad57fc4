"""What can come of reading with a person's session; each says in plain words what happened and what helps."""

from datetime import timedelta

from autogram.instagram.errors import InstagramError


class WebError(InstagramError):
    """Reading with a session did not give what was asked for; the text is for the person whose session it is."""

    words = "Instagram did not answer as expected."

    def __init__(self, words: str = "") -> None:
        super().__init__(words or self.words)


class BadCredentials(WebError):
    """Name, password or two-factor code are wrong."""

    words = "Instagram does not accept this user name and password."


class TwoFactorNeeded(WebError):
    """The password is right; without a code nobody gets in."""

    words = "Instagram asks for a two-factor code. Begin again with the code that your authenticator shows now."


class Checkpoint(WebError):
    """Instagram wants something from the person, who must do it on Instagram's own pages."""

    words = (
        "Instagram wants to know that it is you. Open Instagram yourself, do what it asks, and wait a day before you "
        "begin again."
    )


class SessionExpired(WebError):
    """Nobody is logged in with this session, or no longer."""

    words = "The session is not valid, or has ended. Log in to Instagram in your browser and take fresh cookies."


class RateLimited(WebError):
    """Too many requests; `retry_after` is how long Instagram asked to stay away, if it said so."""

    words = "Instagram says that there were too many requests."

    def __init__(self, words: str = "", *, retry_after: timedelta | None = None) -> None:
        super().__init__(words)
        self.retry_after = retry_after


class ActionBlocked(WebError):
    """Instagram limits the account: reading ends here, and nothing is tried again."""

    words = "Instagram limits this account at the moment. Nothing more is read; leave it alone for a day or two."


class AccountUnknown(WebError):
    """Nobody has this number or name."""

    words = "Instagram knows no such account."


class PostGone(WebError):
    """There is no such post, or it is not shown to this session."""

    words = "The post is gone, or is not shown to this account."


class CommentsOff(WebError):
    """The owner of the post does not let this account comment."""

    words = "Comments on the post are switched off or limited."


class PrivateNotVisible(WebError):
    """The account is private, and the session's owner does not follow it."""

    words = "The account is private and its lists are not shown to this session."


class Incomplete(WebError):
    """Fewer people were shown than the profile counts, so that who is missing means nothing."""

    def __init__(self, kind: str, read: int, expected: int) -> None:
        super().__init__(
            f"Instagram showed {read:,} of {expected:,} {kind}. From a list with gaps nobody can be said to be "
            "missing, so nothing was compared. Try again later."
        )
        self.read, self.expected = read, expected


class Unreachable(WebError):
    """No answer, or one that says that something is broken at their side: it may well work a moment later."""

    words = "Instagram does not answer."


class ProtocolChanged(WebError):
    """An answer that nobody has seen before: Instagram has changed, and this release does not know how."""

    words = "Instagram answers in a way that this release does not know. It may have changed; look for an update."
