"""`kill -9` while a page of comments is on its way, in a whole installation; then the same week on the command line."""

import subprocess
import sys
from typing import Any

from tests.e2e.installation import Installation
from tests.servers import Instagram

PASSWORD = "secret-word"
SLUG = "bakers-who-verify"


def test_a_reading_survives_its_worker_and_reads_no_page_twice_but_the_one_on_its_way(installation: Installation):
    ask, instagram = installation.ask, Instagram.with_fresh_account(installation.sandbox)
    week = ask("PUT", "/exchange/community", json={"name": "Bakers", "slug": SLUG})["week"]["name"]
    # A worker that dies takes its helper along for a while; the other one goes on.
    helper, other = instagram.personal(password=PASSWORD), instagram.personal(password=PASSWORD)
    for account in (helper, other):
        ask("POST", "/exchange/helpers", json={"instagram_id": account.username, "password": PASSWORD})
    [post] = instagram.personal().posts(1, comments=150)
    link = f"https://www.instagram.com/p/{post['shortcode']}/"
    for name in ("anna", "boris", "chloe"):
        ask("POST", "/exchange/members", json={"username": name})
    ask("POST", "/exchange/requests", json={"username": "anna", "link": link})
    instagram.client.post(f"/_sandbox/media/{post['id']}/comments", json={"username": "boris", "text": "Nice"})
    fault = helper.fault("mobile.comments", hold=True, skip=4)

    begun = ask("POST", f"/exchange/weeks/{week}/verify")
    helper.wait_for_hold(fault)
    installation.kill("worker")
    helper.release(fault)

    path = f"/exchange/verification-runs/{begun['id']}"
    installation.wait_until(lambda: ask("GET", path)["status"] == "completed", "completed", seconds=60)
    assert [(one["status"], one["comments_read"]) for one in ask("GET", path)["readings"]] == [("complete", 151)]
    assert findings(installation) == {"boris": "seen", "chloe": "missing"}
    assert (len(helper.calls("mobile.comments")), len(other.calls("mobile.comments"))) == (5, 4)
    assert len(helper.calls("web.post")) + len(other.calls("web.post")) == 1

    printed = verify_by_command(installation, week)
    assert "│ @boris │ 1    │ 0       │ 0       │" in printed
    assert "│ @chloe │ 0    │ 1       │ 0       │" in printed


def findings(installation: Installation) -> dict[str, Any]:
    rows = installation.ask("GET", "/exchange/verifications")["items"]
    return {row["username"]: row["finding"] for row in rows}


def verify_by_command(installation: Installation, week: str) -> str:
    command = [sys.executable, "-m", "autogram.cli.main", "exchange", "verify", "--community", SLUG]
    done = subprocess.run(
        [*command, "--week", week, "--home", str(installation.home)], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
