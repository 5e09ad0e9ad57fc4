"""Every customer, conversation and message, with the indexes that keep answers fast."""

import base64
import hashlib
from collections import defaultdict

from autogram.sandbox.inbox.documents import Customer, Guest, Message, MessengerProfile, Thread, Upload
from autogram.sandbox.inbox.rates import Rates
from autogram.sandbox.store import Store

THREAD_PREFIX = "aWdfZAG06MTpJR01lc3NhZAG"


class Inbox:
    """The messaging half of the world."""

    def __init__(self, store: Store) -> None:
        self.customers = store.collection("customer", Customer)
        self.threads = store.collection("thread", Thread)
        self.messages = store.collection("message", Message)
        self.uploads = store.collection("upload", Upload)
        self.profiles = store.collection("messenger_profile", MessengerProfile)
        self.rates = Rates()
        self.restore()

    def add_customer(self, customer: Customer) -> Customer:
        """Remember a person; usernames are written in lower case."""
        return self.customers.put(customer)

    def rename(self, old: str, new: str) -> None:
        """A person changes their name; every account goes on knowing them by the same id."""
        if customer := self.customers.get(old):
            self.customers.remove(old)
            customer.id = new
            self._index(self.customers.put(customer))
        for thread in self.threads:
            if thread.username == old:
                thread.username = new
                self.threads.put(thread)

    def igsid(self, customer: Customer, account_id: str) -> str:
        """The id by which an account knows a person: always the same, and another for each account."""
        if account_id not in customer.ids:
            digest = hashlib.sha256(f"{customer.id}@{account_id}".encode()).digest()
            customer.ids[account_id] = f"6{int.from_bytes(digest[:8]) % 10**15:015d}"
            self.customers.put(customer)
            self._index(customer)
        return customer.ids[account_id]

    def guest(self, igsid: str) -> Guest | None:
        """The person behind an IGSID, as the account that was given it sees them."""
        return self._guests.get(igsid)

    def thread(self, account_id: str, username: str, igsid: str, now: float) -> Thread:
        """The conversation with a person; made when first needed."""
        key = thread_id(account_id, igsid)
        if found := self.threads.get(key):
            return found
        thread = Thread(id=key, account_id=account_id, username=username, igsid=igsid, updated_at=now)
        self.threads_of[account_id].append(key)
        return self.threads.put(thread)

    def existing_thread(self, account_id: str, igsid: str) -> Thread | None:
        """The conversation with a person, if there was ever one."""
        return self.threads.get(thread_id(account_id, igsid))

    def add_message(self, message: Message) -> Message:
        """Remember a message at the end of its conversation."""
        self.messages_of[message.thread_id].append(message.id)
        return self.messages.put(message)

    def newest(self, thread_id: str) -> list[Message]:
        """The messages of a conversation, newest first, without those that were unsent."""
        found = (self.messages.get(key) for key in reversed(self.messages_of[thread_id]))
        return [message for message in found if message and not message.is_deleted]

    def clear(self) -> None:
        """Forget everything."""
        for collection in (self.customers, self.threads, self.messages, self.uploads, self.profiles):
            collection.clear()
        self.rates = Rates()
        self.restore()

    def restore(self) -> None:
        """Fill the indexes from the collections."""
        self._guests: dict[str, Guest] = {}
        self.threads_of: defaultdict[str, list[str]] = defaultdict(list)
        self.messages_of: defaultdict[str, list[str]] = defaultdict(list)
        for customer in self.customers:
            self._index(customer)
        for thread in self.threads:
            self.threads_of[thread.account_id].append(thread.id)
        for message in self.messages:
            self.messages_of[message.thread_id].append(message.id)

    def _index(self, customer: Customer) -> None:
        for account_id, igsid in customer.ids.items():
            self._guests[igsid] = Guest(id=igsid, account_id=account_id, username=customer.id)


def thread_id(account_id: str, igsid: str) -> str:
    """The id of a conversation follows from the two who have it."""
    return THREAD_PREFIX + base64.urlsafe_b64encode(f"{account_id}:{igsid}".encode()).decode().rstrip("=")
