"""What a week's rows add up to, for the ledger, the rules and the summary."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.exchange.rounds import service as rounds
from autogram.exchange.rounds.schemas import RequestFacts
from autogram.exchange.verification.queries import figures
from autogram.exchange.verification.queries.figures import Standing
from autogram.exchange.weeks import Week


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """A week by member. What was withdrawn was never asked; below closed requests nothing is missing."""

    week: Week
    requests: tuple[RequestFacts, ...]
    uploads: dict[UUID, int]
    standings: dict[UUID, Standing]
    received: dict[UUID, int]

    def standing_of(self, member_id: UUID) -> Standing:
        return self.standings.get(member_id, Standing())

    @property
    def people(self) -> set[UUID]:
        """Everybody who did anything, or did not do it."""
        return set(self.uploads) | set(self.standings) | set(self.received)


async def week_figures(session: AsyncSession, community_id: UUID, week: Week) -> WeekFigures:
    asked = [each for each in await rounds.requests_of_week(session, community_id, week) if not each.is_withdrawn]
    ids = [request.id for request in asked]
    open_ids = [request.id for request in asked if request.is_open]
    got = await figures.received(session, ids) if ids else {}
    received: Counter[UUID] = Counter()
    for request in asked:
        if count := got.get(request.id):
            received[request.member_id] += count
    return WeekFigures(
        week,
        tuple(asked),
        await rounds.uploads_of_week(session, community_id, week),
        await figures.standings(session, ids, open_ids) if ids else {},
        dict(received),
    )
