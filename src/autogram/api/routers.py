"""The one table of every mounted router."""

from importlib import import_module
from importlib.util import find_spec

from fastapi import APIRouter

API_PREFIX = "/api/v1"
UPLOAD_PATHS = frozenset({"/api/v1/media", "/api/v1/media/upload"})

_NAMES = (
    "autogram.identity.routes",
    "autogram.content.routes",
    "autogram.accounts.routes",
    "autogram.publishing.routes",
)
ROUTERS: list[APIRouter] = [import_module(name).router for name in _NAMES if find_spec(name)]
