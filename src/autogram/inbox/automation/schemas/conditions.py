"""What must hold besides the trigger."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from autogram.inbox.automation.schemas.hours import BusinessHours
from autogram.inbox.conversations.schemas import ConversationStatus

LabelName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Labels = Annotated[tuple[LabelName, ...], Field(max_length=20)]


class Conditions(BaseModel):
    """All that is given must hold. What is not known about a person (do they follow?) holds neither yes nor no."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    has_labels: Labels = Field(default=(), description="The conversation has all of these.")
    lacks_labels: Labels = Field(default=(), description="The conversation has none of these.")
    window_open: bool | None = Field(default=None, description="The person wrote in the last 24 hours, or did not.")
    follows_account: bool | None = Field(
        default=None, description="Instagram tells it only of people who have written; unknown fits neither."
    )
    statuses: Annotated[tuple[ConversationStatus, ...], Field(max_length=4)] = Field(
        default=(), description="The conversation is in one of these."
    )
    is_assigned: bool | None = None
    within_hours: BusinessHours | None = None
    taken_over: bool | None = Field(
        default=None,
        description="True: only while somebody of the team leads the conversation; such a rule cannot write to the "
        "person. Otherwise a rule rests then.",
    )
