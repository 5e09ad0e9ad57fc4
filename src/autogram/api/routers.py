"""The one table of every mounted router."""

from autogram.accounts import routes as accounts
from autogram.api import operations, problem_types
from autogram.content import routes as content
from autogram.identity import routes as identity
from autogram.publishing import routes as publishing

API_PREFIX = "/api/v1"
UPLOAD_PATHS = frozenset({"/api/v1/media", "/api/v1/media/upload"})

ROUTERS = (identity.router, accounts.router, content.router, publishing.router, operations.router)
ROOT_ROUTERS = (identity.pages_router, content.public_router, problem_types.router)
