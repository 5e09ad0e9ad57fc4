"""Bringing webhooks to the app: at once, again when it does not answer, and never for ever."""

import asyncio
import contextlib
import time
from typing import TYPE_CHECKING

from autogram.sandbox.graph.faults import Action, FaultBook
from autogram.sandbox.outbox.documents import Attempt, Delivery, Signing
from autogram.sandbox.webhooks.body import body_of, signatures
from autogram.sandbox.world import World

if TYPE_CHECKING:
    import httpx2

AT_ONCE = 64
LONGEST_NAP_SECONDS = 0.5
LATE_SECONDS = 1.0
SIGNING: dict[str, Signing] = {"wrong_signature": "wrong", "unsigned": "missing"}


class Postman:
    """Sends what is due, many at a time over kept connections; at work only while something waits."""

    def __init__(self, world: World, faults: FaultBook) -> None:
        self.world = world
        self.faults = faults
        self._task: asyncio.Task[None] | None = None
        self._news: asyncio.Event | None = None
        self._sending: set[asyncio.Task[None]] = set()
        self._http: httpx2.AsyncClient | None = None
        self._room = asyncio.Semaphore(AT_ONCE)
        self._delivered = asyncio.Condition()
        world.outbox.on_change = self.wake

    @property
    def is_idle(self) -> bool:
        """True when nothing is due and nothing is on its way."""
        next_at = self.world.outbox.next_at()
        return not self._sending and (next_at is None or next_at > self.world.clock.now())

    def wake(self) -> None:
        """Look again at what is due: something was added, or the clock was moved."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        if self._task is None or self._task.done() or self._task.get_loop() is not loop:
            if self.world.outbox.next_at() is None:
                return
            self._news = asyncio.Event()
            self._task = loop.create_task(self._run(self._news))
        elif self._news:
            self._news.set()

    async def stop(self) -> None:
        """Stop sending; what is not delivered stays waiting."""
        tasks = [task for task in (self._task, *self._sending) if task]
        for task in tasks:
            task.cancel()
        for task in tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task
        self._task = None
        if self._http:
            await self._http.aclose()
            self._http = None

    async def _run(self, news: asyncio.Event) -> None:
        outbox, clock = self.world.outbox, self.world.clock
        while True:
            news.clear()
            while delivery := outbox.take(clock.now()):
                await self._room.acquire()
                task = asyncio.create_task(self._bring(delivery))
                self._sending.add(task)
                task.add_done_callback(self._sent)
            next_at = outbox.next_at()
            if next_at is None:
                return
            nap = max(0.001, min(next_at - clock.now(), LONGEST_NAP_SECONDS))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(news.wait(), nap)

    def _sent(self, task: asyncio.Task[None]) -> None:
        self._sending.discard(task)
        self._room.release()

    async def _bring(self, delivery: Delivery) -> None:
        """Make one attempt, with whatever fault was ordered for it."""
        world = self.world
        callback = world.values.get("webhook")
        field = delivery.updates[0].field if delivery.updates else "raw"
        account = world.accounts.get(delivery.updates[0].account_id or "") if delivery.updates else None
        rule = self.faults.take_delivery(field, account)
        action = rule.action if rule else Action.model_construct()
        if rule:
            await rule.wait()
        if callback is None or action.drop:
            await self._close(delivery, "dropped")
            return
        if action.webhook == "late":
            await self._after_the_next()
        url = str(callback.value["url"])
        content, signing = self._content(delivery, action)
        attempt = await self._post(url, content, signing)
        if action.webhook == "duplicate":
            await self._post(url, content, signing)
        delivery.attempts.append(attempt)
        if attempt.status is not None and 200 <= attempt.status < 300:
            await self._close(delivery, "delivered")
        else:
            await self._again_later(delivery)

    def _content(self, delivery: Delivery, action: Action) -> tuple[bytes, Signing]:
        switches = self.world.switches
        body = delivery.body
        if body is None:
            body = body_of(
                self.world,
                delivery,
                is_array=action.webhook == "array" or switches.webhook_body == "array",
                is_direct=action.webhook == "direct" or switches.webhook_changes == "direct",
            )
            delivery.body = body
        content = body.encode("utf-8", "surrogatepass")
        if action.webhook == "truncated":
            content = content[: len(content) // 2]
        return content, SIGNING.get(action.webhook or "", delivery.signing)

    async def _post(self, url: str, content: bytes, signing: Signing) -> Attempt:
        import httpx2

        headers = {"content-type": "application/json", "accept": "*/*", "user-agent": "facebookexternalua"}
        attempt = Attempt(at=self.world.clock.now(), seconds=0)
        started = time.monotonic()
        try:
            reply = await self._client().post(
                url,
                content=content,
                headers=headers | signatures(self.world.app.secret, content, signing),
                timeout=self.world.switches.webhook_timeout_seconds,
            )
            attempt.status, attempt.answer = reply.status_code, reply.text[:500]
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as problem:
            attempt.problem = str(problem) or type(problem).__name__
        attempt.seconds = round(time.monotonic() - started, 4)
        return attempt

    async def _close(self, delivery: Delivery, status: str) -> None:
        delivery.status = status
        self._keep(delivery)
        if status == "delivered":
            for account_id in {update.account_id for update in delivery.updates}:
                account = self.world.accounts.get(account_id or "")
                if account and account.webhooks_failing_since is not None:
                    account.webhooks_failing_since = None
                    self.world.accounts.put(account)
        await self.world.store.flush()
        async with self._delivered:
            self._delivered.notify_all()

    async def _again_later(self, delivery: Delivery) -> None:
        """Plan the next attempt, or give up; an app that fails for an hour is unsubscribed."""
        switches, now = self.world.switches, self.world.clock.now()
        self._count_failure(delivery, now)
        waits = switches.webhook_retry_seconds
        if not waits or now - delivery.created_at >= switches.webhook_give_up_seconds:
            await self._close(delivery, "given_up")
            return
        delivery.next_at = now + waits[min(len(delivery.attempts), len(waits)) - 1]
        if self._keep(delivery):
            self.world.outbox.schedule(delivery)
        await self.world.store.flush()

    def _keep(self, delivery: Delivery) -> bool:
        """Remember how it went, unless the sandbox was reset meanwhile."""
        is_known = delivery.id in self.world.outbox.deliveries
        if is_known:
            self.world.outbox.deliveries.put(delivery)
        return is_known

    def _count_failure(self, delivery: Delivery, now: float) -> None:
        limit = self.world.switches.webhook_disable_seconds
        for account_id in {update.account_id for update in delivery.updates}:
            account = self.world.accounts.get(account_id or "")
            if account is None:
                continue
            if account.webhooks_failing_since is None:
                account.webhooks_failing_since = now
            elif limit is not None and now - account.webhooks_failing_since >= limit:
                account.subscribed_fields = account.page_subscribed_fields = account.webhooks_failing_since = None
            self.world.accounts.put(account)

    async def _after_the_next(self) -> None:
        """Wait until another delivery has arrived, but not for ever."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LATE_SECONDS), self._delivered:
                await self._delivered.wait()

    def _client(self) -> "httpx2.AsyncClient":
        if self._http is None:
            import httpx2

            limits = httpx2.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE)
            self._http = httpx2.AsyncClient(limits=limits, trust_env=False)
        return self._http
