"""HTTP for ice breakers and the persistent menu."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter

from autogram.identity.access import Running, requires
from autogram.identity.permissions import Actor, Permission
from autogram.inbox.automation import menus
from autogram.inbox.automation.menu_schemas import IceBreakers, PersistentMenu, ShownIceBreakers, ShownMenu
from autogram.inbox.automation.menus import Part

router = APIRouter(prefix="/accounts/{account_id}")

Manager = Annotated[Actor, requires(Permission.MANAGE_AUTOMATION)]


@router.get("/ice-breakers")
async def read_ice_breakers(account_id: UUID, runtime: Running, actor: Manager) -> ShownIceBreakers:
    """The questions that people can tap before they write, as Instagram has them."""
    return await menus.read_ice_breakers(runtime, actor.workspace_id, account_id)


@router.put("/ice-breakers")
async def write_ice_breakers(account_id: UUID, body: IceBreakers, runtime: Running, actor: Manager) -> ShownIceBreakers:
    """Show exactly these questions, at most four."""
    return await menus.write_ice_breakers(runtime, actor, account_id, body)


@router.delete("/ice-breakers", status_code=204)
async def remove_ice_breakers(account_id: UUID, runtime: Running, actor: Manager) -> None:
    """Show none."""
    await menus.remove(runtime, actor, account_id, Part.ICE_BREAKERS)


@router.get("/persistent-menu")
async def read_menu(account_id: UUID, runtime: Running, actor: Manager) -> ShownMenu:
    """The menu beside the conversation, as Instagram has it."""
    return await menus.read_menu(runtime, actor.workspace_id, account_id)


@router.put("/persistent-menu")
async def write_menu(account_id: UUID, body: PersistentMenu, runtime: Running, actor: Manager) -> ShownMenu:
    """Show exactly this menu, at most five entries."""
    return await menus.write_menu(runtime, actor, account_id, body)


@router.delete("/persistent-menu", status_code=204)
async def remove_menu(account_id: UUID, runtime: Running, actor: Manager) -> None:
    """Show none."""
    await menus.remove(runtime, actor, account_id, Part.PERSISTENT_MENU)
