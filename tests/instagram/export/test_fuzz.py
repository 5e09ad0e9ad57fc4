"""Whatever happens to a file on its way: a named error or a result, and nothing else."""

import io
import random

import pytest
from tests.instagram.export.writer import loose, written, zipped

from autogram.instagram.export.errors import ExportError
from autogram.instagram.export.reading import read_export
from autogram.instagram.export.results import Era, Export
from autogram.instagram.export.sources import NamedFile

ROUNDS = 200
SAMPLES = [
    (era, suffix) for era in Era for suffix in ("json", "html") if (era, suffix) != (Era.CONNECTIONS_2018, "html")
]


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Cut off, with bytes flipped, with a piece repeated, or with a piece lost."""
    mutable = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(max(1, len(mutable)))
        match chance.randrange(12):
            case 0:
                del mutable[place:]
            case 1:
                mutable[place:place] = mutable[place : place + chance.randint(1, 200)]
            case 2:
                del mutable[place : place + chance.randint(1, 50)]
            case _ if mutable:
                mutable[place] ^= 1 << chance.randrange(8)
    return bytes(mutable)


def result_or_named_error(files: list[NamedFile]) -> Export | None:
    try:
        export = read_export(files)
    except ExportError:
        return None
    for found in export.lists.values():
        assert list(found.entries.usernames) == sorted(set(found.entries.usernames))
        assert all(entry.username and entry.href for entry in found.entries)
        "".join(found.entries.usernames).encode()
    return export


@pytest.mark.parametrize(("era", "suffix"), SAMPLES)
def test_damaged_archives_give_a_result_or_a_named_error(era, suffix):
    chance = random.Random(f"archive {era} {suffix}")
    content = zipped(written(era, suffix=suffix)).file.getvalue()

    for _ in range(ROUNDS):
        result_or_named_error([NamedFile("export.zip", io.BytesIO(damaged(content, chance)))])


@pytest.mark.parametrize(("era", "suffix"), SAMPLES)
def test_damaged_files_give_a_result_or_a_named_error(era, suffix):
    chance = random.Random(f"files {era} {suffix}")
    files = loose(written(era, suffix=suffix))

    for _ in range(ROUNDS):
        one = chance.choice(files)
        result_or_named_error([NamedFile(one.name, io.BytesIO(damaged(one.file.getvalue(), chance)))])


def test_a_file_cut_off_anywhere_never_counts_as_complete():
    (whole,) = (file for file in loose(written(Era.NUMBERED_2023)) if file.name == "followers_1.json")
    content = whole.file.getvalue()

    for end in range(1, len(content) - 1):
        result = result_or_named_error([NamedFile(whole.name, io.BytesIO(content[:end]))])
        assert result is None or not result.followers.is_complete
