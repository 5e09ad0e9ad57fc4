"""What was asked of Instagram for many at once, in the books of its accounts."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.instagram.errors import InstagramError

Outcome = tuple[accounts.AccountClient, InstagramError | None]


async def note_outcomes(session: AsyncSession, outcomes: Iterable[Outcome]) -> None:
    """`note_outcome` for each of them, once for each account where all went well."""
    well: dict[UUID, accounts.AccountClient] = {}
    badly: list[Outcome] = []
    for client, failure in outcomes:
        if failure is not None:
            badly.append((client, failure))
        elif (one := well.setdefault(client.account_id, client)) is not client:
            _add(one, client)
    # All write in the accounts' books in one order, so that nobody waits in a ring.
    each: list[Outcome] = [*badly, *((client, None) for client in well.values())]
    for client, failure in sorted(each, key=lambda outcome: outcome[0].account_id):
        await accounts.note_outcome(session, client, failure)


def _add(one: accounts.AccountClient, other: accounts.AccountClient) -> None:
    one.graph.calls, other.graph.calls = one.graph.calls + other.graph.calls, 0
    one.graph.messages, other.graph.messages = one.graph.messages + other.graph.messages, 0
    if other.graph.usage is not None:
        one.graph.usage = max(other.graph.usage, one.graph.usage or 0)
