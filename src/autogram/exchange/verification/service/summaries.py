"""The summary of a run: as JSON for a webhook, as words for a mail."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.exchange.community import service as communities
from autogram.exchange.community.models import Community
from autogram.exchange.verification.models import ReadingStatus, VerificationRun
from autogram.exchange.verification.queries import readings
from autogram.exchange.verification.service.figures import WeekFigures, week_figures

EVENT = "exchange.week_verified"
MOST_NAMED = 50


@dataclass(frozen=True, slots=True)
class Target:
    """Where the summary goes, what signs it, and what it says."""

    url: str
    secret: str
    summary: dict[str, Any]


async def webhook_of(session: AsyncSession, run_id: UUID) -> Target | None:
    """None if there is no webhook any more, or no run."""
    summary = await summary_of(session, run_id)
    if summary is None:
        return None
    community = await communities.get_community(session, UUID(summary["data"]["community"]["id"]))
    secret = await communities.webhook_secret(session, community.id)
    if community.summary_webhook_url is None or secret is None:
        return None
    return Target(community.summary_webhook_url, secret, summary)


async def summary_of(session: AsyncSession, run_id: UUID) -> dict[str, Any] | None:
    """What is known after the run; documented in docs/reference/verification.md. None if it is gone."""
    run = await session.get(VerificationRun, run_id)
    if run is None or run.finished_at is None:
        return None
    community = await communities.get_community(session, run.community_id)
    figures = await week_figures(session, run.community_id, run.week)
    data = {
        "community": {"id": str(community.id), "name": community.name, "slug": community.slug},
        "week": str(run.week),
        "run": {"id": str(run.id), "is_scheduled": run.is_scheduled, "posts": run.posts},
        "members": await _members(session, community, figures),
        "unread_posts": await _unread(session, run),
        "consequences": [
            {"username": each["username"], "then": each["then"], "reason": each["reason"]} for each in run.consequences
        ],
    }
    return {"type": EVENT, "timestamp": run.finished_at.isoformat(), "data": data}


async def _members(session: AsyncSession, community: Community, figures: WeekFigures) -> list[dict[str, Any]]:
    """Those with the most missing first."""
    names = await communities.members_by_id(session, community.id, figures.people)
    found = []
    for member_id, member in names.items():
        standing = figures.standing_of(member_id)
        found.append(
            {
                "username": member.username,
                "uploads": figures.uploads.get(member_id, 0),
                "given": standing.given,
                "received": figures.received.get(member_id, 0),
                "missing": standing.missing,
                "unknown": standing.unknown,
            }
        )
    return sorted(found, key=lambda each: (-each["missing"], each["username"]))


async def _unread(session: AsyncSession, run: VerificationRun) -> list[dict[str, Any]]:
    return [
        {
            "shortcode": reading.shortcode,
            "status": reading.status.value,
            "comments_read": reading.comments_read,
            "expected": reading.expected,
            "reason": reading.failure_reason,
        }
        for reading in await readings.of_run(session, run.id)
        if reading.status is not ReadingStatus.COMPLETE
    ]


def words_of(summary: dict[str, Any]) -> tuple[str, str]:
    """Subject and text of the mail."""
    data = summary["data"]
    members, unread = data["members"], data["unread_posts"]
    given, missing, unknown = (sum(each[name] for each in members) for name in ("given", "missing", "unknown"))
    paragraphs = [
        f"{data['week']} of {data['community']['name']} is verified: {data['run']['posts']} posts, {given} comments "
        f"seen, {missing} missing, {unknown} of which nothing can be said."
    ]
    if missed := [each for each in members if each["missing"]]:
        lines = [f"@{each['username']}: {each['missing']}" for each in missed[:MOST_NAMED]]
        paragraphs.append("\n".join(["Comments are missing of:", *lines, *_more(missed)]))
    if unread:
        lines = [f"{each['shortcode']}: {each['reason'] or _gap(each)}" for each in unread[:MOST_NAMED]]
        paragraphs.append("\n".join(["Not read completely, so that nobody is said to be missing there:", *lines]))
    if data["consequences"]:
        lines = [f"@{each['username']} ({each['then']}): {each['reason']}" for each in data["consequences"]]
        paragraphs.append("\n".join(["What the rules brought about:", *lines]))
    return f"{data['community']['name']}: {data['week']} is verified", "\n\n".join(paragraphs)


def _more(missed: list[Any]) -> list[str]:
    return [f"and {len(missed) - MOST_NAMED} more"] if len(missed) > MOST_NAMED else []


def _gap(reading: dict[str, Any]) -> str:
    return f"{reading['comments_read']} of {reading['expected']} comments were shown"
