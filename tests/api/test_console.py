"""The console's files, as the API serves them where none of its routes answers."""

import re

from autogram.api.console import BUILT

BROWSER = {"accept": "text/html,application/xhtml+xml"}


async def test_every_address_of_the_console_begins_with_the_same_page(api):
    pages = [await api.get(path, headers=BROWSER) for path in ("/", "/calendar", "/posts/7", "/verify-email?token=x")]

    assert {page.status_code for page in pages} == {200}
    assert all('<div id="root">' in page.text for page in pages)
    assert {page.headers["cache-control"] for page in pages} == {"no-store"}


async def test_the_pages_styles_are_bound_to_one_answer_and_scripts_to_our_own_files(api):
    first, second = await api.get("/", headers=BROWSER), await api.get("/", headers=BROWSER)

    policy = first.headers["content-security-policy"]
    nonce = re.search(r"style-src 'self' 'nonce-([^']+)'", policy)[1]
    assert f'content="{nonce}"' in first.text
    assert nonce not in second.text
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "__NONCE__" not in first.text


async def test_the_page_gives_a_token_in_its_address_to_nobody(api):
    page = await api.get("/reset-password?token=secret", headers=BROWSER)

    assert page.headers["referrer-policy"] == "no-referrer"
    assert "secret" not in page.text


async def test_a_program_hears_that_there_is_nothing(api):
    got, posted = await api.get("/calendar"), await api.post("/calendar", headers=BROWSER)

    assert (got.status_code, posted.status_code) == (404, 404)
    assert got.headers["content-type"] == "application/problem+json"


async def test_a_browser_too_hears_that_a_path_of_the_api_does_not_exist(api):
    assert (await api.get("/api/v1/nothing", headers=BROWSER)).status_code == 404


async def test_built_files_are_small_on_the_way_and_kept_by_the_browser(api):
    name = re.search(r'src="(/assets/[^"]+\.js)"', (BUILT / "index.html").read_text())[1]

    packed = await api.get(name, headers={"accept-encoding": "gzip"})
    plain = await api.get(name, headers={"accept-encoding": "identity"})

    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text
    assert "immutable" in plain.headers["cache-control"]
    assert plain.headers["content-type"].startswith(("text/javascript", "application/javascript"))


async def test_nothing_outside_of_the_console_is_served(api):
    for path in ("/assets/../../registry.py", "/..%2fregistry.py", "/assets", "/%00", "/.built-from"):
        assert (await api.get(path)).status_code == 404
