"""Archives and files made to do harm meet a limit with a name, and nothing else happens."""

import io
import json
import struct
import zipfile
from collections.abc import Iterator

import pytest
from tests.instagram.export.uploads import FOLDER, bare, names, read_text, rooted, upload
from tests.instagram.export.writer import zipped

from autogram.instagram.export.comparison import compare
from autogram.instagram.export.errors import (
    CompressionNotSupported,
    ExportDamaged,
    ExportEncrypted,
    ExportTooLarge,
    ListNotComplete,
    NotAnExport,
    SuspiciousArchive,
)
from autogram.instagram.export.limits import MEGABYTE, Limits
from autogram.instagram.export.reading import read_export
from autogram.instagram.export.results import Export
from autogram.instagram.export.sources import NamedFile

PATH = f"{FOLDER}followers_1.json"


def test_a_bomb_is_left_when_it_has_shown_itself():
    bomb = b"[" + b" " * (40 * MEGABYTE) + b"]"

    with pytest.raises(SuspiciousArchive, match="not read"):
        read_export([zipped({PATH: bomb})])


def test_members_that_are_not_wanted_are_never_unpacked():
    bomb = b"\x00" * (20 * MEGABYTE)

    export = read_export([zipped({PATH: bare(["anna"]), "media/bomb.bin": bomb, "messages/message_1.json": bomb})])

    assert names(export.followers) == ["anna"]


def test_a_list_larger_than_any_list_is_left():
    with pytest.raises(ExportTooLarge, match=r"followers_1\.json") as refusal:
        read_export([zipped({PATH: bare(map(str, range(2000)))})], Limits(member_bytes=10_000))

    assert refusal.value.limit == "member_bytes"


def test_all_lists_together_have_a_limit():
    files = {f"{FOLDER}followers_{part}.json": bare([f"a{part}"]) for part in range(1, 40)}

    with pytest.raises(ExportTooLarge) as refusal:
        read_export([zipped(files)], Limits(total_bytes=2_000))

    assert refusal.value.limit == "total_bytes"


def test_accounts_have_a_limit_over_all_lists():
    files = {PATH: bare(map(str, range(60))), f"{FOLDER}following.json": rooted(map(str, range(60)))}

    assert len(read_export([zipped(files)], Limits(accounts=120)).followers.entries) == 60
    with pytest.raises(ExportTooLarge) as refusal:
        read_export([zipped(files)], Limits(accounts=119))
    assert refusal.value.limit == "accounts"


def test_members_and_files_have_a_limit():
    many = {f"media/{number}.jpg": b"" for number in range(30)} | {PATH: bare(["anna"])}

    with pytest.raises(ExportTooLarge) as refusal:
        read_export([zipped(many)], Limits(archive_members=30))
    assert refusal.value.limit == "archive_members"
    with pytest.raises(ExportTooLarge):
        read_export([zipped(many)], Limits(directory_bytes=500))
    with pytest.raises(ExportTooLarge) as refusal:
        read_export([upload("[]", f"followers_{number}.json") for number in range(5)], Limits(files=4))
    assert refusal.value.limit == "files"


def test_tricks_in_paths_lead_nowhere():
    tricks = ["../../" + PATH, "/etc/" + PATH, "a/../../" + PATH, "..\\..\\" + PATH.replace("/", "\\")]

    with pytest.raises(NotAnExport):
        read_export([zipped(dict.fromkeys(tricks, bare(["eve"])))])
    export = read_export([zipped(dict.fromkeys(tricks, bare(["eve"])) | {PATH: bare(["anna"])})])
    assert names(export.followers) == ["anna"]


def test_links_out_of_an_unpacked_folder_are_not_followed(tmp_path):
    (tmp_path / "secret.json").write_bytes(bare(["eve"]))
    export = tmp_path / "export"
    export.mkdir()
    (export / "followers_1.json").symlink_to(tmp_path / "secret.json")

    with pytest.raises(NotAnExport):
        read_export(export)


def test_a_missing_path_is_refused(tmp_path):
    with pytest.raises(NotAnExport, match="cannot be opened"):
        read_export(tmp_path / "nothing.zip")


def test_an_encrypted_archive_is_refused_with_advice():
    content = bytearray(zipped({PATH: bare(["anna"])}).file.getvalue())
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + place] |= 1

    with pytest.raises(ExportEncrypted, match="password"):
        read_text(bytes(content), "export.zip")


def test_unusual_packing_is_refused_with_advice():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr(PATH, bare(["anna"]))

    with pytest.raises(CompressionNotSupported, match="Unpack"):
        read_text(buffer.getvalue(), "export.zip")


@pytest.mark.parametrize("left", [4, 60, 200, -200, -10])
def test_an_archive_that_is_cut_off_is_refused_with_advice(left):
    content = zipped({PATH: bare(map(str, range(500)))}).file.getvalue()

    with pytest.raises(ExportDamaged, match="once more"):
        read_text(content[:left], "export.zip")


def test_a_damaged_member_does_not_spoil_the_others():
    files = {PATH: bare(map(str, range(5000))), f"{FOLDER}following.json": rooted(["anna"])}
    content = bytearray(zipped(files).file.getvalue())
    content[2_000] ^= 0xFF

    export = read_text(bytes(content), "export.zip")

    assert not export.followers.is_complete
    assert export.following.is_complete


def test_a_directory_that_claims_to_be_huge_is_not_read():
    content = bytearray(zipped({PATH: bare(["anna"])}).file.getvalue())
    struct.pack_into("<L", content, len(content) - 22 + 12, 0xFFFFFFF0)

    with pytest.raises(ExportTooLarge):
        read_text(bytes(content), "export.zip")


def test_a_directory_whose_size_is_told_twice_is_believed_to_have_the_larger():
    content = bytearray(zipped({PATH: bare(["anna"])}).file.getvalue())
    end = len(content) - 22
    end64 = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, 1 << 40, 0)
    content[end:end] = end64 + struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)

    with pytest.raises(ExportTooLarge):
        read_text(bytes(content), "export.zip")


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        '{"relationships_followers":' * 50_000,
        '[{"string_list_data":' * 50_000,
        '{"unknown":' + "[" * 100_000,
        '["' + "a" * 3_000_000,
        "[" + "1" * 2_000_000,
        "[" + "9" * 5_000 + "]",
        '[{"title":' + "1" * 6_000 + "}]",
        "[nul",
        "[{}] trailing",
        "{1:2}",
        '{"relationships_followers" []}',
        "[" + '{"a":1},' * 1000,
    ],
)
def test_json_that_is_deep_endless_or_wrong_is_refused(content):
    with pytest.raises((ExportDamaged, NotAnExport)):
        read_text(content)


@pytest.mark.parametrize("content", ["<a " * 900_000, "<p>" + "x" * 3_000_000, "<div>" * 200_000, "<a href='" * 1000])
def test_pages_that_are_endless_or_wrong_give_nobody(content):
    with pytest.raises((ExportDamaged, ListNotComplete)):
        must_be_complete(read_text(content, "followers_1.html"))


def must_be_complete(export: Export) -> None:
    compare(export.followers, export.followers)


class Endless(io.RawIOBase):
    """A file of any size that was never written anywhere."""

    def __init__(self, start: bytes, piece: bytes) -> None:
        self._start, self._piece, self._place = start, piece, 0

    def seek(self, place: int, whence: int = 0) -> int:
        self._place = place if whence == 0 else 1 << 50
        return self._place

    def tell(self) -> int:
        return self._place

    def read(self, size: int = -1) -> bytes:
        pieces = self._pieces()
        self._place += 1
        return self._start if self._place == 1 else next(pieces)

    def _pieces(self) -> Iterator[bytes]:
        while True:
            yield self._piece


def test_an_endless_file_ends_at_the_limit():
    record = json.dumps({"title": "anna", "string_list_data": [{"timestamp": 1_700_000_000}]}).encode()
    endless = Endless(b"[" + record, (b"," + record) * 1000)

    with pytest.raises(ExportTooLarge):
        read_export([NamedFile("followers_1.json", endless)], Limits(member_bytes=3 * MEGABYTE))
