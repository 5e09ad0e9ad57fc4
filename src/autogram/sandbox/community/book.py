"""Logins, people and relations, with the indexes that find them."""

from autogram.sandbox.community.documents import Like, Login, LoginSession, Profile, Relations
from autogram.sandbox.community.passwords import PasswordKey
from autogram.sandbox.store import Store


class Community:
    """What the official API does not show of the world."""

    def __init__(self, store: Store) -> None:
        self.logins = store.collection("login", Login)
        self.sessions = store.collection("login_session", LoginSession)
        self.profiles = store.collection("profile", Profile)
        self.relations = store.collection("relations", Relations)
        self.likes = store.collection("like", Like)
        # Two-factor logins that wait for their code; they do not survive a restart, as at Instagram.
        self.waiting_for_code: dict[str, str] = {}
        self.password_key = PasswordKey()
        self.restore()

    def profile_named(self, username: str) -> Profile | None:
        """Somebody who was named, by the name they have now."""
        return self._names.get(username)

    def keep_profile(self, profile: Profile) -> Profile:
        """Remember somebody under the name they have now."""
        old = self._kept_names.get(profile.id)
        if old is not None and self._names.get(old) is profile:
            del self._names[old]
        self._names[profile.username] = profile
        self._kept_names[profile.id] = profile.username
        return self.profiles.put(profile)

    def clear(self) -> None:
        """Forget everything."""
        for collection in (self.logins, self.sessions, self.profiles, self.relations, self.likes):
            collection.clear()
        self.waiting_for_code.clear()
        self.restore()

    def restore(self) -> None:
        """Fill the indexes from the collections."""
        self._names: dict[str, Profile] = {}
        self._kept_names: dict[str, str] = {}
        for profile in self.profiles:
            self._names[profile.username] = profile
            self._kept_names[profile.id] = profile.username
