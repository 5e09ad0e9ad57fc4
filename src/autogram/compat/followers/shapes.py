"""The follower analyser's JSON."""

from typing import Any

from autogram.audience.crawling.service import AnonymousCrawl, Queue
from autogram.audience.vocabulary import WorkStatus

# It knew no cancelling; and a job that pauses has been started, so that its clients should not see it queued again.
STATUSES = {WorkStatus.CANCELLED: "failed"}


def status_of(crawl: AnonymousCrawl) -> str:
    if crawl.status is WorkStatus.QUEUED and crawl.started_at is not None:
        return "processing"
    return STATUSES.get(crawl.status, crawl.status.value)


def submitted(crawl: AnonymousCrawl) -> dict[str, Any]:
    """The answer to a job that was taken."""
    return {
        "job_id": crawl.public_id,
        "status": status_of(crawl),
        "position_in_queue": crawl.position,
        "estimated_wait_time": waiting_words(crawl),
    }


def waiting_words(crawl: AnonymousCrawl) -> str:
    if not crawl.position:
        return "Starting immediately"
    minutes = max(1, round(crawl.wait_seconds / 60))
    return f"Starting in ~{minutes} minute{'' if minutes == 1 else 's'}"


def brief(crawl: AnonymousCrawl) -> dict[str, Any]:
    """A job in a list."""
    return {
        "status": status_of(crawl),
        "created_at": int(crawl.created_at.timestamp()),
        "position_in_queue": crawl.position,
    }


def debug(crawl: AnonymousCrawl) -> dict[str, Any]:
    taken = crawl.processing_seconds
    return brief(crawl) | {"processing_time": round(taken, 1) if taken is not None else None}


def status(crawl: AnonymousCrawl) -> dict[str, Any]:
    """A job with everything that its owner may see. `session_id` is the account's number: a session is a secret."""
    shown = debug(crawl) | {
        "session_id": crawl.instagram_id,
        "user_id": crawl.instagram_id,
        "started_at": int(crawl.started_at.timestamp()) if crawl.started_at else None,
    }
    ended_at = int(crawl.finished_at.timestamp()) if crawl.finished_at else None
    if crawl.result is not None:
        shown |= {"completed_at": ended_at, "result": analysis(crawl)}
    elif crawl.failure_reason is not None:
        shown |= {"failed_at": ended_at, "error": crawl.failure_reason}
    return shown


def analysis(crawl: AnonymousCrawl) -> dict[str, Any]:
    result = crawl.result
    assert result is not None, "only who has a result shows it"
    return {
        "followers_count": result.followers_count,
        "following_count": result.following_count,
        "unfollowers_count": len(result.unfollowers),
        "unfollowers": result.unfollowers,
        "analysis_completed_at": result.completed_at,
    }


def queue(now: Queue) -> dict[str, Any]:
    """How full it is. `active_session_ids` are numbers of accounts: a session is a secret."""
    return {
        "active_sessions": now.running,
        "max_concurrent": now.places,
        "queued_jobs": now.waiting,
        "active_session_ids": now.accounts,
        "total_jobs_in_memory": now.kept,
    }
