"""Stored files are fetched by anyone who knows the address, in whole or in part."""

import pytest
from tests.content import makers
from tests.content.test_library import MEDIA, upload

from autogram.content.ranges import RangeNotSatisfiable, requested_range


@pytest.fixture
async def item(api, anna):
    return (await upload(api, anna, makers.jpeg(exif=makers.gps_exif()))).json()


async def test_a_file_is_fetched_without_signing_in(api, item):
    reply = await api.get(item["url"])

    assert reply.status_code == 200
    assert len(reply.content) == item["size_bytes"] == int(reply.headers["content-length"])
    assert reply.headers["content-type"] == "image/jpeg"
    assert reply.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert reply.headers["x-robots-tag"] == "noindex"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["content-security-policy"].startswith("default-src 'none'")
    assert reply.headers["accept-ranges"] == "bytes"
    picture = makers.opened(reply.content)
    assert (picture.size, dict(picture.getexif())) == ((640, 640), {})
    small = await api.get(item["thumbnail_url"])
    assert makers.opened(small.content).size == (480, 480)


async def test_a_video_is_served_as_one(api, anna, tmp_path):
    item = (await upload(api, anna, makers.film(tmp_path / "f.mov", kind="mov"))).json()

    reply = await api.get(item["url"])

    assert item["url"].endswith(".mp4")
    assert reply.headers["content-type"] == "video/mp4"
    assert len(reply.content) == item["size_bytes"]


async def test_head_says_what_get_would_send(api, item):
    head, get = await api.head(item["url"]), await api.get(item["url"])

    assert (head.status_code, head.content) == (200, b"")
    kept = ("content-length", "content-type", "etag", "accept-ranges", "cache-control")
    assert [head.headers[name] for name in kept] == [get.headers[name] for name in kept]


@pytest.mark.parametrize(
    ("asked", "first", "end"),
    [("bytes=0-99", 0, 100), ("bytes=100-", 100, None), ("bytes=-50", -50, None), ("bytes=10-99999999", 10, None)],
)
async def test_a_part_can_be_asked_for(api, item, asked, first, end):
    whole = (await api.get(item["url"])).content

    part = await api.get(item["url"], headers={"Range": asked})

    start = first % len(whole)
    assert part.status_code == 206
    assert part.content == whole[first:end]
    assert part.headers["content-range"] == f"bytes {start}-{start + len(part.content) - 1}/{len(whole)}"
    assert int(part.headers["content-length"]) == len(part.content)


async def test_a_part_behind_the_end_cannot(api, item):
    reply = await api.get(item["url"], headers={"Range": f"bytes={item['size_bytes']}-"})

    assert reply.status_code == 416
    assert reply.headers["content-range"] == f"bytes */{item['size_bytes']}"


async def test_a_part_of_another_version_is_the_whole(api, item):
    etag = (await api.head(item["url"])).headers["etag"]

    same = await api.get(item["url"], headers={"Range": "bytes=0-9", "If-Range": etag})
    other = await api.get(item["url"], headers={"Range": "bytes=0-9", "If-Range": '"other"'})

    assert (same.status_code, other.status_code) == (206, 200)


async def test_a_copy_that_is_known_is_not_sent_again(api, item):
    etag = (await api.head(item["url"])).headers["etag"]

    reply = await api.get(item["url"], headers={"If-None-Match": f'"x", W/{etag}'})

    assert (reply.status_code, reply.content) == (304, b"")


@pytest.mark.parametrize(
    "name", ["x.jpg", "0" * 40 + ".jpg", "0" * 40 + ".html", "..%2f..%2fsecret", "0" * 40, "%00", "0" * 40 + ".jpg%23"]
)
async def test_what_is_not_there_is_not_found(api, name):
    for method in ("GET", "HEAD"):
        reply = await api.request(method, f"/m/{name}")
        assert reply.status_code == 404


async def test_a_deleted_file_is_not_found_even_by_who_has_a_copy(api, anna, item, runtime):
    from autogram.content import service

    etag = (await api.head(item["url"])).headers["etag"]
    await api.delete(f"{MEDIA}/{item['id']}", headers=anna)
    await service.erase_objects(runtime, item["url"][-44:-4])

    for headers in ({}, {"If-None-Match": etag}, {"Range": "bytes=0-9"}):
        assert (await api.get(item["url"], headers=headers)).status_code == 404


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        (None, None),
        ("", None),
        ("bytes=", None),
        ("bytes=-", None),
        ("bytes=5-2", None),
        ("bytes=0-1,3-4", None),
        ("lines=0-1", None),
        ("bytes=0-0", (0, 1)),
        ("Bytes=3-", (3, 10)),
        ("bytes=-3", (7, 10)),
        ("bytes=-300", (0, 10)),
        ("bytes=9-9999999999999999999999999", (9, 10)),
    ],
)
def test_ranges_are_read_as_the_rfc_says(header, wanted):
    assert requested_range(header, 10) == wanted


@pytest.mark.parametrize(("header", "size"), [("bytes=10-", 10), ("bytes=-0", 10), ("bytes=0-", 0), ("bytes=-5", 0)])
def test_ranges_outside_the_file_cannot_be_satisfied(header, size):
    with pytest.raises(RangeNotSatisfiable):
        requested_range(header, size)
