"""An Instaloader for a helper."""

from autogram.core.runtime import Runtime
from autogram.instagram.web.hosts import instaloader_hosts
from autogram.instagram.web.instaloader_posts import InstaloaderPosts


def open_reader(runtime: Runtime, session: str | None = None) -> InstaloaderPosts:
    """A reader with a helper's session, or one that is to log in; close it in the end."""
    return InstaloaderPosts(instaloader_hosts(runtime.settings), session=session, has_worked=session is not None)
