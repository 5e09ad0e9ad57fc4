"""Who may do what with conversations, and as whom they send."""

from typing import Annotated

from autogram.identity.access import requires
from autogram.identity.permissions import Actor, Permission
from autogram.inbox.conversations.schemas import Origin, Sender

Viewer = Annotated[Actor, requires(Permission.VIEW_CONVERSATIONS)]
Reader = Annotated[Actor, requires(Permission.VIEW_MESSAGES)]
Agent = Annotated[Actor, requires(Permission.SEND_MESSAGES)]
Keeper = Annotated[Actor, requires(Permission.VIEW_MESSAGES, Permission.MANAGE_INSTAGRAM_ACCOUNTS)]


def as_sender(actor: Actor) -> Sender:
    """With an API key it is a program that sends, so Instagram's time for people is not its own."""
    return Sender(Origin.AUTOMATION if actor.api_key_id else Origin.AGENT, user_id=actor.user_id)
