"""Whose conversations a call is about: those of an account, named by its own id or by its Page's."""

from autogram.sandbox.documents import Account
from autogram.sandbox.graph.call import Call
from autogram.sandbox.graph.errors import unknown_object
from autogram.sandbox.graph.nodes import Page
from autogram.sandbox.messaging.refusals import refuse


def speaker(call: Call) -> Account:
    """The account a call speaks for; refused when its owner does not let apps read messages."""
    account = call.world.accounts.get(call.node.account_id) if isinstance(call.node, Page) else call.account
    if account is None:
        raise unknown_object(call.method, call.path[0])
    if not account.allows_messages:
        raise refuse("access_off")
    return account
