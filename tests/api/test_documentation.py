"""The documentation in the browser needs nothing from anywhere else, and breaks no rule of our own."""

import re

import pytest

LINKS = re.compile(r'(?:src|href)="([^"]+)"')


async def test_the_page_loads_only_what_we_serve_ourselves(api):
    page = await api.get("/docs")

    links = LINKS.findall(page.text)
    assert page.headers["content-type"].startswith("text/html")
    assert links
    assert all(link.startswith("/") and not link.startswith("//") for link in links)
    for link in links:
        answer = await api.get(link)
        assert answer.status_code == 200, link


async def test_no_script_stands_in_the_page_where_the_content_policy_would_stop_it(api):
    page = await api.get("/docs")

    assert "script-src" not in page.headers["content-security-policy"]
    assert not re.search(r"<script>|<script[^>]*>[^<\s]|\son\w+=|javascript:", page.text)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("swagger-ui.css", "text/css"), ("swagger-ui-bundle.js", "text/javascript"), ("start.js", "text/javascript")],
)
async def test_files_have_the_type_that_browsers_insist_on(api, name, kind):
    answer = await api.get(f"/docs/{name}")

    assert answer.headers["content-type"].startswith(kind)
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ["favicon.png", "__init__.py", "..%2F__init__.py", "%2e%2e/core.py"])
async def test_nothing_else_is_given_out(api, name):
    assert (await api.get(f"/docs/{name}")).status_code in {404, 422}


async def test_the_description_covers_the_api_and_not_its_own_page(api):
    description = (await api.get("/openapi.json")).json()

    assert description["info"]["title"] == "Autogram"
    assert "/api/v1/posts" in description["paths"]
    assert not [path for path in description["paths"] if path.startswith("/docs")]
    names = [operation["operationId"] for path in description["paths"].values() for operation in path.values()]
    assert len(names) == len(set(names))
