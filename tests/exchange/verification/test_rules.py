"""What follows from what was missed, by the rules that organisers set."""

from typing import Any

from tests.exchange.verification.circle import Circle

from autogram.exchange.community.models import MemberStatus
from autogram.exchange.community.schemas import MemberFacts

Post = dict[str, Any]
Members = list[MemberFacts]
WARN = {"when": "missed_comments", "at_least": 1, "then": "warn"}
SUSPEND = {"when": "no_comments", "then": "suspend"}


async def rules(circle: Circle, *wanted: dict[str, Any]) -> None:
    await circle.ask("PUT", "/community", json={"rules": list(wanted)})


async def test_who_missed_is_warned_once_a_week_and_told(circle: Circle, post: Post, members: Members):
    await rules(circle, WARN)
    await circle.ask("PATCH", f"/members/{members[2].id}", json={"email": "chloe@example.test"})
    circle.says(post, "boris")

    run = await circle.verify()
    await circle.verify()

    assert [(each["username"], each["then"]) for each in run["consequences"]] == [("chloe", "warn")]
    assert await circle.history(members[1]) == []
    assert await circle.history(members[2]) == [("warned", f"Missed 1 comment in {circle.week()}.")]
    assert (await circle.now(members[2])).status is MemberStatus.ACTIVE


async def test_who_wrote_nothing_is_suspended_and_not_asked_any_more(circle: Circle, post: Post, members: Members):
    await rules(circle, WARN, SUSPEND)

    await circle.verify()

    assert (await circle.now(members[1])).status is MemberStatus.SUSPENDED
    # Who asked has not been suspended: nobody asked them.
    assert (await circle.now(members[0])).status is MemberStatus.ACTIVE
    assert [kind for kind, _ in await circle.history(members[1])] == ["suspended"]


async def test_who_was_reinstated_is_not_suspended_again_for_the_same_week(
    circle: Circle, post: Post, members: Members
):
    await rules(circle, SUSPEND)
    await circle.verify()
    await circle.ask("POST", f"/members/{members[1].id}/reinstate", json={"reason": "A mistake"})

    await circle.verify()

    assert (await circle.now(members[1])).status is MemberStatus.ACTIVE


async def test_what_cannot_be_told_harms_nobody(circle: Circle, members: Members):
    await rules(circle, WARN, SUSPEND)
    await circle.asks(members[0], circle.post())

    run = await circle.verify()

    assert await circle.findings() == {"boris": "unknown", "chloe": "unknown"}
    assert run["consequences"] == []


async def test_of_a_week_that_is_not_over_rules_say_nothing(circle: Circle, helper: object, members: Members):
    await rules(circle, WARN)
    await circle.asks(members[0], circle.post(), week=circle.week().next)

    run = await circle.verify(circle.week().next)

    assert await circle.findings(circle.week().next) == {"boris": "missing", "chloe": "missing"}
    assert run["consequences"] == []


async def test_an_open_appeal_holds_rules_back_until_it_is_rejected(circle: Circle, post: Post, members: Members):
    await circle.verify()
    token = await circle.organiser.link_of(members[1])
    row = await circle.row("boris")
    wish = {"verification_id": row["id"], "text": "I did, on Tuesday."}
    appeal = await circle.organiser.public("POST", "/me/appeals", 201, token=token, json=wish)
    await rules(circle, SUSPEND)

    await circle.verify()
    assert (await circle.now(members[1])).status is MemberStatus.ACTIVE
    assert (await circle.now(members[2])).status is MemberStatus.SUSPENDED

    await circle.ask("POST", f"/appeals/{appeal['id']}/reject", json={"reason": "Nothing is there."})
    await circle.organiser.work()
    assert (await circle.now(members[1])).status is MemberStatus.SUSPENDED
    run = (await circle.ask("GET", "/verification-runs"))["items"][0]
    assert {each["username"] for each in run["consequences"]} == {"boris", "chloe"}


async def test_an_accepted_appeal_leaves_nothing_to_punish(circle: Circle, post: Post, members: Members):
    await circle.verify()
    token = await circle.organiser.link_of(members[1])
    wish = {"verification_id": (await circle.row("boris"))["id"], "text": "With my other account."}
    appeal = await circle.organiser.public("POST", "/me/appeals", 201, token=token, json=wish)
    await rules(circle, SUSPEND)
    await circle.verify()

    await circle.ask("POST", f"/appeals/{appeal['id']}/accept", json={"reason": "True, @b2."})
    await circle.organiser.work()

    assert (await circle.now(members[1])).status is MemberStatus.ACTIVE
    row = await circle.row("boris")
    assert (row["finding"], row["is_verified"], row["decision_reason"]) == ("missing", True, "True, @b2.")


async def test_who_asks_for_nothing_for_two_weeks_is_warned(circle: Circle, post: Post, members: Members):
    await rules(circle, {"when": "no_uploads", "weeks": 2, "then": "warn"})
    newcomer = await circle.organiser.member("newcomer", joined_at=circle.week().begins_at("Asia/Seoul"))
    await circle.asks(members[1], circle.post(), week=circle.week().previous)

    await circle.verify()

    warned = [member.username for member in (*members, newcomer) if await circle.history(member)]
    assert warned == ["chloe"]
