"""Customers: people who are not the account, found by username or by the id an account knows them by."""

from autogram.sandbox.documents import Account
from autogram.sandbox.inbox.documents import Customer, Thread
from autogram.sandbox.world import World


def customer_named(world: World, name: str) -> Customer | None:
    """Find a person by username or by any IGSID."""
    if found := world.inbox.customers.get(name.lstrip("@").lower()):
        return found
    guest = world.inbox.guest(name)
    return world.inbox.customers.get(guest.username) if guest else None


def customer(world: World, name: str) -> Customer:
    """Find a person; one who acts for the first time is made up on the way."""
    if found := customer_named(world, name):
        return found
    username = name.lstrip("@").lower()
    account = world.account_named(username)
    display_name = account.name if account else username.replace(".", " ").replace("_", " ").title()
    followers = account.followers_count if account else 0
    return world.inbox.add_customer(Customer(id=username, name=display_name, follower_count=followers))


def person_id(world: World, account: Account, username: str) -> str:
    """The id an account sees for a username: its own, or the person's IGSID, in comments as in messages."""
    if username.lstrip("@").lower() == account.username:
        return account.id
    return world.inbox.igsid(customer(world, username), account.id)


def thread_with(world: World, account: Account, username: str) -> Thread:
    """The account's conversation with a person; of the account with itself too."""
    igsid = person_id(world, account, username)
    return world.inbox.thread(account.id, username.lstrip("@").lower(), igsid, world.clock.now())
