"""What would happen to this sentence? Nothing is sent, and in earnest the same comes of it."""

from typing import Any

from tests.identity.post import due_jobs
from tests.inbox.automation.robot import Robot, says, words

LINK = words("link", kind="comment_keyword")


async def would(robot: Robot, text: str | None = "hello", **more: Any) -> list[dict[str, Any]]:
    wish = {"account_id": str(robot.desk.account_id), "text": text} | more
    return list((await robot.ask("POST", "/test", json=wish))["rules"])


async def test_each_rule_says_what_it_would_do_or_why_not(robot: Robot):
    await robot.rule(words("size"), name="sizes")
    await robot.rule(
        words("price"), says("Ten, {{first_name|friend}}"), {"type": "add_label", "label": "x"}, name="prices"
    )
    await robot.rule("any_message", name="rest")
    await robot.rule(words("price"), on=False, name="off")
    await robot.rule(LINK, {"type": "public_reply", "texts": ["a"]}, name="comments")

    answers = await would(robot, "PRICE?", assume={"name": "Ben Winter"})

    assert [(one["name"], one["would_act"], one["reason_code"]) for one in answers] == [
        ("sizes", False, "trigger"),
        ("prices", True, "acted"),
        ("rest", False, "earlier-rule"),
        ("off", False, "rule-off"),
        ("comments", False, "other-kind"),
    ]
    text, label = answers[1]["actions"]
    assert (text["type"], text["text"]) == ("send_text", "Ten, Ben")
    assert (label["type"], label["details"]) == ("add_label", {"label": "x"})
    assert answers[0]["reason"] == "It has none of “size”."
    assert answers[0]["actions"] == []


async def test_nothing_is_sent_or_written(robot: Robot):
    await robot.rule(
        "any_message", {"type": "ai_reply", "instructions": "Be kind."}, {"type": "add_label", "label": "x"}
    )
    jobs = await due_jobs(robot.runtime)

    await would(robot)

    assert await robot.log() == []
    assert await due_jobs(robot.runtime) == jobs


async def test_rules_that_are_off_can_be_tried_before_they_are_enabled(robot: Robot):
    await robot.rule(words("price"), on=False)

    assert [one["would_act"] for one in await would(robot, "price")] == [False]
    assert [one["would_act"] for one in await would(robot, "price", with_disabled=True)] == [True]


async def test_a_rule_that_is_not_saved_can_be_tried(robot: Robot):
    await robot.rule("any_message")
    draft = {name: value for name, value in robot.wish(words("가격")).items() if name != "account_id"}

    (answer,) = await would(robot, "가격이 얼마예요?", draft=draft)

    assert (answer["would_act"], answer["rule_id"]) == (True, None)
    wish = {"account_id": str(robot.desk.account_id), "draft": draft | {"actions": [says("{{what}}")]}}
    assert (await robot.ask("POST", "/test", 422, json=wish))["errors"][0]["field"] == "actions.0.texts"


OFFICE = {"time_zone": "UTC", "monday": [{"from": "09:00", "to": "17:00"}]}
# Trigger, conditions, what happens and is assumed, and whether the rule would act.
TRIED: list[tuple[Any, Any, Any, bool]] = [
    ("any_message", {"follows_account": True}, {"assume": {"follows_account": True}}, True),
    ("any_message", {"follows_account": True}, {}, False),
    ("any_message", {"has_labels": ["vip"]}, {"assume": {"labels": ["VIP"]}}, True),
    ("any_message", {"statuses": ["closed"]}, {"assume": {"status": "closed"}}, True),
    ("any_message", {"is_assigned": True}, {"assume": {"is_assigned": True}}, True),
    ("any_message", {}, {"assume": {"taken_over": True}}, False),
    ("first_message", {}, {"assume": {"is_first_message": True}}, True),
    ("first_message", {}, {}, False),
    ({"type": "postback", "payloads": ["A"]}, {}, {"kind": "postback", "payload": "A"}, True),
    ({"type": "postback", "payloads": ["A"]}, {}, {"kind": "quick_reply", "payload": "B"}, False),
    ("referral", {}, {"kind": "referral"}, True),
    ("story_reply", {}, {"kind": "story_reply"}, True),
    ("story_mention", {}, {"kind": "story_mention"}, True),
    ({"type": "outside_hours", "hours": OFFICE}, {}, {"at": "2020-11-23T12:00:00Z"}, False),
    ({"type": "outside_hours", "hours": OFFICE}, {}, {"at": "2020-11-23T20:00:00Z"}, True),
]


async def test_anything_that_can_happen_can_be_tried_under_any_circumstances(robot: Robot):
    found = []
    for trigger, conditions, happening, _ in TRIED:
        wish = robot.wish(trigger, conditions=conditions)
        del wish["account_id"]
        (answer,) = await would(robot, draft=wish, **happening)
        found.append(answer["would_act"])

    assert [(tried, acts) for tried, acts in zip(TRIED, found, strict=True) if acts is not tried[-1]] == []


async def test_a_comment_shows_the_wording_whose_turn_it_is(robot: Robot):
    post = robot.post()
    await robot.rule(LINK, {"type": "public_reply", "texts": ["One", "Two"]})
    await robot.comments(post)
    await robot.works()

    comment = {"kind": "comment", "media_id": post}
    for _ in range(2):
        (answer,) = await would(robot, "link", **comment)
        assert answer["actions"][0]["text"] == "Two"
    (elsewhere,) = await would(robot, "link", kind="comment", media_id="17")
    assert elsewhere["actions"][0]["text"] == "One"


async def test_the_policy_is_asked_as_in_earnest(robot: Robot):
    await robot.rule("any_message")
    await robot.desk.browser.delete(f"/api/v1/accounts/{robot.desk.account_id}", headers=robot.desk.headers)

    (answer,) = await would(robot)

    assert (answer["would_act"], answer["reason_code"]) == (False, "account-disconnected")


async def test_in_earnest_the_same_comes_of_it(robot: Robot):
    await robot.rule(words("price"), says("Ten"))
    await robot.rule("any_message", says("Hello"))
    sentences = ["price", "what else", "PRÍCE!"]

    foretold = [
        [one["actions"][0]["text"] for one in await would(robot, said) if one["would_act"]] for said in sentences
    ]
    people = [robot.desk.instagram.customer() for _ in sentences]
    for who, said in zip(people, sentences, strict=True):
        await robot.writes(said, who=who)
    await robot.works()

    assert [robot.heard(who) for who in people] == foretold == [["Ten"], ["Hello"], ["Ten"]]
