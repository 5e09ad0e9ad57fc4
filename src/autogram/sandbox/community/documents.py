"""What the sandbox remembers about logins, followers and likes."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, PrivateAttr

from autogram.sandbox.store import Document

Surface = Literal["web", "mobile"]
Demand = Literal["challenge", "checkpoint", "suspended"]
Direction = Literal["followers", "following"]


class Login(Document):
    """How one logs in to an account, whose id this has, and what Instagram wants from its owner at the moment."""

    password: str | None = None
    totp_secret: str | None = None
    codes: list[str] = []
    demand: Demand | None = None
    is_action_blocked: bool = False

    @property
    def asks_for_code(self) -> bool:
        """Two-factor authentication is on."""
        return bool(self.totp_secret or self.codes)


class LoginSession(Document):
    """A login; `id` is the session id as browsers know it, with its colons."""

    account_id: str
    surface: Surface
    csrf_token: str
    created_at: float
    expires_at: float
    is_revoked: bool = False


class Profile(Document):
    """Somebody who was named somewhere; `id` is the number they keep when they change their name."""

    username: str
    name: str
    is_private: bool = False


class Side(BaseModel):
    """One list of an account: a generated crowd with those who came later and without those who left.

    `added` has the numbers of people, the oldest first, and 0 where one of them left.
    """

    model_config = ConfigDict(defer_build=True)

    generated: int = 0
    added: list[int] = []
    removed: list[int] = []

    _gone: set[int] | None = PrivateAttr(default=None)
    _here: set[int] | None = PrivateAttr(default=None)

    @property
    def gone(self) -> set[int]:
        """Members of the crowd who left."""
        if self._gone is None:
            self._gone = set(self.removed)
        return self._gone

    @property
    def here(self) -> set[int]:
        """Those who came by themselves and stayed."""
        if self._here is None:
            self._here = set(self.added) - {0}
        return self._here

    @property
    def count(self) -> int:
        """How many are on the list."""
        return self.generated - len(self.gone) + len(self.here)


class Relations(Document):
    """Who follows an account, whose id this has, and whom it follows."""

    seed: str
    mutual_share: float = 0.6
    followers: Side = Side()
    following: Side = Side()
    gained: int = 0

    def side(self, direction: Direction) -> Side:
        """One of the two lists."""
        return self.followers if direction == "followers" else self.following


class Like(Document):
    """Somebody likes something; `id` is both their ids."""

    account_id: str
