"""What cannot work together in a rule. Every fault is told at once, with what to do about it."""

from collections.abc import Iterable, Iterator, Sequence

from autogram.core.errors import FieldError, InvalidInput
from autogram.inbox.automation.schemas import (
    AiReply,
    AiSuggestion,
    AnyAction,
    CallWebhook,
    Close,
    CommentKeyword,
    PrivateReply,
    PublicReply,
    RuleContent,
    SendMedia,
    SendText,
    Snooze,
    writes,
)
from autogram.inbox.automation.situation import BURST_MESSAGES
from autogram.inbox.conversations.variables import VARIABLES, unknown_variables

FOR_COMMENTS = (PrivateReply, PublicReply)
FOR_MESSAGES = (SendText, SendMedia)
OF_THE_TEAM = "agent_name"


def require_coherent(content: RuleContent) -> None:
    """Raises `InvalidInput` with every fault."""
    faults = [*_side_faults(content), *_count_faults(content.actions), *_condition_faults(content)]
    faults += [fault for index, action in enumerate(content.actions) for fault in _text_faults(index, action)]
    if faults:
        raise InvalidInput(faults)


def _side_faults(content: RuleContent) -> Iterator[FieldError]:
    """Comments and messages are answered in different ways."""
    is_comment = isinstance(content.trigger, CommentKeyword)
    for index, action in enumerate(content.actions):
        if is_comment and isinstance(action, FOR_MESSAGES):
            words = f"{action.type} answers messages; to answer a comment use private_reply or public_reply"
            yield FieldError(f"actions.{index}", words)
        if not is_comment and isinstance(action, FOR_COMMENTS):
            words = f"{action.type} answers comments; with this trigger use send_text, or the trigger comment_keyword"
            yield FieldError(f"actions.{index}", words)


def _count_faults(actions: Sequence[AnyAction]) -> Iterator[FieldError]:
    """What Instagram, or sense, allows once only."""
    if _count(actions, CallWebhook) > 1:
        yield FieldError("actions", "has several webhooks; a rule calls one. Make another rule for the other")
    if _count(actions, AiReply) + _count(actions, AiSuggestion) > 1:
        yield FieldError("actions", "asks the model several times; once is enough")
    private = sum(1 for action in actions if _is_private_reply(action))
    if private > 1:
        yield FieldError("actions", "has several private replies; Instagram allows one per comment")
    if _count(actions, Close) and _count(actions, Snooze):
        yield FieldError("actions", "closes and snoozes the conversation; choose one")
    if sum(1 for action in actions if writes(action)) > BURST_MESSAGES:
        words = f"sends more than {BURST_MESSAGES} messages at once, which the protection against loops stops"
        yield FieldError("actions", words)


def _condition_faults(content: RuleContent) -> Iterator[FieldError]:
    conditions = content.conditions
    if conditions.taken_over and any(writes(action) for action in content.actions):
        words = "is only met while somebody of the team writes, and then a rule cannot; let it suggest, label or assign"
        yield FieldError("conditions.taken_over", words)
    both = {label.casefold() for label in conditions.has_labels} & {
        label.casefold() for label in conditions.lacks_labels
    }
    if both:
        yield FieldError("conditions", f"asks for the label “{sorted(both)[0]}” and for its absence")


def _text_faults(index: int, action: AnyAction) -> Iterator[FieldError]:
    for unknown in (name for text in _texts(action) for name in _unusable(text)):
        known = ", ".join(f"{{{{{name}}}}}" for name in VARIABLES if name != OF_THE_TEAM)
        yield FieldError(f"actions.{index}.texts", f"has {{{{{unknown}}}}}, which no rule knows; there are {known}")


def _unusable(text: str) -> Iterable[str]:
    """A rule is nobody of the team, so it has no name."""
    return [*unknown_variables(text), *([OF_THE_TEAM] if "{{" in text and OF_THE_TEAM in text else [])]


def _texts(action: AnyAction) -> Sequence[str]:
    return action.texts if isinstance(action, SendText | PrivateReply | PublicReply) else ()


def _is_private_reply(action: AnyAction) -> bool:
    return isinstance(action, PrivateReply) or (isinstance(action, AiReply) and action.reply_as == "private_reply")


def _count(actions: Sequence[AnyAction], kind: type[object]) -> int:
    return sum(1 for action in actions if isinstance(action, kind))
