"""Which object an id names."""

from autogram.sandbox.documents import Account, Comment, Container, Media, Token
from autogram.sandbox.graph.call import FACEBOOK_GRAPH, Call
from autogram.sandbox.inbox.documents import Guest, Message, Thread
from autogram.sandbox.people import OWNER_ID, OWNER_NAME
from autogram.sandbox.store import Document
from autogram.sandbox.world import World


class Page(Document):
    """The Facebook Page an account is linked to; its id is the Page's."""

    account_id: str
    name: str
    access_token: str = ""


class Person(Document):
    """The Facebook user who owns every Page of the sandbox."""

    name: str


def page_of(account: Account) -> Page:
    """Return the Page linked to an account."""
    return Page(id=account.page_id, account_id=account.id, name=account.name)


def find_node(call: Call) -> tuple[type[Document], Document | None]:
    """Return the kind of object the path starts with, and the object itself when it exists."""
    first = call.path[0] if call.path else ""
    if first == "me":
        return _me(call)
    found = find_object(call.world, first, call.host)
    return (type(found) if found else Document), found


def find_object(world: World, key: str, host: str) -> Document | None:
    """Find whatever has this id: an account, a Page, something published, something written, somebody."""
    if key == OWNER_ID and host == FACEBOOK_GRAPH:
        return Person(id=OWNER_ID, name=OWNER_NAME)
    if (account := world.account_with_id(key)) and account.is_professional:
        if key != account.page_id:
            return account
        return page_of(account) if host == FACEBOOK_GRAPH else None
    found = world.media.get(key) or world.containers.get(key) or world.comments.get(key)
    inbox = world.inbox
    return found or inbox.messages.get(key) or inbox.threads.get(key) or inbox.guest(key)


def account_id_of(world: World, node: Document | None, token: Token | None) -> str | None:
    """The account a call concerns: the object's owner, else the token's first account."""
    if isinstance(node, Comment):
        node = world.media.get(node.media_id)
    if isinstance(node, Account):
        return node.id
    if isinstance(node, Page | Container | Media | Thread | Message | Guest):
        return node.account_id
    return token.account_ids[0] if token and token.account_ids else None


def _me(call: Call) -> tuple[type[Document], Document | None]:
    token = call.token
    if call.host != FACEBOOK_GRAPH:
        account = call.world.accounts.get(token.account_ids[0]) if token else None
        return Account, account
    if token and token.page_id and (owner := call.world.account_with_id(token.page_id)):
        return Page, page_of(owner)
    return Person, Person(id=OWNER_ID, name=OWNER_NAME)
