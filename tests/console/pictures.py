"""`python -m tests.console.pictures`: the console's pages, light, dark and on a phone, into `docs/images/console`.

The product is the real one, with what the demo leaves behind. Takes about two minutes.
"""

import json
import re
import signal
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

import httpx2
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.console.browser import DESKTOP, PHONE, launch

FOLDER = Path(__file__).parents[2] / "docs" / "images" / "console"
PAGES = {
    "home": "/",
    "calendar": "/calendar",
    "posts": "/posts",
    "post": "/posts/{post}",
    "composer": "/compose/{draft}",
    "media": "/media",
    "campaigns": "/campaigns",
    "analytics": "/analytics",
    "inbox": "/inbox?view=all",
    "comments": "/comments",
    "automation": "/automation",
    "audience": "/audience",
    "community": "/community",
    "round-board": "/community/week",
    "members": "/community/members",
    "accounts": "/settings/accounts",
    "sandbox": "/sandbox",
    "sign-in": "/sign-in",
    "public": "/exchange/{slug}",
}
LOOKS = {"light": (DESKTOP, "light"), "dark": (DESKTOP, "dark"), "phone": (PHONE, "light")}
SETTLED_MS = 1_800


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="ag-") as home:
        command = [sys.executable, "-u", "-m", "autogram.cli.main", "demo", "--home", home]
        demo = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            address, email, password = _told(demo)
            _take(address, email, password)
        finally:
            demo.send_signal(signal.SIGINT)
            demo.wait(60)


def _told(demo: "subprocess.Popen[str]") -> tuple[str, str, str]:
    """Where the console is and who signs in, as the demo prints it at its end."""
    assert demo.stdout is not None
    text = ""
    for line in demo.stdout:
        text += line
        if line.strip().startswith("the API"):
            break
    address = re.search(r"the console\s+(http\S+?)/?\s", text)
    person = re.search(r"sign in with\s+(\S+)\s+password\s+(\S+)", text)
    assert address, text[-2000:]
    assert person, text[-2000:]
    return address[1], person[1], person[2]


def _take(address: str, email: str, password: str) -> None:
    with httpx2.Client(base_url=f"{address}/api/v1", timeout=30) as api:
        tokens = api.post("/auth/login", data={"username": email, "password": password}).json()
        api.headers["Authorization"] = f"Bearer {tokens['access_token']}"
        names = {
            "post": api.get("/posts", params={"status": "published", "limit": 1}).json()["posts"][0]["id"],
            "draft": api.get("/posts", params={"status": "draft", "limit": 1}).json()["posts"][0]["id"],
            "slug": api.get("/exchange/community").json()["slug"],
        }
    session = {
        "accessToken": tokens["access_token"],
        "refreshToken": tokens["refresh_token"],
        "endsAt": (time.time() + tokens["expires_in"]) * 1000,
    }
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for look in LOOKS:
            _take_all(browser, look, address, json.dumps(session), names)
        browser.close()


def _take_all(browser: Browser, look: str, address: str, session: str, names: dict[str, str]) -> None:
    size, scheme = LOOKS[look]
    context = browser.new_context(
        viewport=size,  # type: ignore[arg-type]
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
        timezone_id="Europe/Berlin",
        locale="en-GB",
    )
    page = context.new_page()
    for name, path in PAGES.items():
        stored = "null" if name == "sign-in" else json.dumps(session)
        page.goto(f"{address}/favicon.svg")
        page.evaluate(f"localStorage.setItem('autogram.session', {stored} ?? '')")
        page.goto(address + path.format(**names))
        page.locator("h1").first.wait_for()
        page.wait_for_timeout(SETTLED_MS)
        picture = Image.open(BytesIO(page.screenshot()))
        picture.save(FOLDER / f"{name}-{look}.webp", quality=72, method=6)
    context.close()


if __name__ == "__main__":
    main()
