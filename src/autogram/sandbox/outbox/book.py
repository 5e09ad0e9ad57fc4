"""What is waiting to be told; written down before anything is sent, so a restart loses nothing."""

from collections.abc import Callable
from heapq import heappop, heappush

from autogram.sandbox.outbox.documents import Delivery, Update
from autogram.sandbox.store import Store

KEPT_DELIVERIES = 20_000


class Outbox:
    """Every delivery, and the order in which the waiting ones are due."""

    def __init__(self, store: Store) -> None:
        self.deliveries = store.collection("delivery", Delivery)
        self.on_change: Callable[[], None] = lambda: None
        self.added = 0
        self._due: list[tuple[float, int, str]] = []
        self._number = 0
        self._filling: Delivery | None = None
        self.restore()

    def add(self, delivery: Delivery) -> Delivery:
        """Keep a delivery; a waiting one is sent when it is due."""
        self.added += 1
        self.deliveries.put(delivery)
        # Looked at now and then only: while the app is away all of them may be waiting.
        if len(self.deliveries) > KEPT_DELIVERIES and len(self.deliveries) % 1_000 == 0:
            self._forget_oldest()
        if delivery.status == "waiting":
            self.schedule(delivery)
        return delivery

    def join(self, update: Update, size: int) -> Delivery | None:
        """Put an update into the delivery that is still being filled, when there is one with room."""
        batch = self._filling
        if batch is None or batch.status != "waiting" or batch.attempts or len(batch.updates) >= size:
            return None
        batch.updates.append(update)
        self.added += 1
        return self.deliveries.put(batch)

    def leave_open(self, delivery: Delivery) -> None:
        """Let later updates join this delivery until it is taken."""
        self._filling = delivery

    def schedule(self, delivery: Delivery) -> None:
        """Put a waiting delivery where its time is."""
        self._number += 1
        heappush(self._due, (delivery.next_at, self._number, delivery.id))
        self.on_change()

    def next_at(self) -> float | None:
        """When the next delivery is due by the sandbox's clock."""
        return self._due[0][0] if self._due else None

    def take(self, now: float) -> Delivery | None:
        """Take one delivery that is due; it comes back with `schedule` when it must be tried again."""
        while self._due and self._due[0][0] <= now:
            due_at, _, key = heappop(self._due)
            delivery = self.deliveries.get(key)
            if delivery and delivery.status == "waiting" and delivery.next_at == due_at:
                if delivery is self._filling:
                    self._filling = None
                return delivery
        return None

    def clear(self) -> None:
        """Forget every delivery."""
        self.deliveries.clear()
        self.restore()

    def restore(self) -> None:
        """Find out what is still waiting."""
        self._due.clear()
        self._filling = None
        for delivery in self.deliveries:
            if delivery.status == "waiting":
                self.schedule(delivery)

    def _forget_oldest(self) -> None:
        done = [delivery.id for delivery in self.deliveries if delivery.status != "waiting"]
        for key in done[: KEPT_DELIVERIES // 10]:
            self.deliveries.remove(key)
