"""A million followers and a million followed accounts: from a ZIP of Instagram's export to who does not follow back.

Writes the archive itself, from a seed and in the form that Instagram uses today, and analyses it in a process of its
own: reading, sorting and comparing. The peer, in the same run, is what scripts for these files do: `json.load` of each
file, and sets. Both must find the same. Peak memory is that of the whole process, with the interpreter; CPU time
includes its start, and tells more than the clock where others are at work.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from bench.machine import console, median, print_table

ACCOUNTS, PART = 1_000_000, 250_000
SEED = 20_261_122
FOLDER = "connections/followers_and_following"
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789._"


def usernames(count: int) -> list[str]:
    """Different names of 6 to 22 characters."""
    chance = random.Random(SEED)
    names: dict[str, None] = {}
    while len(names) < count:
        names["".join(chance.choices(LETTERS, k=chance.randint(6, 22)))] = None
    return list(names)


def write_archive(path: Path, accounts: int) -> None:
    """Half of the followers are followed back."""
    names, chance = usernames(accounts * 3 // 2), random.Random(SEED + 1)
    followers, following = names[:accounts], names[accounts // 2 :]
    chance.shuffle(following)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for part, start in enumerate(range(0, accounts, PART), start=1):
            records = (valued(name, chance) for name in followers[start : start + PART])
            write_list(archive, f"followers_{part}.json", "[\n", records, "\n]")
        records = (titled(name, chance) for name in following)
        write_list(archive, "following.json", '{\n  "relationships_following": [\n', records, "\n  ]\n}")


def write_list(archive: zipfile.ZipFile, name: str, before: str, records: Iterator[object], after: str) -> None:
    with archive.open(f"{FOLDER}/{name}", "w") as file:
        for number, record in enumerate(records):
            text = json.dumps(record, indent=2).replace("\n", "\n  ")
            begins = ",\n" if number else before
            file.write(f"{begins}  {text}".encode())
        file.write(after.encode())


def valued(name: str, chance: random.Random) -> object:
    link = f"https://www.instagram.com/{name}"
    item = {"href": link, "value": name, "timestamp": chance.randint(1_300_000_000, 1_790_000_000)}
    return {"title": "", "media_list_data": [], "string_list_data": [item]}


def titled(name: str, chance: random.Random) -> object:
    link = f"https://www.instagram.com/_u/{name}"
    item = {"href": link, "timestamp": chance.randint(1_300_000_000, 1_790_000_000)}
    return {"title": name, "string_list_data": [item]}


def ours(path: Path) -> tuple[int, int, int]:
    from autogram.instagram.export.comparison import compare
    from autogram.instagram.export.reading import read_export

    export = read_export(path)
    assert export.followers is not None
    assert export.following is not None
    result = compare(export.followers, export.following)
    return len(result.not_following_back), len(result.fans), len(result.mutuals)


def naive(path: Path) -> tuple[int, int, int]:
    with zipfile.ZipFile(path) as archive:
        followers: set[str] = set()
        for name in archive.namelist():
            if "followers_" in name.rpartition("/")[2]:
                followers |= {each["string_list_data"][0]["value"] for each in json.load(archive.open(name))}
        document = json.load(archive.open(f"{FOLDER}/following.json"))
        following = {each["title"] for each in document["relationships_following"]}
    missing, fans, mutuals = sorted(following - followers), sorted(followers - following), sorted(followers & following)
    return len(missing), len(fans), len(mutuals)


WAYS = {"Autogram": ours, "json.load and sets": naive}


def measure(way: str, path: Path) -> None:
    """Run in the child: prints seconds, peak megabytes and what was found."""
    began = time.perf_counter()
    found = WAYS[way](path)
    seconds, busy = time.perf_counter() - began, time.process_time()
    status = Path("/proc/self/status").read_text()
    peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    print(json.dumps({"seconds": seconds, "cpu": busy, "megabytes": peak * 1024 / 1_000_000, "found": found}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=ACCOUNTS)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options.measure[0], Path(options.measure[1]))
        return
    with tempfile.TemporaryDirectory(prefix="ag-") as folder:
        path = Path(folder, "instagram-bench-2026-11-22-AbCdEfGh.zip")
        write_archive(path, options.accounts)
        size = path.stat().st_size / 1_000_000
        rows: list[tuple[object, ...]] = []
        answers = set()
        for way in WAYS:
            command = [sys.executable, "-m", "bench.export", "--measure", way, str(path)]
            runs = [json.loads(subprocess.check_output(command)) for _ in range(options.runs)]
            seconds = [run["seconds"] for run in runs]
            answers |= {tuple(run["found"]) for run in runs}
            cpu = median([run["cpu"] for run in runs])
            rows.append((way, median(seconds), min(seconds), max(seconds), cpu, max(run["megabytes"] for run in runs)))
    title = f"{options.accounts:,} by {options.accounts:,}, from a ZIP of {size:.0f} MB"
    print_table(title, ("", "s", "min", "max", "CPU s", "peak MB"), rows)
    assert len(answers) == 1, f"the two ways found different things: {answers}"
    missing, fans, mutuals = answers.pop()
    console.print(f"Both found {missing:,} who do not follow back, {fans:,} fans and {mutuals:,} mutuals.")


if __name__ == "__main__":
    main()
