"""The community's rules, applied to what is proven; each speaks of a member once a week."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.exchange.community import service as communities
from autogram.exchange.community.models import Community, MemberEventKind, MemberStatus
from autogram.exchange.community.schemas import MemberFacts
from autogram.exchange.rules import Consequence, Omission, Rule, read_rules
from autogram.exchange.verification.messages import ApplyRules, MailMember
from autogram.exchange.verification.policy.consequences import MemberWeek, broken
from autogram.exchange.verification.queries import appeals, runs
from autogram.exchange.verification.schemas import Followed
from autogram.exchange.verification.service.figures import WeekFigures, week_figures
from autogram.exchange.weeks import Week
from autogram.jobs.api import enqueue, enqueue_all

ABOUT_COMMENTS = {Omission.MISSED_COMMENTS, Omission.NO_COMMENTS}


async def apply_rules(session: AsyncSession, community: Community, week: Week) -> list[Followed]:
    """What the rules say of every member after this week has happened, and its members are being told.

    Of a week that is not over they say nothing. Whoever has an open appeal is left alone for now.
    """
    rules = read_rules(community.rules)
    if not rules or week.next.begins_at(community.timezone) > clock.now():
        return []
    figures = await _last_weeks(session, community.id, week, max(rule.weeks for rule in rules))
    appealing = await appeals.who_appeals(session, community.id)
    followed: list[Followed] = []
    for member in await communities.active_members(session, community.id):
        spoken = [rule for rule in rules if member.id not in appealing or rule.when not in ABOUT_COMMENTS]
        for rule, reason in broken(spoken, _weeks_of(member, community, figures)):
            if await _follow(session, member, rule, reason, week):
                followed.append(
                    Followed(
                        member_id=member.id, username=member.username, then=rule.then, rule=rule.name, reason=reason
                    )
                )
                await _tell(session, community, member, rule, reason)
    return followed


async def _last_weeks(session: AsyncSession, community_id: UUID, week: Week, count: int) -> list[WeekFigures]:
    """Newest first."""
    found = []
    for _ in range(count):
        found.append(await week_figures(session, community_id, week))
        week = week.previous
    return found


def _weeks_of(member: MemberFacts, community: Community, figures: Sequence[WeekFigures]) -> list[MemberWeek]:
    weeks = []
    for each in figures:
        standing = each.standing_of(member.id)
        weeks.append(
            MemberWeek(
                each.week,
                was_there=member.joined_at <= each.week.begins_at(community.timezone),
                anybody_asked=bool(each.requests),
                uploads=each.uploads.get(member.id, 0),
                given=standing.given,
                missing=standing.missing,
                unknown=standing.unknown,
            )
        )
    return weeks


async def _follow(session: AsyncSession, member: MemberFacts, rule: Rule, reason: str, week: Week) -> bool:
    """Whether anything has happened; not if the rule has spoken in this week already."""
    if rule.then is Consequence.WARN:
        return await communities.note_event(
            session, member.id, MemberEventKind.WARNED, reason=reason, week=week, rule=rule.name
        )
    now = await communities.suspend_member(session, member.id, reason=reason, week=week, rule=rule.name)
    return now.status is MemberStatus.SUSPENDED


async def _tell(session: AsyncSession, community: Community, member: MemberFacts, rule: Rule, reason: str) -> None:
    if member.email is None:
        return
    if rule.then is Consequence.WARN:
        subject, words = f"A warning in {community.name}", f"A rule of {community.name} speaks of @{member.username}."
    else:
        subject, words = f"You are suspended in {community.name}", f"@{member.username} takes no part for now."
    text = f"{words} {reason}\n\nIf that is not right, appeal on your page, whose link you were given, or write to us."
    await enqueue(session, MailMember(community_id=community.id, member_id=member.id, subject=subject, text=text))


async def rule_again(session: AsyncSession, community_id: UUID, week: Week) -> None:
    """The rules speak once more of this week and of those after it that they have spoken of, an appeal being over."""
    judged = await runs.judged_weeks_from(session, community_id, week)
    await enqueue_all(
        session, [ApplyRules(community_id=community_id, year=each.year, week=each.number) for each in judged]
    )


async def apply_again(session: AsyncSession, community_id: UUID, week: Week) -> None:
    """What follows now stands in the week's latest run."""
    community = await communities.get_community(session, community_id)
    followed = await apply_rules(session, community, week)
    run = await runs.latest_of(session, community_id, week)
    if followed and run is not None:
        run.consequences = [*run.consequences, *(each.model_dump(mode="json") for each in followed)]
