"""`kill -9` while a page is on its way, in a whole installation: the crawl goes on where it was."""

from tests.e2e.installation import Installation
from tests.servers import Instagram


def test_a_crawl_survives_its_worker_and_reads_no_page_twice_but_the_one_on_its_way(installation: Installation):
    account = Instagram.with_fresh_account(installation.sandbox).personal()
    account.has_list("followers", generated=3000)
    account.has_list("following", generated=10)
    session = account.session()
    fault = account.fault("web.followers", hold=True, skip=7)
    body = {"source": "web", "csrf_token": session["csrf_token"], "session_id": session["session_id"]}
    begun = installation.ask("POST", "/audience/crawls", json=body)
    account.wait_for_hold(fault)

    installation.kill("worker")
    account.release(fault)

    path = f"/audience/crawls/{begun['id']}"
    installation.wait_until(lambda: installation.ask("GET", path)["status"] == "completed", "completed", seconds=60)
    crawl = installation.ask("GET", path)
    assert (crawl["is_complete"], crawl["users_read"]) == (True, 3010)
    assert len(account.calls("web.followers")) == 15 + 1
