"""Writing a post: pictures, words, help of a model, and out it goes."""

from io import BytesIO

from tests.console.browser import look_at
from tests.console.conftest import Visitor
from tests.content.makers import jpeg


def picture(name: str, width: int = 1080, height: int = 1350) -> dict[str, object]:
    return {"name": name, "mimeType": "image/jpeg", "buffer": jpeg(width, height)}


def test_a_newcomer_publishes_a_post(visitor: Visitor) -> None:
    instagram, _ = visitor.product.connect()
    page = visitor.page
    visitor.goto("/compose")
    dropped = [picture("hills.jpg"), picture("valley.jpg", 1080, 1080)]
    page.locator("input[type=file]").first.set_input_files(dropped)  # type: ignore[arg-type]
    page.get_by_role("button", name="Text and tags of item 2").wait_for()
    page.get_by_role("textbox", name="Caption").fill("Good morning #hills")
    page.get_by_text("1 of 30 hashtags").wait_for()
    page.wait_for_url("**/compose?post=*")
    page.get_by_text("Saved as a draft").wait_for()
    page.reload()
    page.get_by_text("Good morning #hills").first.wait_for()
    page.get_by_role("button", name="Remove item 2").click()
    page.get_by_role("button", name="Text and tags of item 1").click()
    page.get_by_role("textbox", name="Alternative text").fill("Hills in the sun")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    page.get_by_role("dialog").wait_for(state="hidden")
    page.get_by_role("button", name="Publish now").click()
    page.get_by_text("It is live", exact=True).wait_for(timeout=30_000)

    (published,) = instagram.published()
    assert published["parameters"]["caption"] == "Good morning #hills"
    assert "Hills in the sun" in str(published["parameters"])


def test_what_was_written_survives_a_reload_and_is_scheduled_in_its_time_zone(visitor: Visitor) -> None:
    visitor.product.connect()
    media = visitor.product.upload()
    page = visitor.page
    visitor.goto(f"/compose?media={media}")
    page.get_by_role("textbox", name="Caption").fill("Later today")
    page.get_by_text("Saved as a draft").wait_for()
    (draft,) = visitor.product.ask("GET", "/posts")["posts"]
    visitor.goto(f"/compose/{draft['id']}?at=x")
    assert page.get_by_role("textbox", name="Caption").input_value() == "Later today"
    page.get_by_label("Goes out").click()
    page.get_by_role("dialog").wait_for()
    page.locator(".mantine-DateTimePicker-calendarHeaderControl[data-direction=next]").click()
    page.locator(".mantine-DateTimePicker-day:not([data-outside])").nth(14).click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Schedule", exact=True).click()
    page.wait_for_url(f"**/posts/{draft['id']}")
    assert visitor.product.status(draft["id"]) == "scheduled"


def test_what_is_wrong_stands_where_it_is_mended_and_what_was_not_saved_is_not_lost(visitor: Visitor) -> None:
    visitor.product.connect()
    wide = visitor.product.ask("POST", "/media", files={"file": ("w.jpg", jpeg(1000, 300), "image/jpeg")})["id"]
    page = visitor.page
    visitor.complaints.expect("422")
    visitor.goto(f"/compose?media={wide}&caption=Panorama")
    page.get_by_role("textbox", name="Caption").fill("A panorama")
    page.get_by_text("Not saved: see below").wait_for()
    page.get_by_role("alert").get_by_text("Item 1:").wait_for()
    look_at(page, "compose-refused")
    visitor.goto("/compose")
    page.get_by_text("You were writing this").wait_for()
    assert page.get_by_role("textbox", name="Caption").input_value() == "A panorama"
    page.get_by_text("Story", exact=True).click()
    page.get_by_text("Saved as a draft").wait_for()
    (draft,) = visitor.product.ask("GET", "/posts")["posts"]
    assert (draft["post_type"], draft["caption"]) == ("story", "")


def test_a_model_writes_three_captions_to_choose_from(visitor: Visitor) -> None:
    visitor.product.connect()
    page = visitor.page
    visitor.goto("/compose")
    page.get_by_role("button", name="Write for me").click()
    page.get_by_role("textbox", name="What is it about?").fill("Rye bread from a small bakery")
    page.get_by_role("button", name="Write three").click()
    page.get_by_role("button", name="Take this one").first.wait_for()
    look_at(page, "compose-help")
    page.get_by_role("button", name="Take this one").first.click()
    page.get_by_role("dialog").wait_for(state="hidden")
    assert len(page.get_by_role("textbox", name="Caption").input_value()) > 20


def test_the_library_takes_what_is_dropped_and_says_what_instagram_would_object_to(visitor: Visitor) -> None:
    page = visitor.page
    visitor.complaints.expect("422")
    visitor.goto("/media")
    look_at(page, "media-empty")
    page.locator("input[type=file]").first.set_input_files([picture("a.jpg", 1080, 1080), picture("b.jpg", 1000, 300)])  # type: ignore[list-item]
    page.get_by_role("button", name="b.jpg").wait_for()
    page.get_by_role("button", name="a.jpg").wait_for()
    broken = {"name": "c.jpg", "mimeType": "image/jpeg", "buffer": BytesIO(b"no picture").getvalue()}
    page.locator("input[type=file]").first.set_input_files([broken])  # type: ignore[list-item]
    page.get_by_role("alert").filter(has_text="c.jpg").wait_for()
    look_at(page, "media")
    page.get_by_role("button", name="b.jpg").click()
    page.get_by_text("Instagram would object", exact=True).wait_for()
    page.get_by_text("No post shows it yet.").wait_for()
    address = page.url
    page.reload()
    assert page.url == address
    page.get_by_role("dialog").get_by_text("Instagram would object", exact=True).wait_for()
    look_at(page, "media-item")
