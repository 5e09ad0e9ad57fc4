"""HTTP in, HTTP out. `router` belongs under the API's prefix."""

from fastapi import APIRouter

from autogram.identity.routes import admin, api_keys, auth, setup, users, workspaces

router = APIRouter()
for part in (setup, auth, users, workspaces, api_keys, admin):
    router.include_router(part.router)
