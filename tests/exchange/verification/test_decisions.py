"""What people say and decide about rows."""

from typing import Any

from tests.exchange.organiser import Organiser
from tests.exchange.verification.circle import Circle

from autogram.exchange.community.schemas import MemberFacts

Post = dict[str, Any]
Members = list[MemberFacts]
REASON = {"reason": "She told us in the chat."}


async def test_an_organiser_accepts_a_row_and_readings_no_longer_change_it(circle: Circle, post: Post):
    await circle.verify()
    row = await circle.row("boris")

    accepted = await circle.ask("POST", f"/verifications/{row['id']}/accept", json=REASON)
    await circle.verify()

    assert (accepted["finding"], accepted["is_verified"], accepted["decision_reason"]) == (
        "missing",
        True,
        REASON["reason"],
    )
    after = await circle.row("boris")
    assert (after["is_verified"], after["decided_by"]) == (True, str(circle.organiser.person.user_id))
    assert "verification.accept" in await circle.organiser.audited()


async def test_an_organiser_takes_a_row_back_although_it_was_seen(circle: Circle, post: Post, members: Members):
    comment = circle.says(post, "boris", "Copied from somebody")
    await circle.verify()
    row = await circle.row("boris")

    await circle.ask("POST", f"/verifications/{row['id']}/take-back", json=REASON)
    await circle.verify()

    after = await circle.row("boris")
    assert (after["finding"], after["is_verified"], after["verified_at"]) == ("seen", False, None)
    assert after["comment_id"] == comment
    ledger = await circle.ask("GET", "/ledger")
    [boris] = [member for member in ledger["members"] if member["username"] == "boris"]
    assert (boris["given"], boris["missing"]) == (0, 1)

    released = await circle.ask("DELETE", f"/verifications/{row['id']}/decision")
    assert (released["is_verified"], released["decided_at"]) == (True, None)
    await circle.ask("DELETE", f"/verifications/{row['id']}/decision", 409)


async def test_a_decision_needs_a_reason_and_a_row_of_ones_own(circle: Circle, post: Post, stranger: Organiser):
    await circle.verify()
    path = f"/verifications/{(await circle.row('boris'))['id']}/accept"

    await circle.ask("POST", path, 422, json={"reason": " "})
    await stranger.ask("POST", path, 404, json=REASON)
    await stranger.ask("GET", path.removesuffix("/accept"), 404)


async def test_a_member_sees_tasks_by_link_and_appeals_once(circle: Circle, post: Post, members: Members):
    circle.says(post, "chloe")
    await circle.verify()
    boris, chloe = [await circle.organiser.link_of(member) for member in members[1:]]
    week = {"week": str(circle.week())}

    [task] = await circle.organiser.public("GET", "/me/tasks", token=boris, params=week)
    assert (task["username"], task["finding"], task["is_verified"]) == ("anna", "missing", False)
    wish = {"verification_id": task["verification_id"], "text": "I did comment."}
    made = await circle.organiser.public("POST", "/me/appeals", 201, token=boris, json=wish)
    again = await circle.organiser.public("POST", "/me/appeals", 409, token=boris, json=wish)
    assert (again["code"], again["appeal_id"]) == ("appeal-exists", made["id"])
    await circle.organiser.public("POST", "/me/appeals", 404, token=chloe, json=wish)

    [own] = await circle.organiser.public("GET", "/me/tasks", token=chloe, params=week)
    done = await circle.organiser.public("GET", "/me/tasks", token=chloe, params=week | {"only_open": True})
    assert (own["is_verified"], done) == (True, [])
    refused = await circle.organiser.public(
        "POST", "/me/appeals", 409, token=chloe, json={"verification_id": own["verification_id"], "text": "?"}
    )
    assert refused["code"] == "nothing-to-appeal"


async def test_a_task_is_there_before_anything_was_read(circle: Circle, members: Members):
    week = circle.week().next
    await circle.asks(members[0], circle.post(), week=week)
    token = await circle.organiser.link_of(members[1])

    [task] = await circle.organiser.public("GET", "/me/tasks", token=token)

    assert (task["finding"], task["verification_id"], task["week"]) == ("pending", None, str(week))
    assert await circle.organiser.public("GET", "/me/tasks", token=await circle.organiser.link_of(members[0])) == []


async def test_an_appeal_is_decided_once_and_its_member_reads_why(circle: Circle, post: Post, members: Members):
    await circle.verify()
    token = await circle.organiser.link_of(members[1])
    wish = {"verification_id": (await circle.row("boris"))["id"], "text": "I did comment."}
    made = await circle.organiser.public("POST", "/me/appeals", 201, token=token, json=wish)

    [listed] = (await circle.ask("GET", "/appeals", params={"status": "open"}))["items"]
    assert (listed["text"], listed["verification"]["username"]) == ("I did comment.", "boris")
    rejected = await circle.ask("POST", f"/appeals/{made['id']}/reject", json={"reason": "Nothing is there."})
    assert (rejected["status"], rejected["verification"]["is_verified"]) == ("rejected", False)
    await circle.ask("POST", f"/appeals/{made['id']}/accept", 409, json=REASON)
    assert (await circle.ask("GET", "/appeals", params={"status": "open"}))["items"] == []

    [own] = (await circle.organiser.public("GET", "/me/appeals", token=token))["items"]
    assert (own["status"], own["decision_reason"]) == ("rejected", "Nothing is there.")
    assert "decided_by" not in own
    # Who finds something new may appeal again.
    await circle.organiser.public("POST", "/me/appeals", 201, token=token, json=wish)
