"""A hundred thousand followers, read from a sandbox without latency: through our client, and with Instaloader.

Both read the same list of the same account in the same run, turn by turn, without pauses, and must find the same
people. Instaloader is the unmodified release, used as its documentation shows (`Profile.get_followers`), with its own
waits switched off, also with the largest page that Instagram gives it; and through our adapter, a page at a time.

The wall time holds the sandbox's work too, which is the same for each follower; the CPU time is the reader's alone.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx2

from bench.machine import console, median, print_table

FOLLOWERS, ROUNDS, GOAL = 100_000, 3, 3.0
OURS, PEER = "our client", "Instaloader as it comes (12)"
Reading = Callable[[], Awaitable[set[str]]]


async def through_our_client(base: str, session: dict[str, str]) -> set[str]:
    from autogram.instagram.export.kinds import ListKind
    from autogram.instagram.web.client import WebLists
    from autogram.instagram.web.lists import WebSession
    from autogram.instagram.web.walking import read_list

    reader = WebLists(f"{base}/www.instagram.com", WebSession(session["session_id"], session["csrf_token"]))
    try:
        return {user.username async for users in read_list(reader, ListKind.FOLLOWERS) for user in users}
    finally:
        await reader.close()


async def through_our_adapter(base: str, session: dict[str, Any]) -> set[str]:
    from autogram.instagram.export.kinds import ListKind
    from autogram.instagram.web.instaloader_client import InstaloaderLists
    from autogram.instagram.web.walking import read_list

    stored = json.dumps({"username": "bench", "cookies": session["cookies"]})
    reader = InstaloaderLists({"www.instagram.com": f"{base}/www.instagram.com"}, session=stored)
    try:
        return {user.username async for users in read_list(reader, ListKind.FOLLOWERS) for user in users}
    finally:
        await reader.close()


async def with_instaloader(base: str, session: dict[str, Any], page_length: int) -> set[str]:
    """In a thread, because it is not asynchronous; nothing else runs meanwhile."""
    from instaloader import Profile
    from instaloader.nodeiterator import NodeIterator
    from tests.contract.adapter import instaloader_at, new_instaloader

    def read() -> set[str]:
        usual = NodeIterator._graphql_page_length
        NodeIterator._graphql_page_length = page_length
        try:
            with instaloader_at(base):
                loader = new_instaloader()
                loader.load_session("bench", dict(session["cookies"]))
                profile = Profile(loader.context, {"id": session["cookies"]["ds_user_id"], "username": "bench"})
                return {follower.username for follower in profile.get_followers()}
        finally:
            NodeIterator._graphql_page_length = usual

    return await asyncio.to_thread(read)


@contextmanager
def sandbox(followers: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """A sandbox in a process of its own, and a session of an account with so many followers."""
    from tests.servers import free_port

    port, mail = free_port(), free_port()
    command = [sys.executable, "-m", "autogram.cli.main", "sandbox", "--port", str(port), "--smtp-port", str(mail)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        base = f"http://127.0.0.1:{port}"
        try:
            with httpx2.Client(base_url=base, timeout=30) as client:
                _wait(client)
                client.post("/_sandbox/accounts", json={"username": "bench", "account_type": "PERSONAL"})
                client.put("/_sandbox/accounts/bench/followers", json={"generated": followers}).raise_for_status()
                yield base, client.post("/_sandbox/accounts/bench/sessions", json={}).json()
        finally:
            process.terminate()


def _wait(client: httpx2.Client) -> None:
    for _ in range(200):
        try:
            client.get("/_sandbox/accounts").raise_for_status()
        except httpx2.HTTPError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit("the sandbox did not start")


@dataclass(frozen=True)
class Taken:
    """Seconds of wall and of CPU time."""

    wall: float
    cpu: float


async def measure(followers: int = FOLLOWERS, rounds: int = ROUNDS) -> dict[str, Taken]:
    """What each reader takes, by name: medians of so many rounds in which everybody takes a turn."""
    with sandbox(followers) as (base, session):
        readings: dict[str, Reading] = {
            OURS: lambda: through_our_client(base, session),
            "Instaloader through our adapter": lambda: through_our_adapter(base, session),
            "Instaloader, its largest page (50)": lambda: with_instaloader(base, session, 50),
            PEER: lambda: with_instaloader(base, session, 12),
        }
        taken: dict[str, list[Taken]] = {name: [] for name in readings}
        for reading in readings.values():
            await reading()  # certificates, imports and caches are ready
        for _ in range(rounds):
            for name, reading in readings.items():
                wall, cpu = time.perf_counter(), time.process_time()
                found = await reading()
                taken[name].append(Taken(time.perf_counter() - wall, time.process_time() - cpu))
                if len(found) != followers:
                    raise SystemExit(f"{name} found {len(found)} of {followers}")
    return {
        name: Taken(median([one.wall for one in each]), median([one.cpu for one in each]))
        for name, each in taken.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--followers", type=int, default=FOLLOWERS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    wish = parser.parse_args()
    taken = asyncio.run(measure(wish.followers, wish.rounds))
    ours = taken[OURS]
    rows = [
        [
            name,
            f"{one.wall:.2f} s",
            f"{one.wall / ours.wall:.1f} times",
            f"{one.cpu:.2f} s",
            f"{one.cpu / ours.cpu:.1f} times",
        ]
        for name, one in taken.items()
    ]
    print_table(f"Reading {wish.followers:,} followers", ["reader", "wall", "", "CPU", ""], rows)
    ratio = taken[PEER].wall / ours.wall
    console.print(f"{PEER} takes {ratio:.1f} times as long; the goal is {GOAL:.0f}.")
    sys.exit(0 if ratio >= GOAL else 1)


if __name__ == "__main__":
    main()
