"""Asking Instagram for figures as one account, within its quota, without what it is known to refuse."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from autogram.accounts import service as accounts
from autogram.analytics.collection import queries
from autogram.analytics.collection.metrics import METRICS, Product
from autogram.core import clock
from autogram.core.runtime import Runtime
from autogram.instagram.errors import InstagramError
from autogram.instagram.insights import Figures

T = TypeVar("T")

# Instagram brings metrics back now and then.
REFUSED_FOR = timedelta(days=7)
# Publishing waits for the same book: figures never take more of it.
SHARE = 0.5


@dataclass
class Collector:
    """One account's round. `dead` is what is not asked for, with Instagram's reason; `left` are its requests."""

    runtime: Runtime
    client: accounts.AccountClient
    left: int
    dead: dict[tuple[str, str], str] = field(default_factory=dict)

    def wanted(self, product: Product) -> list[str]:
        return [name for name in METRICS[product] if (product, name) not in self.dead]

    async def ask(self, question: Callable[[], Awaitable[T]]) -> T:
        """What Instagram answers, outside of any transaction, noted in the account's book.

        Raises `QuotaUsedUp` or `AccountThrottled` before asking, `InstagramError` after.
        """
        async with self.runtime.database.reading() as session:
            await accounts.require_quota(session, self.client.account_id, accounts.QuotaKind.REQUESTS)
        before = self.client.graph.calls
        try:
            answer = await question()
        except InstagramError as error:
            self.left -= self.client.graph.calls - before
            async with self.runtime.database.transaction() as session:
                await accounts.note_outcome(session, self.client, error)
            raise
        self.left -= self.client.graph.calls - before
        async with self.runtime.database.transaction() as session:
            await accounts.note_outcome(session, self.client)
        return answer

    async def learn(self, product: Product, figures: Figures) -> dict[str, str]:
        """What was refused is remembered for everybody; the answer is all that is missing, and why."""
        if figures.refused:
            async with self.runtime.database.transaction() as session:
                await queries.note_dead(session, product, figures.refused, clock.now())
            self.dead |= {(product.value, name): reason for name, reason in figures.refused.items()}
        known = {name: reason for (of, name), reason in self.dead.items() if of == product}
        return known | figures.missing


async def collector_for(runtime: Runtime, account_id: UUID) -> Collector:
    """Raises `AccountNotFound`, `AccountNotUsable`."""
    async with runtime.database.reading() as session:
        client = await accounts.client_for(runtime, session, account_id)
        dead = await queries.dead_metrics(session, clock.now() - REFUSED_FOR)
        book = await accounts.quota_book(session, client.workspace_id, account_id)
        [requests] = [line for line in book.lines if line.kind == accounts.QuotaKind.REQUESTS]
        left = int(requests.limit * SHARE) - requests.used
        return Collector(runtime, client, left, {(row.product, row.metric): row.reason for row in dead})
