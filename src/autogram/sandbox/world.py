"""The emulated world: everything the sandbox knows, in one place."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from autogram.sandbox.clock import Clock
from autogram.sandbox.community.book import Community
from autogram.sandbox.documents import Account, Code, Comment, Container, Counter, Mail, Media, Mention, Setting, Token
from autogram.sandbox.inbox.book import Inbox
from autogram.sandbox.outbox.book import Outbox
from autogram.sandbox.store import Store
from autogram.sandbox.switches import Switches

DAY_SECONDS = 86_400
ID_PREFIXES = {"container": "179", "media": "180", "comment": "178", "attachment": "156"}


@dataclass(frozen=True)
class AppIdentity:
    """The developer's app as the sandbox knows it."""

    id: str
    secret: str
    verify_token: str


class World:
    """Collections, clock and switches, with the few indexes that keep answers fast."""

    def __init__(self, *, state: Path | None, public_url: str, app: AppIdentity) -> None:
        self.app = app
        self.public_url = public_url.rstrip("/")
        self.clock = Clock()
        self.store = Store(state)
        self.counters = self.store.collection("counter", Counter)
        self.values = self.store.collection("setting", Setting)
        self.accounts = self.store.collection("account", Account)
        self.codes = self.store.collection("code", Code)
        self.tokens = self.store.collection("token", Token)
        self.containers = self.store.collection("container", Container)
        self.media = self.store.collection("media", Media)
        self.comments = self.store.collection("comment", Comment)
        self.mentions = self.store.collection("mention", Mention)
        self.mail = self.store.collection("mail", Mail)
        self.inbox = Inbox(self.store)
        self.outbox = Outbox(self.store)
        self.community = Community(self.store)
        self.switches = Switches()
        self._restore()

    def new_id(self, kind: str) -> str:
        """Return an id never used before, also across restarts and resets."""
        counter = self.counters.get(kind) or Counter(id=kind)
        counter.last += 1
        self.counters.put(counter)
        prefix = ID_PREFIXES.get(kind)
        return f"{prefix}{counter.last:014d}" if prefix else str(counter.last)

    def account_named(self, name: str) -> Account | None:
        """Find an account by username or by any of its ids."""
        return self._usernames.get(name.lstrip("@").lower()) or self.account_with_id(name)

    def account_called(self, username: str) -> Account | None:
        """Find an account by its username alone, in lower case."""
        return self._usernames.get(username)

    def professional_accounts(self) -> list[Account]:
        """The accounts that the official API knows."""
        return [account for account in self.accounts if account.is_professional]

    def account_with_id(self, key: str) -> Account | None:
        """Find an account by its own id, by the app-scoped one or by its Page's."""
        return self._account_ids.get(key)

    def add_account(self, account: Account) -> Account:
        """Remember an account and make it findable by all its names."""
        self._index_account(account)
        return self.accounts.put(account)

    def rename_account(self, account: Account, username: str) -> None:
        """An account changes its name and keeps its ids."""
        del self._usernames[account.username.lower()]
        account.username = username
        self.add_account(account)

    def add_container(self, container: Container) -> None:
        """Remember a container and count it towards the account's day."""
        self._container_times[container.account_id].append(container.created_at)
        self.containers.put(container)

    def add_media(self, media: Media) -> None:
        """Remember a publication; children of a carousel belong to their parent only.

        What was posted with the phone has no container and does not count towards the quota.
        """
        if media.parent_id is None:
            self.media_of[media.account_id].append(media.id)
            if media.container_id:
                self._publish_times[media.account_id].append(media.published_at)
        self.media.put(media)

    def remove_media(self, media: Media) -> None:
        """Forget a publication and what hangs on it; the quota still counts it, as Instagram's does."""
        self.media_of[media.account_id].remove(media.id)
        for comment_id in self.comments_of.pop(media.id, []):
            self.comments.remove(comment_id)
            self.replies_of.pop(comment_id, None)
        for key in (*media.children, media.id):
            self.media.remove(key)

    def add_comment(self, comment: Comment) -> None:
        """Remember a comment below its media."""
        self._index_comment(comment)
        self.comments.put(comment)

    def remove_comment(self, comment: Comment) -> None:
        """Forget a comment and its replies."""
        thread = self.comments_of[comment.media_id]
        for key in (comment.id, *self.replies_of.pop(comment.id, [])):
            thread.remove(key)
            self.comments.remove(key)
        if comment.parent_id and comment.id in self.replies_of[comment.parent_id]:
            self.replies_of[comment.parent_id].remove(comment.id)

    def containers_today(self, account_id: str) -> int:
        """How many containers the account made in the last 24 hours."""
        return _count_since(self._container_times[account_id], self.clock.now() - DAY_SECONDS)

    def published_since(self, account_id: str, since: float) -> int:
        """How many publications count towards the quota since that moment."""
        return _count_since(self._publish_times[account_id], since)

    def save_value(self, key: str, value: object) -> None:
        """Keep a value of the sandbox itself across restarts."""
        self.values.put(Setting(id=key, value=value))

    def reset(self) -> None:
        """Forget everything but the counters, so that ids are never used twice."""
        for collection in (
            self.values, self.accounts, self.codes, self.tokens, self.containers, self.media, self.comments,
            self.mentions, self.mail,
        ):  # fmt: skip
            collection.clear()
        self.inbox.clear()
        self.outbox.clear()
        self.community.clear()
        self.switches = Switches()
        self.clock.offset_seconds = 0.0
        self._restore()

    def _restore(self) -> None:
        """Fill switches, clock and indexes from the collections."""
        if saved := self.values.get("switches"):
            self.switches = Switches.model_validate(saved.value)
        if offset := self.values.get("clock"):
            self.clock.offset_seconds = float(offset.value)
        self._usernames: dict[str, Account] = {}
        self._account_ids: dict[str, Account] = {}
        self.media_of: defaultdict[str, list[str]] = defaultdict(list)
        self.comments_of: defaultdict[str, list[str]] = defaultdict(list)
        self.replies_of: defaultdict[str, list[str]] = defaultdict(list)
        self._container_times: defaultdict[str, list[float]] = defaultdict(list)
        self._publish_times: defaultdict[str, list[float]] = defaultdict(list)
        for account in self.accounts:
            self._index_account(account)
        for container in self.containers:
            self._container_times[container.account_id].append(container.created_at)
        for media in self.media:
            if media.parent_id is None:
                self.media_of[media.account_id].append(media.id)
                if media.container_id:
                    self._publish_times[media.account_id].append(media.published_at)
        for comment in self.comments:
            self._index_comment(comment)

    def _index_comment(self, comment: Comment) -> None:
        self.comments_of[comment.media_id].append(comment.id)
        if comment.parent_id:
            self.replies_of[comment.parent_id].append(comment.id)

    def _index_account(self, account: Account) -> None:
        self._usernames[account.username.lower()] = account
        for key in (account.id, account.scoped_id, account.page_id):
            self._account_ids[key] = account


def stable_number(name: str) -> int:
    """Return the same nine-digit number for the same name, always."""
    return crc32(name.encode()) % 1_000_000_000


def _count_since(times: list[float], since: float) -> int:
    return len(times) - bisect_right(times, since)
