"""The database: one engine a process, one transaction a request or job step, committed only at the edge."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, NewType
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from uuid import UUID

from fastapi import Depends, Request
from sqlalchemy import DateTime, Enum, MetaData, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from autogram.core import clock
from autogram.core.errors import ServiceUnavailable
from autogram.core.ids import new_id

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

ReadSession = NewType("ReadSession", AsyncSession)
"""A session that only reads; services that take one cannot be handed a unit of work by mistake."""


class Model(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB,
        list[Any]: JSONB,
        # Stored as their values in plain text, so that a new member needs no migration.
        StrEnum: Enum(StrEnum, native_enum=False, length=40, values_callable=lambda kind: [m.value for m in kind]),
    }


class Record(Model):
    """A row with a UUIDv7 and the times of its creation and last change."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)


def asyncpg_url(url: str) -> str:
    """`postgresql://…` as SQLAlchemy wants it for asyncpg."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    if "sslmode" in query:
        query["ssl"] = query.pop("sslmode")
    return urlunsplit(("postgresql+asyncpg", parts.netloc, parts.path, urlencode(query, safe="/"), ""))


class DatabaseUnreachable(ServiceUnavailable):
    """The database does not answer; the request changed nothing and can be repeated."""

    title = "The database does not answer"


def _connect(dialect: Any, _record: Any, arguments: list[Any], options: dict[str, Any]) -> Any:
    """A failure says that it was the database, so that no other program's or disk's failure is taken for it."""
    try:
        return dialect.connect(*arguments, **options)
    except Exception as error:
        reason = (str(error).splitlines() or [""])[0]
        raise DatabaseUnreachable(f"{type(error).__name__}: {reason}") from error


class Database:
    """One PostgreSQL database, seen from one process."""

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        self.url = url
        self.engine: AsyncEngine = create_async_engine(
            asyncpg_url(url),
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_pre_ping=True,
            # Parameters hold people's words and secrets; neither belongs into an error message or log.
            hide_parameters=True,
            connect_args={"server_settings": {"application_name": "autogram", "timezone": "UTC"}, "timeout": 10},
        )
        event.listen(self.engine.sync_engine, "do_connect", _connect)
        self.sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    def __repr__(self) -> str:
        return "Database(…)"

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A unit of work: committed when the block ends well, rolled back when it does not."""
        async with self.sessions.begin() as session:
            yield session

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[ReadSession]:
        """A session for reads only; whatever is changed in it is rolled back."""
        async with self.sessions() as session:
            yield ReadSession(session)

    async def close(self) -> None:
        await self.engine.dispose()


async def unit_of_work(request: Request) -> AsyncIterator[AsyncSession]:
    """The request's transaction, committed before the reply is sent, so that a failing commit is an error."""
    async with request.app.state.runtime.database.transaction() as session:
        yield session


async def read_only(request: Request) -> AsyncIterator[ReadSession]:
    async with request.app.state.runtime.database.reading() as session:
        yield session


Session = Annotated[AsyncSession, Depends(unit_of_work, scope="function")]
Reading = Annotated[ReadSession, Depends(read_only, scope="function")]
