"""How a workspace's brand speaks."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.content.ai.tags import Tag
from autogram.content.models import BrandProfile
from autogram.content.schemas import Text
from autogram.core import audit, clock
from autogram.core.db import ReadSession

Line = Annotated[Text, Field(min_length=1, max_length=300)]
Lines = Annotated[list[Line], Field(max_length=20)]


class Brand(BaseModel):
    """What a model should know of the brand. Everything is optional; what is empty is not mentioned."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    name: Annotated[Text, Field(max_length=100)] | None = None
    voice: Annotated[Text, Field(max_length=500)] | None = Field(default=None, description="How it speaks.")
    dos: Lines = Field(default_factory=list, description="What it always does.")
    donts: Lines = Field(default_factory=list, description="What it never does.")
    hashtags: list[Tag] = Field(default_factory=list, max_length=30, description="Its own, put beside others.")
    banned_hashtags: list[Tag] = Field(default_factory=list, max_length=500, description="Never suggested.")
    facts: Lines = Field(default_factory=list, description="Facts about its products that may be used.")

    def as_prompt(self) -> str | None:
        """The brand in words; None if there is nothing to say."""
        lines = [
            f"The brand is called {self.name}." if self.name else "",
            f"Its voice: {self.voice}" if self.voice else "",
            *(f"Always: {line}" for line in self.dos),
            *(f"Never: {line}" for line in self.donts),
            *(f"Fact: {line}" for line in self.facts),
        ]
        said = [line for line in lines if line]
        if self.facts:
            said.append("State no facts about products but these.")
        return "\n".join(["You write in the name of a brand.", *said]) if said else None


async def brand_of(session: AsyncSession | ReadSession, workspace_id: UUID) -> Brand:
    """The workspace's brand; an empty one if it has said nothing."""
    row = await session.get(BrandProfile, workspace_id)
    return Brand.model_validate(row) if row else Brand()


async def set_brand(session: AsyncSession, workspace_id: UUID, brand: Brand, *, actor_id: UUID) -> None:
    """The brand is as given."""
    values = brand.model_dump() | {"updated_at": clock.now()}
    new = insert(BrandProfile).values(workspace_id=workspace_id, **values)
    await session.execute(new.on_conflict_do_update(index_elements=["workspace_id"], set_=values))
    audit.record(session, "ai.set_brand", f"workspace:{workspace_id}", actor_id=actor_id, workspace_id=workspace_id)
