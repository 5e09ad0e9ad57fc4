"""Pause and resume: one account, or everything."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import queries
from autogram.accounts.schemas import PauseState
from autogram.core import audit, clock
from autogram.core.db import ReadSession
from autogram.identity.permissions import Actor


async def pause_account(session: AsyncSession, actor: Actor, account_id: UUID) -> PauseState:
    """Nothing is sent for the account until it is resumed."""
    return await _set_pause(session, actor, account_id, paused=True)


async def resume_account(session: AsyncSession, actor: Actor, account_id: UUID) -> PauseState:
    return await _set_pause(session, actor, account_id, paused=False)


async def _set_pause(session: AsyncSession, actor: Actor, account_id: UUID, *, paused: bool) -> PauseState:
    account = await queries.get_account(session, account_id, workspace_id=actor.workspace_id, lock=True)
    if paused != (account.paused_at is not None):
        account.paused_at = clock.now() if paused else None
        audit.record(
            session,
            "accounts.pause" if paused else "accounts.resume",
            f"account:{account.id}",
            actor_id=actor.user_id,
            workspace_id=actor.workspace_id,
        )
    return PauseState(paused=paused, paused_at=account.paused_at)


async def pause_everything(session: AsyncSession, actor: Actor, *, paused: bool) -> PauseState:
    """Nothing at all is sent for anybody until it is resumed. Who paused first stays on record."""
    before = await queries.global_pause(session, lock=True)
    moment = before.paused_at if before else None
    if paused != (moment is not None):
        moment = clock.now() if paused else None
        await queries.set_global_pause(session, moment, actor.user_id if paused else None)
        audit.record(
            session, "everything.pause" if paused else "everything.resume", "everything", actor_id=actor.user_id
        )
    return PauseState(paused=paused, paused_at=moment)


async def is_everything_paused(session: AsyncSession | ReadSession) -> bool:
    pause = await queries.global_pause(session)
    return pause is not None and pause.paused_at is not None
