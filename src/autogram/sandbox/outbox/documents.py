"""What is told to the app, and how it went."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from autogram.sandbox.store import Document

Kind = Literal["messaging", "standby", "changes"]
Signing = Literal["good", "wrong", "missing"]


class Update(BaseModel):
    """One thing that happened: an item of `messaging`, `standby` or `changes` of an entry."""

    model_config = ConfigDict(defer_build=True)

    entry_id: str
    field: str
    kind: Kind
    item: dict[str, Any]
    account_id: str | None = None


class Attempt(BaseModel):
    """One POST to the app and what came of it; `problem` when there was no answer."""

    model_config = ConfigDict(defer_build=True)

    at: float
    seconds: float
    status: int | None = None
    answer: str = ""
    problem: str | None = None


class Delivery(Document):
    """One POST: its updates, later its exact body, and every attempt.

    `status` is `waiting`, `delivered`, `dropped` (a fault, or nobody to tell) or `given_up`.
    """

    updates: list[Update] = []
    body: str | None = None
    signing: Signing = "good"
    status: str = "waiting"
    created_at: float
    next_at: float
    attempts: list[Attempt] = []
