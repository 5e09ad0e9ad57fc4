"""The beginning of an installation."""

from fastapi import APIRouter

from autogram.core.db import Reading
from autogram.identity import service
from autogram.identity.access import ClientAddress, Running, public
from autogram.identity.schemas import FirstAdmin, SetupState, UserRead

router = APIRouter(prefix="/setup", tags=["auth"], dependencies=[public])


@router.get("")
async def read_setup(session: Reading) -> SetupState:
    """Whether the installation still waits for its first admin."""
    return SetupState(needed=await service.needs_setup(session))


@router.post("", status_code=201)
async def make_first_admin(body: FirstAdmin, runtime: Running, address: ClientAddress) -> UserRead:
    """Make the first admin, with the key from the link that the installation printed when it started."""
    return await service.create_first_admin(runtime, body, address=address)
