"""Use cases of crawls."""

from autogram.audience.crawling.service.anonymous import (
    AnonymousCrawl,
    Queue,
    begin_anonymous,
    delete_anonymous,
    forget_ended,
    list_anonymous,
    queue_now,
    read_anonymous,
    spend_for_address,
)
from autogram.audience.crawling.service.commanding import cancel_crawl, list_crawls, read_crawl
from autogram.audience.crawling.service.ordering import (
    begin_crawl,
    credential_id,
    order_with_cookies,
    order_with_login,
)
from autogram.audience.crawling.service.sessions import delete_session

__all__ = [
    "AnonymousCrawl",
    "Queue",
    "begin_anonymous",
    "begin_crawl",
    "cancel_crawl",
    "credential_id",
    "delete_anonymous",
    "delete_session",
    "forget_ended",
    "list_anonymous",
    "list_crawls",
    "order_with_cookies",
    "order_with_login",
    "queue_now",
    "read_anonymous",
    "read_crawl",
    "spend_for_address",
]
