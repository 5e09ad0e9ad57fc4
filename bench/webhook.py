"""Webhook intake through the running product, against an empty FastAPI route and a bare ASGI reply in the same run.

Every delivery is signed, unlike any other, and counts only when its row is on disk. Then: the latency at 1,000 a
second; the API killed (`kill -9`) while deliveries come in, with what was acknowledged compared to the journal; and
how long it takes from a customer's message to the automatic reply at Instagram, with the processor time that each
process took for it. Needs `wrk` (Debian: `apt-get install wrk`) for the first part.
"""

import argparse
import asyncio
import hashlib
import hmac
import json
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

from bench.machine import console, median, percentile, print_table
from bench.product import Product

SECRET, PATH = b"sandbox-secret", "/api/v1/webhook"
CONNECTIONS, SECONDS, ROUNDS = 128, 6, 3
PACED_RATE, PACED_SECONDS = 1000, 10
KILLS = 3
REPLY_RATE, REPLY_SECONDS = 100, 10
# More than any of them can take, so that none is sent twice.
PER_ROUND = SECONDS * 20_000


def delivery(account: str, number: int, run: str) -> bytes:
    """A customer's message as Meta writes it."""
    text = f"hello there, do you still have lamp {number} in stock?"
    item = {
        "sender": {"id": f"99{number % 500:013d}"},
        "recipient": {"id": account},
        "timestamp": int(time.time() * 1000),
        "message": {"mid": f"mid.{run}.{number}", "text": text},
    }
    body = {"object": "instagram", "entry": [{"id": account, "time": item["timestamp"], "messaging": [item]}]}
    return json.dumps(body, separators=(",", ":")).replace("/", "\\/").encode()


def request(body: bytes) -> bytes:
    """The whole HTTP request, signed."""
    signature = hmac.new(SECRET, body, hashlib.sha256).hexdigest()
    head = f"POST {PATH} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return f"{head}X-Hub-Signature-256: sha256={signature}\r\n\r\n".encode() + body


@contextmanager
def served(name: str, port: int) -> Iterator[None]:
    """One of the two to compare with, under the settings that the product runs under."""
    process = subprocess.Popen([sys.executable, "-c", f"from bench.webhook_rivals import {name}; {name}({port})"])
    try:
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(30)


def throughput(port: int, account: str, run: str, folder: Path) -> tuple[float, float, float, int]:
    """Requests a second, p50 and p99 in ms, and how many answers were none or not 200."""
    requests = folder / "requests"
    with requests.open("wb") as file:
        for number in range(PER_ROUND):
            whole = request(delivery(account, number, run))
            file.write(b"%d\n%s" % (len(whole), whole))
    script = Path(__file__).with_name("webhook_load.lua")
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}", "--latency", "-s", str(script)]
    found = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{PATH}", "--", str(requests)], capture_output=True, text=True, check=True
    ).stdout
    requests.unlink()
    return _read_wrk(found)


def _read_wrk(report: str) -> tuple[float, float, float, int]:
    def after(word: str) -> str:
        return next((line.split()[-1] for line in report.splitlines() if word in line), "0")

    errors = sum(
        int(part.split()[-1]) for line in report.splitlines() if "Socket errors" in line for part in line.split(",")
    )
    return float(after("Requests/sec")), _in_ms(after("50%")), _in_ms(after("99%")), errors + int(after("Non-2xx"))


def _in_ms(word: str) -> float:
    for unit, factor in (("us", 0.001), ("ms", 1.0), ("s", 1000.0)):
        if word.endswith(unit):
            return float(word.removesuffix(unit)) * factor
    return 0.0


async def paced(port: int, account: str, run: str) -> list[float]:
    """The latency of each of PACED_RATE deliveries a second, in ms, from the moment at which it was due.

    One that has to wait because an earlier one is slow counts with its waiting.
    """
    loop, latencies = asyncio.get_running_loop(), []
    # Taken in turns: one that rests for five seconds is closed by the server.
    idle: deque[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = deque()
    whole = [request(delivery(account, number, run)) for number in range(PACED_RATE * PACED_SECONDS)]
    began = loop.time() + 0.2

    async def send(number: int) -> None:
        due = began + number / PACED_RATE
        await asyncio.sleep(due - loop.time())
        reader, writer = idle.popleft() if idle else await asyncio.open_connection("127.0.0.1", port)
        writer.write(whole[number])
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        await reader.readexactly(int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0]))
        latencies.append((loop.time() - due) * 1000)
        idle.append((reader, writer))

    await asyncio.gather(*(send(number) for number in range(len(whole))))
    for _, writer in idle:
        writer.close()
    return latencies


async def _acknowledged(port: int, account: str, run: str, over: asyncio.Event) -> set[int]:
    """Numbers of the deliveries that were answered with 200, sent over connections that break now and then."""
    acknowledged: set[int] = set()
    numbers = iter(range(10_000_000))

    async def client() -> None:
        writer = None
        while not over.is_set():
            number = next(numbers)
            try:
                if writer is None:
                    reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(request(delivery(account, number, run)))
                head = await reader.readuntil(b"\r\n\r\n")
                if head.startswith(b"HTTP/1.1 200"):
                    acknowledged.add(number)
                await reader.readexactly(int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0]))
            except (OSError, asyncio.IncompleteReadError):
                if writer is not None:
                    writer.close()
                writer = None
                await asyncio.sleep(0.05)

    await asyncio.gather(*(client() for _ in range(CONNECTIONS // 2)))
    return acknowledged


async def killed(product: Product, run: str) -> tuple[int, int]:
    """The API is killed again and again under load: how many were acknowledged, and how many of them are lost."""
    over = asyncio.Event()
    sending = asyncio.create_task(_acknowledged(product.port, product.account, run, over))
    for _ in range(KILLS):
        await asyncio.sleep(2)
        product.kill_api()
        await asyncio.to_thread(product.wait_until_ready)
    await asyncio.sleep(1)
    over.set()
    acknowledged = await sending
    bodies = await asyncio.to_thread(
        product.query,
        "SELECT body FROM webhook_delivery WHERE position($1::bytea IN body) > 0",
        f"mid.{run}.".encode(),
    )
    kept = {int(bytes(row["body"]).split(f"mid.{run}.".encode())[1].split(b'"')[0]) for row in bodies}
    return len(acknowledged), len(acknowledged - kept)


REPLY_ACCOUNTS = 10
ANY_MESSAGE = {
    "name": "Bench",
    "trigger": {"type": "any_message"},
    "actions": [{"type": "send_text", "texts": ["Thank you, we will answer soon."]}],
}


def processor_seconds(product: Product) -> dict[str, float]:
    """What each of the product's processes has used so far; PostgreSQL's together, those that have ended too."""
    found = {child.cmdline()[3]: _seconds(child) for child in psutil.Process(product.group.pid).children()}
    postmaster = psutil.Process(int((product.home / "postgres" / "postmaster.pid").read_text().split()[0]))
    backends = sum(_seconds(backend) for backend in postmaster.children())
    ended = postmaster.cpu_times().children_user + postmaster.cpu_times().children_system
    return found | {"postgres": _seconds(postmaster) + backends + ended}


def _seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def replies_tables(product: Product, rate: int) -> None:
    """How long answers take, and which process works how long for one."""
    people = customers(product, rate * REPLY_SECONDS)
    before, began = processor_seconds(product), time.monotonic()
    waits = replies(product, people, rate)
    seconds, used = time.monotonic() - began, processor_seconds(product)
    row = (f"{rate} a second", percentile(waits, 0.5), percentile(waits, 0.99), max(waits), len(waits) / seconds)
    headings = ("", "p50 (s)", "p99", "max", "answers/s")
    print_table("From a customer's message to the rule's answer at Instagram", headings, [row])
    shares = [(used[role] - before[role]) * 1000 / len(waits) for role in used]
    print_table("Processor time for a message and its answer", ("", *used), [("ms", *shares)])


def customers(product: Product, count: int) -> list[tuple[str, str]]:
    """New people, each with the account that they will write to, all of which answer by a rule."""
    accounts = [product.connect() for _ in range(REPLY_ACCOUNTS)]
    for _, account_id in accounts:
        rule = product.ask("POST", "/inbox/automation/rules", json=ANY_MESSAGE | {"account_id": account_id})
        product.ask("POST", f"/inbox/automation/rules/{rule['id']}/enable")
    usernames = [accounts[number % REPLY_ACCOUNTS][0] for number in range(count)]
    return [(username, product.person(username)) for username in usernames]


def replies(product: Product, people: Sequence[tuple[str, str]], rate: int) -> list[float]:
    """Seconds from each message to the rule's answer at Instagram; everybody writes once, `rate` of them a second."""
    began = time.monotonic() + 1
    for number, (username, person) in enumerate(people):
        time.sleep(max(0.0, began + number / rate - time.monotonic()))
        act = {"act": "message", "account": username, "person": person, "text": f"message {number}"}
        product.sandbox.post("/_sandbox/acts", json=act).raise_for_status()
    slipped = time.monotonic() - began - len(people) / rate
    if slipped > 0.5:
        console.print(f"The sandbox took {slipped:.1f} s longer to write them than planned.")
    deadline = time.monotonic() + 120
    usernames = dict(people)
    while time.monotonic() < deadline:
        waits = [wait for username in usernames for wait in product.answers(username)]
        if len(waits) >= len(people):
            return waits
        time.sleep(0.5)
    console.print(f"[red]Only {len(waits)} of {len(people)} messages were answered within two minutes.[/red]")
    return waits


def intake_table(product: Product, folder: Path) -> None:
    """Throughput of the product and of what it is compared with, taking turns."""
    if not shutil.which("wrk"):
        console.print("No wrk on the PATH (Debian: apt-get install wrk): throughput was not measured.")
        return
    found: dict[str, list[tuple[float, float, float, int]]] = {}
    names = {"bare_reply": "bare ASGI reply, keeps nothing", "fastapi_route": "empty FastAPI route, keeps nothing"}
    lost = 0
    for _ in range(ROUNDS):
        for rival, name in names.items():
            with served(rival, product.port + 9):
                found.setdefault(name, []).append(throughput(product.port + 9, "1784", secrets.token_hex(3), folder))
        run = secrets.token_hex(3)
        before = time.monotonic()
        result = throughput(product.port, product.account, run, folder)
        found.setdefault("Autogram, signed, durable, worker running", []).append(result)
        lost += max(0, int(result[0] * SECONDS * 0.98) - product.count(run))
        catch_up(product, before)
    rows = [
        (name, median(rates), min(rates), max(rates), median(p50), median(p99), sum(errors))
        for name, runs in found.items()
        for rates, p50, p99, errors in [list(zip(*runs, strict=True))]
    ]
    headings = ("", "deliveries/s", "min", "max", "p50 (ms)", "p99 (ms)", "errors")
    print_table(f"Intake over {CONNECTIONS} connections, median of {ROUNDS} runs of {SECONDS} s", headings, rows)
    if lost:
        console.print(f"[red]{lost} deliveries were answered and are not in the journal.[/red]")


def catch_up(product: Product, began: float) -> None:
    """Processing is done with what came in, so that the next run finds an idle worker."""
    behind = product.unprocessed()
    while product.unprocessed():
        time.sleep(1)
    console.print(
        f"[dim]{behind} were still to be processed; done {time.monotonic() - began:.0f} s after the start[/dim]"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=18600)
    parser.add_argument("--only", choices=("intake", "paced", "killed", "replies"), help="One part instead of all.")
    parser.add_argument("--reply-rate", type=int, default=REPLY_RATE, help="Messages a second that are answered.")
    options = parser.parse_args()
    wanted = {options.only} if options.only else {"intake", "paced", "killed", "replies"}
    with tempfile.TemporaryDirectory(prefix="ag-") as home, tempfile.TemporaryDirectory() as folder:
        product = Product(Path(home), options.port)
        try:
            product.prepare()
            if "paced" in wanted:
                found = asyncio.run(paced(product.port, product.account, secrets.token_hex(3)))
                row = (f"{PACED_RATE} a second", percentile(found, 0.5), percentile(found, 0.99), max(found))
                print_table(f"Latency of intake, {PACED_SECONDS} s", ("", "p50 (ms)", "p99", "max"), [row])
                catch_up(product, time.monotonic())
            if "replies" in wanted:
                replies_tables(product, options.reply_rate)
            if "killed" in wanted:
                acknowledged, lost = asyncio.run(killed(product, secrets.token_hex(3)))
                line = (f"API killed {KILLS} times", acknowledged, lost)
                print_table("Killed while deliveries come in", ("", "acknowledged", "of these lost"), [line])
                catch_up(product, time.monotonic())
            if "intake" in wanted:
                intake_table(product, Path(folder))
        finally:
            product.stop()


if __name__ == "__main__":
    main()
