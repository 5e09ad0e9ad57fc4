"""`autogram audience analyze`, over files and nothing else."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from tests.audience.watcher import an_export, packed
from tests.instagram.export.writer import ANNA, BORIS, CHLOE, EMRE, header, known, written
from typer.testing import CliRunner, Result

from autogram.cli.main import app
from autogram.instagram.export.kinds import ListKind
from autogram.instagram.export.results import Era

BEFORE = {ListKind.FOLLOWERS: [ANNA, BORIS], ListKind.FOLLOWING: [CHLOE, ANNA]}
AFTER = {ListKind.FOLLOWERS: [BORIS, EMRE], ListKind.FOLLOWING: [CHLOE, ANNA]}


def put(folder: Path, files: dict[str, bytes]) -> str:
    [(name, content)] = files.items()
    (folder / name).write_bytes(content)
    return str(folder / name)


def analyze(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["audience", "analyze", *arguments], env={"COLUMNS": "100"})


def test_who_does_not_follow_back_is_printed(tmp_path: Path):
    result = analyze(put(tmp_path, an_export()))

    assert result.exit_code == 0, result.output
    assert "the.owner, 2026-08-19" in result.output
    assert "Do not follow you back:\n  emre__  since 2020-02-29\n  fatima1  since 2019-10-27\n" in result.output


def test_two_exports_show_who_left(tmp_path: Path):
    older = put(tmp_path, an_export("instagram-the.owner-2026-07-01-aaaa.zip", people=BEFORE))
    newer = put(tmp_path, an_export("instagram-the.owner-2026-08-01-bbbb.zip", people=AFTER))

    result = analyze(newer, "--compare", older)

    assert result.exit_code == 0, result.output
    assert "Lost followers:\n  anna.bell" in result.output
    assert "New followers:\n  emre__" in result.output
    assert "that export is the newer one" in analyze(older, "--compare", newer).output


def test_everything_is_written_as_csv(tmp_path: Path):
    target = tmp_path / "out.csv"

    analyze(put(tmp_path, an_export()), "--csv", str(target))

    lines = list(csv.reader(target.read_text().splitlines()))
    assert lines[0] == ["list", "username", "since", "url"]
    found = [line[1] for line in lines if line[0] == "not_following_back"]
    assert found == ["emre__", "fatima1"]


def test_hostile_names_run_neither_in_a_spreadsheet_nor_in_the_terminal(tmp_path: Path):
    hostile = [known("=cmd()", "2020-01-01"), known("\x1b[31m[bold]red", "2020-01-01")]
    export = an_export(people={ListKind.FOLLOWERS: [ANNA], ListKind.FOLLOWING: hostile})

    result = analyze(put(tmp_path, export), "--csv", str(tmp_path / "out.csv"))

    assert "[bold]red" in result.output
    assert "\x1b[31m" not in result.output
    names = [line[1] for line in csv.reader((tmp_path / "out.csv").read_text().splitlines())]
    assert "'=cmd()" in names
    assert [name for name in names if name.startswith("=")] == []


def test_nothing_is_concluded_from_an_export_of_a_range_of_dates(tmp_path: Path):
    created = known("x", "2026-08-19T14:33").since
    page = header(created, known("x", "2026-07-19T14:33").since, created)
    files = written(Era.NUMBERED_2023, suffix="html") | {"start_here.html": page}

    result = analyze(put(tmp_path, packed(files)))

    assert result.exit_code == 1
    assert "Not concluded" in result.output
    assert "Do not follow you back" not in result.output


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_export_is_said_in_one_line(tmp_path: Path, content: bytes):
    result = analyze(put(tmp_path, {"odd.zip": content}))

    assert result.exit_code == 2
    assert result.output.strip().startswith("autogram: ")
    assert "Traceback" not in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_a_file_that_is_not_there_and_one_that_cannot_be_written_are_said_in_one_line(tmp_path: Path):
    export = put(tmp_path, an_export())

    for result in (analyze(str(tmp_path / "none.zip")), analyze(export, "--csv", str(tmp_path / "no" / "x.csv"))):
        assert result.exit_code == 2
        assert len(result.output.strip().splitlines()) == 1


def test_exports_of_two_people_are_not_compared(tmp_path: Path):
    ours = put(tmp_path, an_export("instagram-the.owner-2026-08-01-bbbb.zip"))
    theirs = put(tmp_path, an_export("instagram-somebody-2026-07-01-bbbb.zip"))

    assert analyze(ours, "--compare", theirs).exit_code == 2


def test_it_needs_no_home_no_database_and_no_settings(tmp_path: Path):
    export = put(tmp_path, an_export())
    command = [sys.executable, "-m", "autogram.cli.main", "audience", "analyze", export]

    done = subprocess.run(command, cwd=tmp_path, env={"SECRET_KEY": ""}, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "fatima1" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == [Path(export).name]
