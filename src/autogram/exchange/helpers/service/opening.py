"""An Instaloader for a helper."""

from autogram.core.runtime import Runtime
from autogram.exchange.helpers.models import Helper
from autogram.instagram.web.hosts import instaloader_hosts
from autogram.instagram.web.instaloader_posts import InstaloaderPosts


def open_reader(runtime: Runtime, helper: Helper | None = None) -> InstaloaderPosts:
    """A reader with the helper's session, which must have been loaded; or one that is to log in. Close it."""
    session = helper.session if helper else None
    return InstaloaderPosts(instaloader_hosts(runtime.settings), session=session, has_worked=helper is not None)
