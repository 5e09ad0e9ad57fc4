"""The one table of every mounted router."""

import re

from autogram.accounts import routes as accounts
from autogram.analytics import routes as analytics
from autogram.analytics.collection import routes as collection
from autogram.analytics.performance import routes as performance
from autogram.analytics.reports import routes as reports
from autogram.api import events, installation, needs, operations, problem_types, schedules
from autogram.audience import routes as audience
from autogram.audience.crawling import routes as audience_crawling
from autogram.campaigns import routes as campaigns
from autogram.compat.dm import auth as dm_auth
from autogram.compat.dm import conversations as dm_conversations
from autogram.compat.dm import instagram as dm_instagram
from autogram.compat.dm import messages as dm_messages
from autogram.compat.dm import uploads as dm_uploads
from autogram.compat.exchange import routes as compat_exchange
from autogram.compat.followers import analyzer as followers_analyzer
from autogram.compat.followers import checker as followers_checker
from autogram.content import routes as content
from autogram.content.writing import routes as writing
from autogram.exchange.commenting import routes as exchange_commenting
from autogram.exchange.community import routes as exchange_community
from autogram.exchange.helpers import routes as exchange_helpers
from autogram.exchange.rounds import routes as exchange_rounds
from autogram.exchange.verification import routes as exchange_verification
from autogram.identity import routes as identity
from autogram.inbox.automation import routes as automation
from autogram.inbox.comments import routes as comments
from autogram.inbox.conversations import routes as conversations
from autogram.inbox.journal import routes as journal
from autogram.inbox.reception import routes as reception
from autogram.publishing import routes as publishing
from autogram.publishing.calendar import routes as calendar
from autogram.publishing.imports import routes as post_imports
from autogram.publishing.recurring import routes as recurring

API_PREFIX = "/api/v1"
UPLOAD_PATHS = re.compile(
    r"/api/v1/media(/upload)?|/v1/upload/image|/api/v1/audience(/profiles/[^/]+)?/exports|/api/v1/exchange/imports"
    r"|/api/v1/post-imports"
)

ROUTERS = (
    installation.router,
    needs.router,
    identity.router,
    accounts.router,
    content.router,
    writing.router,
    calendar.router,
    recurring.router,
    post_imports.router,
    publishing.router,
    journal.router,
    journal.inbox_router,
    reception.router,
    comments.router,
    automation.router,
    conversations.router,
    analytics.router,
    collection.router,
    performance.router,
    reports.router,
    reports.schedules_router,
    campaigns.router,
    audience.router,
    audience_crawling.router,
    exchange_community.router,
    exchange_rounds.router,
    exchange_helpers.router,
    exchange_verification.router,
    exchange_commenting.router,
    events.router,
    operations.router,
    schedules.router,
)
ROOT_ROUTERS = (
    content.public_router,
    problem_types.router,
    dm_auth.router,
    dm_instagram.router,
    dm_conversations.router,
    dm_messages.router,
    dm_uploads.router,
    followers_analyzer.router,
    followers_checker.router,
    compat_exchange.router,
)
