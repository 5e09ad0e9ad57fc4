"""`kill -9` to the API while deliveries come in: what was acknowledged is in the journal."""

import asyncio
import threading
from pathlib import Path

import asyncpg
import httpx2
from tests.e2e.installation import Installation
from tests.inbox.journal.meta import a_body, signature
from tests.servers import TLS

CLIENTS = 8


class Senders:
    """Each sends one delivery after the other and remembers those that were acknowledged."""

    def __init__(self, port: int) -> None:
        self._url = f"http://127.0.0.1:{port}/api/v1/webhook"
        self._over = threading.Event()
        self.acknowledged: list[bytes] = []
        self._threads = [threading.Thread(target=self._send, daemon=True) for _ in range(CLIENTS)]
        for thread in self._threads:
            thread.start()

    def _send(self) -> None:
        with httpx2.Client(timeout=5, verify=TLS) as client:
            while not self._over.is_set():
                body = a_body()
                try:
                    answer = client.post(self._url, content=body, headers={"X-Hub-Signature-256": signature(body)})
                except httpx2.HTTPError:
                    self._over.wait(0.05)
                    continue
                if answer.status_code == 200:
                    self.acknowledged.append(body)

    def stop(self) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(10)


async def journal_of(home: Path) -> set[bytes]:
    folder = (home / "postgres" / "postmaster.pid").read_text().splitlines()[4]
    connection = await asyncpg.connect(f"postgresql://postgres@/autogram?host={folder}")
    rows = await connection.fetch("SELECT body FROM webhook_delivery")
    await connection.close()
    return {bytes(row["body"]) for row in rows}


def test_what_was_acknowledged_is_in_the_journal_after_kills(installation: Installation):
    senders = Senders(installation.ports[0])
    for _ in range(2):
        heard = len(senders.acknowledged)
        installation.wait_until(lambda heard=heard: len(senders.acknowledged) > heard + 100, "deliveries")
        installation.kill("api")
    installation.wait_until(installation.is_ready, "ready again", seconds=60)
    senders.stop()

    kept = asyncio.run(journal_of(installation.home))

    assert len(senders.acknowledged) > 200
    assert [body for body in senders.acknowledged if body not in kept] == []
