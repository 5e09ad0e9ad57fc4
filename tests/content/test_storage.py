"""The store behind one interface, whether a folder or a bucket, and who may delete what at the same moment."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import httpx2
import pytest
from tests import people
from tests.content import makers

from autogram.content import jobs, service
from autogram.content.errors import MediaFileNotFound, MediaInUse
from autogram.content.messages import EraseObject, SweepMedia
from autogram.content.storage import CHUNK_BYTES, MediaStore, media_store
from autogram.core import clock
from autogram.core.db import Database
from autogram.core.runtime import Runtime
from autogram.core.settings import SettingsError, load_settings
from autogram.jobs.api import HANDLERS, SCHEDULES, JobContext

NAME = "a" * 40 + ".jpg"


@pytest.fixture(params=["file", "memory"])
def store(request, tmp_path):
    return MediaStore((tmp_path / "a folder").as_uri() if request.param == "file" else "memory:///")


async def content_of(stream):
    return b"".join([chunk async for chunk in stream])


@pytest.mark.parametrize("size", [0, 10, CHUNK_BYTES + 1, 9_000_000])
async def test_what_is_put_is_read_back(store, tmp_path, size):
    content = bytes(n % 251 for n in range(1000)) * (size // 1000) + b"x" * (size % 1000)
    (tmp_path / "source").write_bytes(content)

    await store.put(NAME, tmp_path / "source", "image/jpeg")

    assert (await store.head(NAME)).size == size
    stored_size, stream = await store.read(NAME)
    assert (stored_size, await content_of(stream)) == (size, content)
    if size:
        _, part = await store.read(NAME, size // 2, size)
        assert await content_of(part) == content[size // 2 :]
    assert [[stored.name for stored in portion] async for portion in store.listed()] == [[NAME]]


async def test_what_is_deleted_is_gone_and_deleting_twice_is_no_error(store, tmp_path):
    (tmp_path / "source").write_bytes(b"x")
    await store.put(NAME, tmp_path / "source", "image/jpeg")

    for _ in range(2):
        await store.delete(NAME)

    for asking in (store.head(NAME), store.read(NAME)):
        with pytest.raises(MediaFileNotFound):
            await asking


def test_the_store_is_the_home_folder_or_what_is_set(tmp_path):
    at_home = load_settings(AUTOGRAM_HOME=tmp_path)
    in_bucket = load_settings(AUTOGRAM_HOME=tmp_path, MEDIA_URL="s3://bucket/path")

    assert media_store(at_home).folder == tmp_path / "media"
    assert media_store(at_home) is media_store(at_home)
    assert media_store(in_bucket).folder is None
    assert repr(media_store(in_bucket)) == "MediaStore(s3)"


@pytest.mark.parametrize("wrong", [{"MEDIA_URL": "ftp://example.org"}, {"MEDIA_PUBLIC_URL": "cdn.example.org"}])
def test_settings_that_cannot_work_are_refused_at_the_start(wrong):
    with pytest.raises(SettingsError, match=next(iter(wrong))):
        load_settings(**wrong)


async def test_addresses_can_be_those_of_another_host(runtime, session, media_settings):
    person = await people.make_user(session)
    await session.commit()
    added = await service.add_bytes(runtime, makers.jpeg(), workspace_id=person.workspace_id, name="a.jpg")
    media = media_settings.media.model_copy(update={"media_public_url": "https://cdn.example.org"})
    moved = replace(media_settings, media=media)

    [item] = await service.get_media(session, person.workspace_id, [added.item.id], settings=moved)

    assert item.url == f"https://cdn.example.org/m/{item.file_name}"


async def test_the_jobs_do_the_work_and_can_run_twice(runtime, session, files_left):
    person = await people.make_user(session)
    await session.commit()
    added = await service.add_bytes(runtime, makers.jpeg(), workspace_id=person.workspace_id, name="a.jpg")
    await service.delete_media(session, person.workspace_id, added.item.id, actor_id=None)
    await session.commit()
    context = JobContext(runtime, 1, 1, 8)

    for _ in range(2):
        await jobs.erase_object(context, EraseObject(key=added.item.file_name[:40]))
        with clock.shifted(timedelta(days=2)):
            await jobs.sweep_media(context, SweepMedia())

    assert files_left() == []
    assert HANDLERS["content.sweep_media"].message in [schedule.message for schedule in SCHEDULES]


async def test_an_item_that_is_taken_into_use_while_it_is_deleted_stays(fresh_database, media_settings, keyring):
    database = Database(fresh_database)
    async with httpx2.AsyncClient() as http:
        runtime = Runtime(media_settings, keyring, database, http)
        async with database.transaction() as session:
            person = await people.make_user(session)
        added = await service.add_bytes(runtime, makers.jpeg(), workspace_id=person.workspace_id, name="a.jpg")

        async def delete():
            async with database.transaction() as session:
                await service.delete_media(session, person.workspace_id, added.item.id, actor_id=None)

        async with database.transaction() as holding:
            await service.hold_media(holding, person.workspace_id, [added.item.id], subject="post:1")
            deleting = asyncio.create_task(delete())
            await asyncio.sleep(0.2)
            assert not deleting.done()
        with pytest.raises(MediaInUse):
            await deleting
    await database.close()
