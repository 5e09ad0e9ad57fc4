"""What goes in and out of helpers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr

from autogram.exchange.community.names import normal_username
from autogram.exchange.helpers.models import HelperHealth
from autogram.instagram.web.posts import PostReader

Username = Annotated[str, Field(min_length=1, max_length=60), AfterValidator(normal_username)]
Password = Annotated[SecretStr, Field(min_length=1, max_length=200)]
Code = Annotated[SecretStr, Field(max_length=20, description="Of two-factor authentication; never kept.")]


class HelperLogin(BaseModel):
    """Password and, if it is asked for, the code. `keep_password`: it may log in by itself when the session ends."""

    model_config = ConfigDict(extra="forbid")

    password: Password
    verification_code: Code | None = None
    keep_password: bool = False


class HelperCreate(HelperLogin):
    """An account that reads for the community."""

    instagram_id: Username
    requests_per_hour: int = Field(default=150, ge=1, le=1000)


class HelperUpdate(BaseModel):
    """Only the fields that are present change."""

    model_config = ConfigDict(extra="forbid")

    is_active: bool | None = None
    requests_per_hour: int | None = Field(default=None, ge=1, le=1000)


class HelperRead(BaseModel):
    """A helper. Password and session never leave the database."""

    id: UUID
    number: int
    instagram_id: str
    is_active: bool
    health: HelperHealth
    problem: str | None
    rests_until: datetime | None
    requests_per_hour: int
    requests_left: int = Field(description="Of this hour, at this moment.")
    keeps_password: bool
    logged_in_at: datetime
    last_used_at: datetime | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Borrowed:
    """A helper for the time of a block."""

    id: UUID
    username: str
    reader: PostReader
