"""The secrets of a crawl: as they are encrypted into its row while it lives, and as its readers need them."""

import json
from dataclasses import asdict, dataclass, field, replace

from autogram.core.settings import Settings
from autogram.instagram.web.client import WebLists
from autogram.instagram.web.instaloader_client import InstaloaderLists
from autogram.instagram.web.lists import WebSession


@dataclass(frozen=True, slots=True)
class Credentials:
    """Either cookies, or an Instaloader session, or name and password that become one.

    `keep`: the person wants the session (never the password) to be stored for scheduled snapshots.
    """

    session_id: str | None = field(default=None, repr=False)
    csrf_token: str | None = field(default=None, repr=False)
    session: str | None = field(default=None, repr=False)
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    code: str | None = field(default=None, repr=False)
    keep: bool = False

    @property
    def needs_login(self) -> bool:
        return self.password is not None

    def logged_in(self, session: str) -> "Credentials":
        """The same person with a session; password and code are gone."""
        return replace(self, session=session, password=None, code=None)

    def dump(self) -> str:
        return json.dumps({name: value for name, value in asdict(self).items() if value is not None})

    @classmethod
    def load(cls, text: str) -> "Credentials":
        return cls(**json.loads(text))


def open_reader(settings: Settings, credentials: Credentials, *, has_worked: bool) -> WebLists | InstaloaderLists:
    """A reader for these credentials; close it in the end. `has_worked`: the session has been good before."""
    unofficial = settings.unofficial
    if credentials.session_id is not None:
        cookies = WebSession(credentials.session_id, credentials.csrf_token or "")
        return WebLists(unofficial.instagram_web_url, cookies, has_worked=has_worked)
    hosts = {
        "www.instagram.com": unofficial.instagram_web_url,
        "i.instagram.com": unofficial.instagram_mobile_url,
    }
    return InstaloaderLists(hosts, session=credentials.session, has_worked=has_worked)
