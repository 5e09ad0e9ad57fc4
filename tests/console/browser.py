"""A real browser: the machine's Chromium if there is one, else Playwright's own, else Debian's.

`python -m tests.console.browser` sees to it that there is one.
"""

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, TimeoutError

AXE = Path(__file__).parents[2] / "console" / "node_modules" / "axe-core" / "axe.min.js"
# The browser must not look for its maker: nothing but this machine is spoken to.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SERIOUS = {"serious", "critical"}
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}


# Nothing is on its way, but for what moves for ever, such as a progress bar.
SETTLED = """() => document.documentElement.scrollWidth <= window.innerWidth && document.getAnimations().every(
    (one) => one.playState !== 'running' || one.effect.getComputedTiming().iterations === Infinity)"""
NAMES = ("chromium", "chromium-browser", "google-chrome")


def installed() -> str | None:
    """The machine's own browser."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def launch(playwright: Playwright) -> Browser:
    """A running headless browser."""
    return playwright.chromium.launch(executable_path=installed(), args=ARGUMENTS)


def bring() -> None:
    """There is a browser afterwards. Ends with what to do where none could be brought."""
    if installed() or _ended_well(sys.executable, "-m", "playwright", "install", "chromium"):
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        _ended_well("apt-get", "update", "-qq")
        _ended_well("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")
    if not installed():
        sys.exit("The browser tests need Chromium: install the package chromium, then run make test again.")


def _ended_well(*command: str) -> bool:
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0


class Complaints:
    """What the browser complained about on a page: errors of scripts, of the content policy, of requests."""

    def __init__(self, page: Page) -> None:
        self.seen: list[str] = []
        self._expected: list[str] = []
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.seen.append(f"{error.name}: {error.message}"))

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.seen.append(f"{message.text} ({message.location.get('url', '')})")

    def expect(self, part: str) -> None:
        """The test provokes this one, such as the 401 of a wrong password."""
        self._expected.append(part)

    def left(self) -> list[str]:
        return [line for line in self.seen if not any(part in line for part in self._expected)]


def accessibility_faults(page: Page) -> list[str]:
    """Serious and critical violations that axe finds on what is shown now."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{fault['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for fault in found["violations"]
        if fault["impact"] in SERIOUS
        for node in fault["nodes"]
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth"))


def settled(page: Page) -> None:
    """What follows the window's size or its colours has followed them; or two seconds are over."""
    with suppress(TimeoutError):
        page.wait_for_function(SETTLED, timeout=2000)


def look_at(page: Page, what: str, folder: Path | None = None) -> None:
    """Holds for what is shown now, on a desktop and on a phone: nothing serious for axe, nothing wider than the window.

    With a folder, pictures of it are left there: `what-desktop-light.png` and so on.
    """
    for device, size in (("desktop", DESKTOP), ("phone", PHONE)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            # The page follows with an event of its own; axe must not look while it does.
            page.wait_for_function(
                "(scheme) => document.documentElement.dataset.mantineColorScheme === scheme", arg=scheme
            )
            page.wait_for_timeout(50)
            settled(page)
            assert overflow(page) <= 0, f"{what} is {overflow(page)} px too wide on a {device}"
            faults = accessibility_faults(page)
            assert not faults, "\n".join([f"{what}, {device}, {scheme}:", *faults])
            if folder is not None:
                page.screenshot(path=folder / f"{what}-{device}-{scheme}.png")
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light")


if __name__ == "__main__":
    bring()
