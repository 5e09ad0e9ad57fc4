"""The console in a real browser over the real product: API, worker, database and sandbox in processes of their own."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.console.browser import Complaints, launch
from tests.e2e.installation import Installation


@dataclass
class Visitor:
    """Somebody in front of the console. `product` is signed in as the same person, over HTTP."""

    page: Page
    product: Installation
    complaints: Complaints

    @property
    def address(self) -> str:
        return str(self.product.api.base_url).rstrip("/")

    def goto(self, path: str) -> None:
        """The page is there, and nothing on it is still loading."""
        self.page.goto(f"{self.address}{path}")
        self.page.locator("h1").first.wait_for()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = launch(playwright)
        yield running
        running.close()


@pytest.fixture
def stranger(browser: Browser, lasting_installation: Installation) -> Iterator[Visitor]:
    """A browser in which nobody has signed in. Afterwards it must have had nothing to complain about."""
    context = browser.new_context(locale="en-GB", timezone_id="Europe/Berlin", reduced_motion="reduce")
    context.set_default_timeout(10_000)
    page = context.new_page()
    complaints = Complaints(page)
    yield Visitor(page, lasting_installation, complaints)
    context.close()
    assert complaints.left() == []


@pytest.fixture
def visitor(stranger: Visitor, installation: Installation) -> Visitor:
    """A new user who is signed in, in the browser and at `product`."""
    tokens = installation.browser_sign_in()
    session = {
        "accessToken": tokens["access_token"],
        "refreshToken": tokens["refresh_token"],
        "endsAt": (time.time() + tokens["expires_in"]) * 1000,
    }
    # Once: who signs out stays signed out.
    stranger.page.add_init_script(
        "if (!sessionStorage.getItem('began')) { sessionStorage.setItem('began', '1');"
        f" localStorage.setItem('autogram.session', {json.dumps(json.dumps(session))}) }}"
    )
    return stranger
