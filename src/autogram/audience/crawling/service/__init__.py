"""Use cases of crawls."""

from autogram.audience.crawling.service.commanding import cancel_crawl, list_crawls, read_crawl
from autogram.audience.crawling.service.ordering import begin_crawl
from autogram.audience.crawling.service.sessions import delete_session, read_session

__all__ = ["begin_crawl", "cancel_crawl", "delete_session", "list_crawls", "read_crawl", "read_session"]
