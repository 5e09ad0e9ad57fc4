"""Whatever the layout, format and language of an export: the same people, the same lists."""

from pathlib import Path

import pytest
from tests.instagram.export.writer import LANGUAGES, PEOPLE, loose, written, zipped

from autogram.instagram.export.kinds import ListKind
from autogram.instagram.export.reading import read_export
from autogram.instagram.export.results import Era, Export

NEWER = [era for era in Era if era is not Era.CONNECTIONS_2018]


def read_people(export: Export) -> dict[ListKind, list[tuple[str, object]]]:
    return {kind: [(each.username, each.since) for each in found.entries] for kind, found in export.lists.items()}


EXPECTED = {kind: sorted((each.username, each.since) for each in persons) for kind, persons in PEOPLE.items()}


@pytest.mark.parametrize("era", Era)
def test_every_era_gives_the_same_lists(era):
    export = read_export([zipped(written(era))])

    assert read_people(export) == {kind: EXPECTED[kind] for kind in export.lists}
    assert len(export.lists) == (9 if era is Era.CONNECTIONS_2018 else 12)
    assert export.facts.era is era
    assert export.facts.formats == {"json"}
    assert export.facts.times_are_exact
    assert all(each.is_complete for each in export.lists.values())
    assert export.facts.problems == ()


@pytest.mark.parametrize("era", [Era.NUMBERED_2023, Era.TITLED_2024, Era.LABELLED_2025])
@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "xx"])
def test_html_in_every_language_gives_the_same_lists_to_the_minute(era, language):
    export = read_export([zipped(written(era, suffix="html", language=language))])

    assert read_people(export) == EXPECTED
    assert export.facts.formats == {"html"}
    assert not export.facts.times_are_exact
    assert all(each.is_complete for each in export.lists.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_are_understood_in_every_language_and_by_their_place_in_others(language):
    export = read_export([zipped(written(Era.LABELLED_2025, language=language))])

    assert read_people(export) == EXPECTED
    daisuke = export.lists[ListKind.BLOCKED].entries.find("dai.suke")
    assert daisuke is not None
    assert (daisuke.name, daisuke.instagram_id) == ("大輔", "17841400000000004")


def test_html_in_an_unknown_language_gives_the_people_without_dates():
    export = read_export([zipped(written(Era.LABELLED_2025, suffix="html", language="xx"))])

    expected = {kind: [(username, None) for username, _ in entries] for kind, entries in EXPECTED.items()}
    assert read_people(export) == expected


@pytest.mark.parametrize("suffix", ["json", "html"])
@pytest.mark.parametrize("era", NEWER)
def test_single_files_dropped_together_are_one_export(era, suffix):
    assert read_people(read_export(loose(written(era, suffix=suffix)))) == EXPECTED


@pytest.mark.parametrize("era", NEWER)
def test_an_unpacked_folder_is_read_like_its_archive(era, tmp_path: Path):
    for path, content in written(era).items():
        place = tmp_path / "instagram-me-2026-08-19-AbCd" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)

    export = read_export(tmp_path)

    assert read_people(export) == EXPECTED
    assert export.facts.owner == "me"


def test_an_archive_on_disk_is_read_by_its_path(tmp_path: Path):
    path = tmp_path / "instagram-me-2026-08-19-AbCd.zip"
    path.write_bytes(zipped(written(Era.LABELLED_2025)).file.getvalue())

    assert read_people(read_export(path)) == EXPECTED


def test_a_list_split_into_parts_is_one_list():
    files = written(Era.NUMBERED_2023, parts=3)

    export = read_export([zipped(files)])

    assert read_people(export) == EXPECTED
    assert export.facts.parts[ListKind.FOLLOWERS] == (1, 2)


def test_mixed_formats_are_read_from_json():
    files = written(Era.LABELLED_2025) | written(Era.LABELLED_2025, suffix="html")

    export = read_export([zipped(files)])

    assert read_people(export) == EXPECTED
    assert export.facts.formats == {"json"}
    assert "several-formats" in {problem.kind for problem in export.facts.problems}


def test_progress_ends_with_everything_read():
    heard: list[tuple[int, int]] = []

    read_export([zipped(written(Era.LABELLED_2025))], on_progress=lambda done, of: heard.append((done, of)))

    assert heard == sorted(heard)
    assert heard[-1][0] == heard[-1][1] > 0
