"""The predecessor's JSON."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Query
from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from autogram.accounts.errors import AccountNotFound
from autogram.core.errors import NotFound
from autogram.inbox.conversations.errors import ConversationNotFound


class CamelModel(BaseModel):
    """Fields are written in camelCase, coming in and going out."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class DmUser(CamelModel):
    """A user. `updated_at` is when they last signed in."""

    id: UUID
    name: str | None
    email: str
    role: str
    created_at: datetime
    updated_at: datetime


class DmAccount(CamelModel):
    """An account. Instagram Login knows no page, so `page_id` repeats the account's own id."""

    id: UUID
    user: UUID
    page_id: str
    instagram_business_id: str
    username: str
    profile_picture_url: str | None
    followers_count: int | None
    is_active: bool
    created_at: datetime
    updated_at: datetime
    user_info: None = None


Skip = Annotated[int, Query(ge=0, le=100_000)]


def read_id(text: str, missing: type[NotFound]) -> UUID:
    """What is no id of ours names nothing, so it is not found."""
    try:
        return UUID(text)
    except ValueError:
        raise missing from None


def _account_id(account_id: Annotated[str, Path(alias="accountId")]) -> UUID:
    return read_id(account_id, AccountNotFound)


def _conversation_id(conversation_id: Annotated[str, Path(alias="conversationId")]) -> UUID:
    return read_id(conversation_id, ConversationNotFound)


AccountId = Annotated[UUID, Depends(_account_id)]
ConversationId = Annotated[UUID, Depends(_conversation_id)]
