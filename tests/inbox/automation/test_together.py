"""What many people write at once is decided about in one transaction, and as if each had been alone."""

from tests.inbox.automation.robot import Robot, says, words


async def test_everybody_has_their_own_answer(robot: Robot):
    prices = await robot.rule(words("price"), says("Ten euros."))
    await robot.rule("any_message", says("One moment."), {"type": "add_label", "label": "new"})
    anna, ben = (robot.desk.instagram.customer() for _ in range(2))

    await robot.writes("The price?", who=anna)
    await robot.writes("Hello", who=ben)
    await robot.decides_together()
    await robot.works()

    assert [robot.desk.arrived(who) for who in (anna, ben)] == [["Ten euros."], ["One moment."]]
    acted = [one["rule_id"] for one in await robot.log(outcome="acted")]
    assert len(acted) == 2
    assert acted.count(prices["id"]) == 1


async def test_of_two_messages_of_one_person_the_second_meets_the_cooldown(robot: Robot):
    await robot.rule()

    for said in ("one", "two"):
        await robot.writes(said)
    await robot.decides_together()

    assert sorted(await robot.codes()) == ["acted", "cooldown"]


async def test_together_they_do_not_pass_a_daily_cap(robot: Robot):
    await robot.rule(daily_cap=2)

    for _ in range(4):
        await robot.writes(who=robot.desk.instagram.customer())
    await robot.decides_together()

    assert sorted(await robot.codes()) == ["acted", "acted", "daily-cap", "daily-cap"]


async def test_what_one_rule_cannot_do_is_not_in_the_way_of_others(robot: Robot):
    # Too long only once the name is filled in.
    await robot.rule(words("long"), says("{{account}}" + "x" * 989), name="long", is_final=False)
    await robot.rule("any_message", says("short"), name="short")
    anna, ben = (robot.desk.instagram.customer() for _ in range(2))

    await robot.writes("long", who=anna)
    await robot.writes("hello", who=ben)
    await robot.decides_together()
    await robot.works()

    assert [robot.desk.arrived(who) for who in (anna, ben)] == [["short"], ["short"]]
    assert sorted(await robot.codes()) == ["acted", "acted", "action-failed", "trigger"]
