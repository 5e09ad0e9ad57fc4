"""Media is really fetched and looked at, and refused with Instagram's own codes."""

from typing import Any

import pytest

from .conftest import FileServer, Sandbox, jpeg, mp4

REEL = {"media_type": "REELS"}


def create(sandbox: Sandbox, **params: Any) -> Any:
    return sandbox.call("POST", "me/media", sandbox.token(), **params)


def status_of(sandbox: Sandbox, container: str) -> dict[str, str]:
    return dict(sandbox.call("GET", container, sandbox.token(), fields="status_code,status").json())


def code_of(reply: Any) -> tuple[int, int | None]:
    error = reply.json()["error"]
    return error["code"], error.get("error_subcode")


@pytest.mark.parametrize(
    ("path", "content", "expected"),
    [
        ("/tall.jpg", jpeg(500, 800), (36003, 2207009)),
        ("/flat.jpg", jpeg(1000, 500), (36003, 2207009)),
        ("/picture.png", jpeg(format="PNG"), (36001, 2207005)),
        ("/broken.jpg", jpeg()[:2000], (9004, 2207052)),
        ("/page.html", b"<html>not found</html>", (9004, 2207052)),
        ("/huge.jpg", jpeg() + bytes(8 * 1024 * 1024), (36000, 2207004)),
    ],
)
def test_a_wrong_picture_is_refused(
    sandbox: Sandbox, sandbox_files: FileServer, path: str, content: bytes, expected: tuple[int, int]
):
    reply = create(sandbox, image_url=sandbox_files.add(path, content))

    assert reply.status_code == 400
    assert code_of(reply) == expected
    assert reply.json()["error"]["error_user_msg"]


@pytest.mark.parametrize(("width", "height"), [(1080, 1350), (1080, 566), (320, 320), (1440, 1080)])
def test_a_picture_of_an_allowed_shape_is_taken(sandbox: Sandbox, sandbox_files: FileServer, width: int, height: int):
    url = sandbox_files.add(f"/{width}x{height}.jpg", jpeg(width, height))

    assert create(sandbox, image_url=url).status_code == 200


def test_a_story_may_have_any_shape(sandbox: Sandbox, sandbox_files: FileServer):
    url = sandbox_files.add("/story.jpg", jpeg(1080, 1920))

    assert create(sandbox, image_url=url, media_type="STORIES").status_code == 200


def test_an_address_that_cannot_be_fetched_is_9004(sandbox: Sandbox, sandbox_files: FileServer):
    for url in (f"{sandbox_files.url}/missing.jpg", "http://127.0.0.1:9/x.jpg", "ftp://127.0.0.1/x.jpg", "nonsense"):
        assert code_of(create(sandbox, image_url=url)) == (9004, 2207052)


def test_every_creation_fetches_again(sandbox: Sandbox, sandbox_files: FileServer):
    url = sandbox_files.add("/counted.jpg", jpeg(color="navy"))
    for _ in range(2):
        create(sandbox, image_url=url)

    assert sandbox_files.hits.count("/counted.jpg") == 2


def test_fetching_can_be_switched_off(sandbox: Sandbox):
    sandbox.settings(media_fetch="skipped")

    assert create(sandbox, image_url="http://127.0.0.1:9/x.jpg").status_code == 200


def test_a_reel_is_processed_and_then_ready(sandbox: Sandbox, sandbox_files: FileServer):
    url = sandbox_files.add("/reel.mp4", mp4(), "video/mp4")
    cover = f"{sandbox_files.url}/square.jpg"
    container = create(sandbox, video_url=url, **REEL, caption="Go", share_to_feed="true", cover_url=cover).json()["id"]

    assert status_of(sandbox, container)["status_code"] == "IN_PROGRESS"
    token = sandbox.token()
    early = sandbox.call("POST", "me/media_publish", token, creation_id=container)
    assert code_of(early) == (9007, 2207027)

    sandbox.control("PUT", "clock", {"advance_seconds": 2})
    assert status_of(sandbox, container) == {
        "id": container,
        "status_code": "FINISHED",
        "status": "Finished: Media has been uploaded and it is ready to be published.",
    }
    media = sandbox.call("POST", "me/media_publish", token, creation_id=container).json()["id"]
    read = sandbox.call("GET", media, token, fields="media_type,media_product_type,permalink,thumbnail_url,media_url")
    assert (read.json()["media_type"], read.json()["media_product_type"]) == ("VIDEO", "REELS")
    assert "/reel/" in read.json()["permalink"]
    assert sandbox.client.get(read.json()["media_url"]).headers["content-type"] == "video/mp4"
    assert sandbox.client.get(read.json()["thumbnail_url"]).content.startswith(b"\xff\xd8")


@pytest.mark.parametrize(
    ("name", "options"),
    [("short", {"seconds": 1}), ("old-codec", {"codec": "mpeg4"}), ("slow", {"rate": 10})],
)
def test_a_wrong_video_ends_in_error(sandbox: Sandbox, sandbox_files: FileServer, name: str, options: dict[str, Any]):
    sandbox.settings(processing_seconds={"reel": 0})
    url = sandbox_files.add(f"/{name}.mp4", mp4(**options), "video/mp4")
    container = create(sandbox, video_url=url, **REEL).json()["id"]

    status = status_of(sandbox, container)

    assert status["status_code"] == "ERROR"
    assert status["status"].endswith("2207026")
    refused = sandbox.call("POST", "me/media_publish", sandbox.token(), creation_id=container)
    assert code_of(refused) == (352, 2207026)


def test_a_thumbnail_outside_the_video_is_refused(sandbox: Sandbox, sandbox_files: FileServer):
    url = sandbox_files.add("/reel.mp4", mp4(), "video/mp4")

    assert code_of(create(sandbox, video_url=url, **REEL, thumb_offset="9000")) == (1, 2207057)


def test_a_picture_is_no_video(sandbox: Sandbox, sandbox_files: FileServer):
    sandbox.settings(processing_seconds={"reel": 0})
    container = create(sandbox, video_url=f"{sandbox_files.url}/square.jpg", **REEL).json()["id"]

    assert status_of(sandbox, container)["status_code"] == "ERROR"


def test_a_server_that_answers_too_late_is_minus_2(sandbox: Sandbox, sandbox_files: FileServer):
    sandbox.settings(media_fetch_timeout_seconds=0.2)

    reply = create(sandbox, image_url=f"{sandbox_files.url}/slow.jpg")

    assert code_of(reply) == (-2, 2207003)


def test_a_page_instead_of_a_video_is_9004(sandbox: Sandbox, sandbox_files: FileServer):
    url = sandbox_files.add("/login.html", b"<html>log in</html>", "text/html")

    assert code_of(create(sandbox, video_url=url, **REEL)) == (9004, 2207052)


def test_other_picture_formats_can_be_allowed(sandbox: Sandbox, sandbox_files: FileServer):
    sandbox.settings(image_formats=["JPEG", "PNG"])

    assert create(sandbox, image_url=sandbox_files.add("/ok.png", jpeg(format="PNG"))).status_code == 200
