"""The installation, as its administrator sees it."""

import secrets
import subprocess
import sys

from tests.console.browser import look_at
from tests.console.conftest import Visitor
from tests.e2e.installation import PASSWORD


def make_admin(visitor: Visitor) -> str:
    """A new administrator, as the command line makes one."""
    email = f"{secrets.token_hex(4)}@example.test"
    command = [sys.executable, "-m", "autogram.cli.main", "admin", "create", "--home", str(visitor.product.home)]
    subprocess.run([*command, "--email", email, "--password", PASSWORD], check=True, capture_output=True)
    return email


def test_an_admin_sees_whether_everything_works_and_what_runs_by_itself(stranger: Visitor) -> None:
    page = stranger.page
    email = make_admin(stranger)
    stranger.goto("/sign-in?next=/admin/status")
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("Work is claimed").wait_for()
    look_at(page, "admin-status")

    page.get_by_role("tab", name="Schedules").click()
    page.get_by_role("button", name="Run now campaigns.plan_campaigns").click()
    page.get_by_text("It has been started.").wait_for()
    look_at(page, "admin-schedules")

    page.get_by_role("tab", name="Users").click()
    page.get_by_role("textbox", name="Search by the beginning").fill(email[:8])
    page.get_by_text(email).first.wait_for()
    look_at(page, "admin-users")

    page.get_by_role("tab", name="Audit log").click()
    page.get_by_text("jobs.run_schedule").first.wait_for()
    look_at(page, "admin-audit")

    page.get_by_role("tab", name="Failed jobs").click()
    page.get_by_role("heading", level=1, name="Jobs that failed for good").wait_for()


def test_who_is_no_admin_is_told_so(visitor: Visitor) -> None:
    visitor.goto("/admin/status")
    visitor.page.get_by_text("For administrators").wait_for()
    assert visitor.page.get_by_role("link", name="Admin").count() == 0
