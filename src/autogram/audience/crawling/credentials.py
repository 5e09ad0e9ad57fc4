"""The secrets of a crawl: as they are encrypted into its row while it lives, and as its readers need them."""

import json
from dataclasses import asdict, dataclass, field

from autogram.core.settings import Settings
from autogram.instagram.web.client import WebLists
from autogram.instagram.web.hosts import instaloader_hosts
from autogram.instagram.web.instaloader_client import InstaloaderLists
from autogram.instagram.web.lists import WebSession


@dataclass(frozen=True, slots=True)
class Credentials:
    """Either cookies of a browser, or an Instaloader session. A password is never among them.

    `keep`: the person wants the session to be stored for scheduled snapshots.
    """

    session_id: str | None = field(default=None, repr=False)
    csrf_token: str | None = field(default=None, repr=False)
    session: str | None = field(default=None, repr=False)
    keep: bool = False

    def dump(self) -> str:
        return json.dumps({name: value for name, value in asdict(self).items() if value is not None})

    @classmethod
    def load(cls, text: str) -> "Credentials":
        return cls(**json.loads(text))


def open_reader(settings: Settings, credentials: Credentials, *, has_worked: bool) -> WebLists | InstaloaderLists:
    """A reader for these credentials; close it in the end. `has_worked`: the session has been good before."""
    if credentials.session_id is not None:
        cookies = WebSession(credentials.session_id, credentials.csrf_token or "")
        return WebLists(settings.unofficial.instagram_web_url, cookies, has_worked=has_worked)
    return open_instaloader(settings, credentials.session, has_worked=has_worked)


def open_instaloader(settings: Settings, session: str | None = None, *, has_worked: bool = False) -> InstaloaderLists:
    """An Instaloader that asks where the settings say; close it in the end."""
    return InstaloaderLists(instaloader_hosts(settings), session=session, has_worked=has_worked)
