"""Comments as they are compared with what was asked."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Said:
    """A comment or a reply, as it was read. `user_id` is None where only the name is told."""

    id: str
    user_id: str | None
    username: str
    text: str = field(repr=False)
    at: datetime | None
