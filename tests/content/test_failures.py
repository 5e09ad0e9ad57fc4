"""Whatever goes wrong with an upload, nothing of it is left."""

import asyncio
import os
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from tests.content import makers
from tests.content.conftest import LIMIT_BYTES
from tests.content.test_library import MEDIA, upload

from autogram.content import service
from autogram.content.models import Media, MediaLibrary
from autogram.core import clock

FORM = {"Content-Type": "multipart/form-data; boundary=edge"}
HEAD = b'--edge\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'
TAIL = b"\r\n--edge--\r\n"


async def in_pieces(*pieces):
    for piece in pieces:
        yield piece


async def test_a_declared_size_over_the_limit_is_refused_at_once(api, anna, files_left):
    reply = await api.post(MEDIA, content=b"x", headers={**anna, **FORM, "Content-Length": str(LIMIT_BYTES * 2)})

    assert reply.status_code == 413
    assert files_left() == []


async def test_a_file_over_the_limit_is_refused_while_it_comes(api, anna, files_left):
    taken = 0

    async def endless():
        nonlocal taken
        yield HEAD
        while taken < 50 * LIMIT_BYTES:
            taken += 65_536
            yield bytes(65_536)

    reply = await api.post(MEDIA, content=endless(), headers={**anna, **FORM})

    assert (reply.status_code, reply.json()["code"]) == (413, "media-too-large")
    assert reply.json()["limit_bytes"] == LIMIT_BYTES
    assert "MB" in reply.json()["detail"]
    assert files_left() == []


async def test_a_file_of_exactly_the_limit_is_taken_in(api, anna):
    padding = LIMIT_BYTES - len(makers.jpeg())

    assert (await upload(api, anna, makers.jpeg() + bytes(padding))).status_code == 201
    assert (await upload(api, anna, makers.jpeg() + bytes(padding + 1))).status_code == 413


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content-Type": "image/jpeg"}, b"x"),
        ({"Content-Type": "multipart/form-data"}, b"x"),
        (FORM, b"nothing like a form"),
        (FORM, HEAD + b"cut"),
        (FORM, HEAD[:-20]),
        (FORM, b"--edge--\r\n"),
        (FORM, HEAD + b"1\r\n" + HEAD + b"2" + TAIL),
        (FORM, HEAD.replace(b'; filename="a.jpg"', b"") + b"text" + TAIL),
        (FORM, HEAD.replace(b'"file"', b'"other"') + b"text" + TAIL),
        (FORM, HEAD.replace(b'"file"; filename="a.jpg"', b'"alt_text"') + b"x" * 20_000 + TAIL),
        ({}, b""),
    ],
)
async def test_a_body_that_is_no_whole_form_is_refused(api, anna, files_left, headers, body):
    reply = await api.post(MEDIA, content=in_pieces(body[:7], body[7:]), headers={**anna, **headers})

    assert reply.status_code == 422, reply.text
    assert files_left() == []


async def test_a_form_in_single_bytes_is_put_together(api, anna):
    body = HEAD + makers.jpeg(64, 64) + TAIL

    pieces = in_pieces(*(body[n : n + 1] for n in range(len(body))))
    reply = await api.post(MEDIA, content=pieces, headers={**anna, **FORM})

    assert reply.status_code == 201


async def test_a_client_that_goes_away_leaves_nothing(app, anna, session, files_left):
    messages = [
        {"type": "http.request", "body": HEAD + makers.jpeg()[:500], "more_body": True},
        {"type": "http.disconnect"},
    ]
    sent = []

    async def receive():
        return messages.pop(0)

    async def send(message):
        sent.append(message)

    headers = [(b"content-type", FORM["Content-Type"].encode()), (b"authorization", anna["Authorization"].encode())]
    await app({**_scope(), "headers": headers}, receive, send)

    assert sent[0]["status"] == 400
    assert files_left() == []
    assert await session.scalar(select(func.count()).select_from(Media)) == 0


def _scope():
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "path": MEDIA,
        "raw_path": MEDIA.encode(),
        "query_string": b"",
        "scheme": "http",
        "server": ("autogram.test", 80),
        "client": ("127.0.0.1", 1),
        "root_path": "",
    }


async def test_a_cancelled_upload_leaves_nothing(api, anna, files_left):
    async def stalling():
        yield HEAD + makers.jpeg()[:500]
        await asyncio.sleep(60)

    task = asyncio.create_task(api.post(MEDIA, content=stalling(), headers={**anna, **FORM}))
    await asyncio.sleep(0.2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.sleep(0.1)

    assert files_left() == []


async def test_a_store_that_fails_is_said_and_leaves_nothing(api, anna, session, media_settings, files_left):
    # The store's folder cannot be made where a file stands.
    (media_settings.home / "media").write_text("in the way")

    reply = await upload(api, anna)

    assert (reply.status_code, reply.json()["code"]) == (503, "media-store-unavailable")
    assert str(media_settings.home) not in reply.text
    assert files_left() == []
    assert await session.scalar(select(func.count()).select_from(Media)) == 0


async def test_a_row_that_cannot_be_written_leaves_no_file_for_long(runtime, session, files_left):
    from uuid import uuid4

    with pytest.raises(Exception, match="foreign key"):
        await service.add_bytes(runtime, makers.jpeg(), workspace_id=uuid4(), name="a.jpg")

    with clock.shifted(timedelta(days=2)):
        await service.sweep(runtime)
    assert files_left() == []


PREPARE = """
import sys
from pathlib import Path
from autogram.content.errors import MediaStorageFull
from autogram.content.preparation import prepare_now
try:
    prepare_now(Path(sys.argv[1]), 64_000_000)
except MediaStorageFull as error:
    print(error.status, error.code)
"""
STORE = """
import asyncio, sys
from pathlib import Path
from autogram.content.errors import MediaStorageFull
from autogram.content.storage import MediaStore
try:
    asyncio.run(MediaStore(Path(sys.argv[1]).as_uri()).put("a" * 40 + ".jpg", Path(sys.argv[2]), "image/jpeg"))
except MediaStorageFull as error:
    print(error.status, error.code)
"""
RECEIVE = """
import asyncio, sys
from pathlib import Path
from autogram.content.errors import MediaStorageFull
from autogram.content.uploads import receive_upload
async def body():
    yield b'--edge\\r\\nContent-Disposition: form-data; name="file"; filename="a.jpg"\\r\\n\\r\\n'
    for _ in range(100):
        yield bytes(65536)
    yield b'\\r\\n--edge--\\r\\n'
try:
    asyncio.run(receive_upload(body(), "multipart/form-data; boundary=edge", Path(sys.argv[1]), limit_bytes=10**9))
except MediaStorageFull as error:
    print(error.status, error.code)
"""


def test_a_disk_that_fills_up_while_receiving_is_said(tmp_path):
    done = makers.run_limited(RECEIVE, str(tmp_path), file_bytes=2_000_000)

    assert done.stdout.split()[-2:] == ["507", "media-storage-full"], done.stderr


@pytest.mark.parametrize("kind", ["picture", "film"])
@pytest.mark.parametrize("share", [0.1, 0.6, 0.95])
def test_a_disk_that_fills_up_while_preparing_is_said(tmp_path, kind, share):
    content = makers.encoded(makers.noise(800, 800)) if kind == "picture" else makers.film(tmp_path / "f", seconds=20)
    (tmp_path / "upload").write_bytes(content)

    done = makers.run_limited(PREPARE, str(tmp_path / "upload"), file_bytes=int(len(content) * share))

    assert done.stdout.split()[-2:] == ["507", "media-storage-full"], done.stderr


@pytest.mark.parametrize("size", [3_000_000, 30_000_000])
def test_a_disk_that_fills_up_while_storing_is_said_and_leaves_no_half_file(tmp_path, size):
    (tmp_path / "big").write_bytes(bytes(size))

    done = makers.run_limited(STORE, str(tmp_path / "media"), str(tmp_path / "big"), file_bytes=size // 2)

    assert done.stdout.split()[-2:] == ["507", "media-storage-full"], done.stderr
    assert [path.name for path in (tmp_path / "media").rglob("*") if path.is_file()] == []


async def test_the_sweep_removes_only_old_files_of_ours_without_an_item(
    api, anna, session, runtime, media_settings, media_folder, files_left
):
    item = (await upload(api, anna)).json()
    kept = set(files_left())
    tag = await session.scalar(select(MediaLibrary.tag))
    orphan, foreign = f"{tag}{'0' * 32}", f"{'f' * 8 if tag != 'f' * 8 else 'e' * 8}{'0' * 32}"
    for name in (f"{orphan}.mp4", f"{orphan}.thumb.jpg", f"{foreign}.jpg", f"{tag}-readme.txt", f"{orphan}.jpg#1"):
        (media_folder / name).write_bytes(b"x")
    abandoned = media_settings.home / "incoming" / "abandoned"
    abandoned.mkdir()
    (abandoned / "upload").write_bytes(b"x")

    assert await service.sweep(runtime) == 0
    assert len(files_left()) == len(kept) + 7
    with clock.shifted(timedelta(days=2)):
        assert await service.sweep(runtime) == 2

    assert set(files_left()) == kept | {f"{foreign}.jpg", f"{tag}-readme.txt"}
    assert (await api.get(item["url"])).status_code == 200


async def test_a_worker_on_an_empty_database_sweeps_nothing(runtime, media_folder):
    media_folder.mkdir(parents=True)
    (media_folder / f"{'a' * 40}.jpg").write_bytes(b"another database's")

    with clock.shifted(timedelta(days=400)):
        assert await service.sweep(runtime) == 0

    assert os.listdir(media_folder) == [f"{'a' * 40}.jpg"]


def test_nothing_heavy_is_imported_before_the_first_file():
    code = (
        "import sys, autogram.content.routes, autogram.content.jobs;"
        "print([m for m in ('PIL', 'av', 'pillow_heif', 'obstore') if m in sys.modules])"
    )

    done = makers.run_limited(code, file_bytes=10**9)

    assert done.stdout.strip() == "[]", done.stderr
