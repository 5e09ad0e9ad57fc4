"""Uploading, listing, changing, deleting, and what other parts of the product do with media."""

import asyncio
from uuid import UUID, uuid4

import httpx2
import pytest
from sqlalchemy import func, select, text
from tests import people
from tests.content import makers

from autogram.content import service
from autogram.content.errors import MediaNotFound
from autogram.content.models import Media
from autogram.content.schemas import UploadDetails
from autogram.core.db import Database
from autogram.core.ids import new_id
from autogram.core.runtime import Runtime

MEDIA = "/api/v1/media"


async def upload(api, who, content=None, *, name="cat.jpg", path=MEDIA, **fields):
    files = {"file": (name, makers.jpeg() if content is None else content, "application/octet-stream")}
    return await api.post(path, files=files, data=fields, headers=who)


async def jobs_of(session, name):
    rows = await session.execute(text("SELECT payload FROM pgqueuer WHERE entrypoint = :name"), {"name": name})
    return [row[0] for row in rows]


async def workspace_of(session, media_id):
    return await session.scalar(select(Media.workspace_id).where(Media.id == media_id))


@pytest.mark.parametrize("path", [MEDIA, f"{MEDIA}/upload"])
async def test_an_uploaded_picture_is_described(api, anna, path):
    reply = await upload(api, anna, path=path, alt_text="A cat", purpose="post", type="photo")

    found = reply.json()
    assert reply.status_code == 201, reply.text
    assert found["id"] == found["file_id"]
    assert (found["kind"], found["type"], found["content_type"]) == ("image", "image", "image/jpeg")
    assert found["dimensions"] == {"width": 640, "height": 640}
    assert (found["alt_text"], found["purpose"], found["original_name"]) == ("A cat", "post", "cat.jpg")
    assert (found["duration_seconds"], found["expires_at"], found["problems"]) == (None, None, [])
    key = found["url"].removeprefix("http://autogram.test/m/").removesuffix(".jpg")
    assert len(key) == 40
    assert found["thumbnail_url"] == f"http://autogram.test/m/{key}.thumb.jpg"
    assert found["url"].isascii()


async def test_an_uploaded_video_is_described_with_its_problems(api, anna, tmp_path):
    reply = await upload(api, anna, makers.film(tmp_path / "f.mp4", seconds=2), name="film.jpg")

    found = reply.json()
    assert (found["kind"], found["content_type"], found["original_name"]) == ("video", "video/mp4", "film.jpg")
    assert found["duration_seconds"] == pytest.approx(2, abs=0.1)
    assert {problem["use"] for problem in found["problems"]} == {"reel", "story_video", "carousel_video"}
    assert "too short" in found["problems"][0]["message"]


async def test_the_same_file_twice_is_one_item(api, anna, session, files_left):
    first = await upload(api, anna)
    files = files_left()

    again = await upload(api, anna, makers.jpeg(exif=makers.gps_exif()), name="copy.jpg", alt_text="A cat")

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json() | {"alt_text": "A cat"}
    assert sorted(files_left()) == sorted(files)
    assert await session.scalar(select(func.count()).select_from(Media)) == 1


async def test_the_same_file_of_somebody_else_is_their_own(api, anna, bert):
    mine, theirs = (await upload(api, anna)).json(), (await upload(api, bert)).json()

    assert mine["id"] != theirs["id"]
    assert mine["url"] != theirs["url"]
    assert mine["sha256"] == theirs["sha256"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "media-not-readable"),
        (b"<svg onload=alert(1)>", "media-type-not-supported"),
        (makers.bomb_png(), "media-not-readable"),
        (makers.jpeg()[:2000], "media-not-readable"),
    ],
)
async def test_a_refused_file_leaves_nothing(api, anna, session, files_left, content, code):
    reply = await upload(api, anna, content)

    assert (reply.status_code, reply.json()["code"]) == (422, code)
    assert reply.headers["content-type"] == "application/problem+json"
    assert files_left() == []
    assert await session.scalar(select(func.count()).select_from(Media)) == 0


async def test_an_upload_needs_a_sign_in_before_its_body_is_read(api, files_left):
    async def body():
        raise AssertionError("the body was read")
        yield b""

    reply = await api.post(MEDIA, content=body(), headers={"Content-Type": "multipart/form-data; boundary=x"})

    assert reply.status_code == 401
    assert files_left() == []


async def test_names_lose_their_folders_and_control_characters(api, anna):
    reply = await upload(api, anna, name="../../etc/pa\u202esswd\u0085.jpg")

    assert reply.json()["original_name"] == "passwd.jpg"


@pytest.mark.parametrize("fields", [{"alt_text": "x" * 1001}, {"alt_text": "a\0b"}, {"purpose": "x" * 51}])
async def test_faulty_details_are_refused_and_leave_nothing(api, anna, files_left, fields):
    reply = await upload(api, anna, **fields)

    assert reply.status_code == 422
    assert reply.json()["errors"][0]["field"] in fields
    assert files_left() == []


async def test_the_list_is_paged_newest_first_and_filtered(api, anna, bert, tmp_path):
    for number in range(3):
        await upload(api, anna, makers.jpeg(400 + number), name=f"cat {number}%.jpg", alt_text=f"Number {number}")
    await upload(api, anna, makers.film(tmp_path / "f.mp4"), name="film.mp4")
    await upload(api, bert)

    first = (await api.get(MEDIA, params={"limit": 3}, headers=anna)).json()
    second = (await api.get(MEDIA, params={"limit": 3, "cursor": first["next_cursor"]}, headers=anna)).json()
    videos = (await api.get(MEDIA, params={"kind": "video"}, headers=anna)).json()

    names = [item["original_name"] for item in first["items"] + second["items"]]
    assert names == ["film.mp4", "cat 2%.jpg", "cat 1%.jpg", "cat 0%.jpg"]
    assert second["next_cursor"] is None
    assert [item["original_name"] for item in videos["items"]] == ["film.mp4"]
    for search, count in (("CAT", 3), ("number 1", 1), ("1%", 1), ("%", 3), ("_", 0), ("a\0", 0)):
        found = await api.get(MEDIA, params={"search": search}, headers=anna)
        assert len(found.json()["items"]) == count, search


async def test_alternative_text_and_name_can_be_changed(api, anna):
    media_id = (await upload(api, anna, alt_text="old")).json()["id"]

    changed = await api.put(f"{MEDIA}/{media_id}", json={"original_name": "new.jpg"}, headers=anna)

    assert (changed.json()["original_name"], changed.json()["alt_text"]) == ("new.jpg", "old")
    assert (await api.get(f"{MEDIA}/{media_id}", headers=anna)).json() == changed.json()
    emptied = await api.put(f"{MEDIA}/{media_id}", json={"alt_text": ""}, headers=anna)
    assert emptied.json()["alt_text"] == ""
    for wrong in (
        {"alt_text": "x" * 1001},
        {"alt_text": None},
        {"original_name": ""},
        {"url": "x"},
        {"alt_text": "\0"},
    ):
        assert (await api.put(f"{MEDIA}/{media_id}", json=wrong, headers=anna)).status_code == 422


async def test_foreign_and_missing_items_are_not_found(api, anna, bert):
    media_id = (await upload(api, anna)).json()["id"]

    for wrong in (media_id, uuid4()):
        replies = [
            await api.get(f"{MEDIA}/{wrong}", headers=bert),
            await api.put(f"{MEDIA}/{wrong}", json={"alt_text": "x"}, headers=bert),
            await api.delete(f"{MEDIA}/{wrong}", headers=bert),
        ]
        assert [reply.status_code for reply in replies] == [404] * 3
        assert replies[0].json()["media_ids"] == [str(wrong)]
    assert (await api.get(f"{MEDIA}/{media_id}", headers=anna)).status_code == 200


async def test_a_deleted_item_is_gone_and_its_files_follow(api, anna, session, runtime, files_left):
    item = (await upload(api, anna)).json()
    key = item["url"][-44:-4]

    deleted = await api.delete(f"{MEDIA}/{item['id']}", headers=anna)

    assert deleted.status_code == 204
    assert (await api.get(f"{MEDIA}/{item['id']}", headers=anna)).status_code == 404
    [payload] = await jobs_of(session, "content.erase_object")
    assert key in payload.decode()
    for _ in range(2):
        await service.erase_objects(runtime, key)
        assert files_left() == []
    assert (await upload(api, anna)).status_code == 201


async def test_the_files_of_an_item_that_lives_are_never_erased(api, anna, runtime, files_left):
    item = (await upload(api, anna)).json()

    await service.erase_objects(runtime, item["url"][-44:-4])

    assert len(files_left()) == 2


async def test_an_item_a_post_needs_cannot_be_deleted(api, anna, session, files_left):
    item = (await upload(api, anna)).json()
    workspace = await workspace_of(session, item["id"])
    post = f"post:{new_id()}"
    await service.hold_media(session, workspace, [UUID(item["id"])] * 2, subject=post)
    await service.hold_media(session, workspace, [UUID(item["id"])], subject=post)
    await session.commit()

    refused = await api.delete(f"{MEDIA}/{item['id']}", headers=anna)

    assert (refused.status_code, refused.json()["code"]) == (409, "media-in-use")
    assert refused.json()["used_by"] == [post]
    assert post.replace(":", " ") in refused.json()["detail"]
    assert len(files_left()) == 2
    await service.release_media(session, subject=post)
    await session.commit()
    assert (await api.delete(f"{MEDIA}/{item['id']}", headers=anna)).status_code == 204


async def test_only_what_is_in_the_workspace_can_be_held(api, anna, bert, session):
    mine, theirs = [UUID((await upload(api, who)).json()["id"]) for who in (anna, bert)]
    workspace = await workspace_of(session, mine)

    with pytest.raises(MediaNotFound) as refused:
        await service.hold_media(session, workspace, [mine, theirs], subject="post:1")

    assert refused.value.fields["media_ids"] == [str(theirs)]
    with pytest.raises(ValueError, match="kind:id"):
        await service.hold_media(session, workspace, [mine], subject="post")


async def test_other_parts_get_items_in_the_order_they_ask(api, anna, session, runtime):
    added = [(await upload(api, anna, makers.jpeg(400 + n))).json() for n in range(3)]
    workspace = await workspace_of(session, added[0]["id"])
    wanted = [added[2]["id"], added[0]["id"], added[2]["id"]]

    items = await service.get_media(
        session, workspace, [UUID(media_id) for media_id in wanted], settings=runtime.settings
    )

    assert [str(item.id) for item in items] == wanted
    assert items[0].url == added[2]["url"]
    assert service.media_problems(items[0], "reel") == ["A reel must be a video."]
    missing = new_id()
    with pytest.raises(MediaNotFound, match=str(missing)):
        await service.get_media(session, workspace, [items[0].id, missing])
    with pytest.raises(RuntimeError, match="settings"):
        _ = (await service.get_media(session, workspace, [items[0].id]))[0].url


async def test_our_own_addresses_are_recognised(api, anna, bert, session, runtime):
    mine, theirs = (await upload(api, anna)).json(), (await upload(api, bert)).json()
    workspace = await workspace_of(session, mine["id"])
    moved = mine["url"].replace("http://autogram.test", "https://before.example.org:8443")
    strange = ["https://example.org/m/cat.jpg", "cat", "", mine["thumbnail_url"], mine["url"].replace("/m/", "/n/")]

    found = await service.find_by_url(session, workspace, [mine["url"], moved, theirs["url"], *strange])

    assert {url: str(item.id) for url, item in found.items()} == {mine["url"]: mine["id"], moved: mine["id"]}


async def test_other_parts_can_add_files(api, anna, session, runtime, files_left):
    workspace = await workspace_of(session, (await upload(api, anna)).json()["id"])

    added = await service.add_bytes(
        runtime, makers.jpeg(500), workspace_id=workspace, name="drawn.png", details=UploadDetails(alt_text="Drawn")
    )

    assert added.is_new
    assert (added.item.alt_text, added.item.original_name, added.item.width) == ("Drawn", "drawn.png", 500)
    assert len(files_left()) == 4


async def test_uploads_at_the_same_moment_make_one_item(fresh_database, media_settings, keyring, files_left):
    database = Database(fresh_database)
    async with httpx2.AsyncClient() as http:
        runtime = Runtime(media_settings, keyring, database, http)
        async with database.transaction() as session:
            person = await people.make_user(session)
        adding = [
            service.add_bytes(runtime, makers.jpeg(), workspace_id=person.workspace_id, name=f"{n}.jpg")
            for n in range(6)
        ]
        added = await asyncio.gather(*adding)
    await database.close()

    assert sum(result.is_new for result in added) == 1
    assert len({result.item.id for result in added}) == 1
    assert len(files_left()) == 2
