"""What asks for figures."""

from uuid import UUID

from pydantic import BaseModel


class CollectNow(BaseModel):
    """Whose figures are wanted now."""

    account_id: UUID


class Collecting(BaseModel):
    """Instagram is being asked; the figures' `taken_at` tells when they are new."""

    account_id: UUID
    message: str = "Instagram is being asked. This takes some seconds to some minutes."
