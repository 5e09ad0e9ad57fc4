"""What strangers see of a community."""

from io import BytesIO
from xml.etree import ElementTree

import httpx2
from PIL import Image
from tests.exchange.organiser import Organiser

from autogram.core import clock
from autogram.exchange.community import access
from autogram.exchange.weeks import Week

SVG = "{http://www.w3.org/2000/svg}"
CHAT = "https://open.kakao.com/o/gAbCdEf"


async def picture(organiser: Organiser, kind: str, **headers: str) -> httpx2.Response:
    return await organiser.api.get(f"/api/v1/exchange/public/{organiser.slug}/qr.{kind}", headers=headers)


async def test_strangers_see_name_week_and_chat_and_nothing_of_members(organiser: Organiser):
    await organiser.member("anna", email="anna@example.test", display_name="김안나")
    await organiser.change(chat_link=CHAT, summary_emails=["boss@example.test"], visibility="names")

    shown = await organiser.public("GET")

    assert (shown["name"], shown["timezone"], shown["chat_link"]) == ("품앗이", "Asia/Seoul", CHAT)
    assert shown["week"]["name"] == str(Week.of(clock.now(), "Asia/Seoul"))
    assert shown["week"]["begins_at"].endswith("+09:00")
    assert shown["qr_code_url"].endswith(f"/api/v1/exchange/public/{organiser.slug}/qr.svg")
    assert [word for word in ("anna", "김안나", "example.test", "blocked", "webhook") if word in str(shown)] == []


async def test_what_nobody_runs_is_not_found(organiser: Organiser, api: httpx2.AsyncClient):
    for path in ("", "/notices", "/qr.svg", "/me"):
        answer = await api.get(f"/api/v1/exchange/public/nobody{path}")
        assert answer.json()["code"] == "community-not-found"


async def test_the_chat_link_is_drawn_as_a_picture_that_scales_and_one_to_print(organiser: Organiser):
    await organiser.change(chat_link=CHAT)

    svg, png = await picture(organiser, "svg"), await picture(organiser, "png")

    assert (svg.headers["content-type"], png.headers["content-type"]) == ("image/svg+xml", "image/png")
    drawn = ElementTree.fromstring(svg.text)
    assert (drawn.tag, "viewBox" in drawn.attrib, "width" in drawn.attrib) == (f"{SVG}svg", True, False)
    image = Image.open(BytesIO(png.content))
    assert image.format == "PNG"
    assert image.size[0] == image.size[1] > 200


async def test_a_picture_is_kept_for_a_while_and_not_sent_again_until_the_link_changes(organiser: Organiser):
    await organiser.change(chat_link=CHAT)
    first = await picture(organiser, "svg")

    again = await picture(organiser, "svg", **{"If-None-Match": first.headers["etag"]})
    await organiser.change(chat_link=CHAT + "g")
    other = await picture(organiser, "svg", **{"If-None-Match": first.headers["etag"]})

    assert first.headers["cache-control"] == "public, max-age=300"
    assert (again.status_code, again.content) == (304, b"")
    assert other.status_code == 200
    assert other.content != first.content


async def test_without_a_chat_link_there_is_no_picture(organiser: Organiser):
    assert (await picture(organiser, "svg")).json()["code"] == "chat-link-missing"
    assert (await organiser.public("GET"))["qr_code_url"] is None


async def test_somebodys_own_picture_is_named_instead(organiser: Organiser):
    await organiser.change(chat_link=CHAT, qr_code_url="https://example.test/qr.png")

    assert (await organiser.public("GET"))["qr_code_url"] == "https://example.test/qr.png"


async def test_one_address_cannot_ask_without_end(organiser: Organiser, monkeypatch):
    monkeypatch.setattr(access, "BY_ADDRESS", access.RateLimit("test-public", 2, access.BY_ADDRESS.period))

    for path in ("", "/notices"):
        await organiser.public("GET", path)

    for path in ("", "/notices", "/qr.svg", "/me", "/me/events"):
        answer = await organiser.api.get(f"/api/v1/exchange/public/{organiser.slug}{path}")
        assert answer.status_code == 429
        assert int(answer.headers["retry-after"]) >= 1
