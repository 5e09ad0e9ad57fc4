"""What this installation is, as far as anybody may know: what the console asks before anyone has signed in."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from autogram import __version__
from autogram.core.settings import MetaSettings
from autogram.identity.access import Running, public

router = APIRouter(prefix="/installation", tags=["health"], dependencies=[public])

# The sandbox answers for every host by path prefix.
SANDBOX_PATH = "/graph.instagram.com"


class InstallationRead(BaseModel):
    """Nothing in it is secret."""

    version: str
    sandbox_url: str | None = Field(description="Where the sandbox answers that is Instagram here; null if none is.")


@router.get("")
async def read_installation(runtime: Running) -> InstallationRead:
    """The version, and whether Instagram is a sandbox here."""
    return InstallationRead(version=__version__, sandbox_url=sandbox_url(runtime.settings.meta))


def sandbox_url(meta: MetaSettings) -> str | None:
    """The address of the sandbox that the Instagram addresses point at, if they do."""
    address = meta.instagram_graph_url
    return address.removesuffix(SANDBOX_PATH) if address.endswith(SANDBOX_PATH) else None
