"""HTTP in, HTTP out. `router` belongs under the API's prefix, `pages_router` at the root."""

from fastapi import APIRouter

from autogram.identity.routes import admin, api_keys, auth, pages, users, workspaces

router = APIRouter()
for part in (auth, users, workspaces, api_keys, admin):
    router.include_router(part.router)
pages_router = pages.router
