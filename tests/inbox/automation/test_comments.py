"""Comments that rules answer, in private and below the post, over the sandbox."""

from tests.inbox.automation.robot import Robot, says, words

from autogram.inbox.automation.jobs import comment_arrived
from autogram.inbox.comments.messages import CommentArrived, SendCommentReply
from autogram.inbox.comments.models import CommentKind
from autogram.jobs.api import JobContext


def privately(*texts: str) -> dict[str, object]:
    return {"type": "private_reply", "texts": list(texts)}


def publicly(*texts: str) -> dict[str, object]:
    return {"type": "public_reply", "texts": list(texts)}


LINK = words("link", kind="comment_keyword")


async def test_a_comment_is_answered_in_private_and_below_the_post(robot: Robot):
    post = robot.post()
    await robot.rule(LINK, privately("Here: example.com, {{username}}"), publicly("Sent!"))

    await robot.comments(post, "LINK 👇", username="ben")
    await robot.works()

    assert robot.heard() == ["Here: example.com, ben"]
    assert robot.replies(post) == ["Sent!"]
    decision = await robot.decision()
    assert decision["subject"].startswith("comment:")
    assert [(one["action"], one["result"]) for one in decision["results"]] == [
        ("private_reply", "queued"),
        ("public_reply", "queued"),
    ]


async def test_replies_below_one_post_take_turns(robot: Robot):
    first, second = robot.post(), robot.post()
    await robot.rule(LINK, publicly("One", "Two", "Three"))

    for post in (first, second, first, first, second, first):
        await robot.comments(post, who=robot.desk.instagram.customer())
        await robot.works()

    assert robot.replies(first) == ["One", "Two", "Three", "One"]
    assert robot.replies(second) == ["One", "Two"]


async def test_handling_a_comment_twice_acts_once(robot: Robot):
    post = robot.post()
    await robot.rule(LINK, publicly("One", "Two"))
    await robot.comments(post)
    (message,) = await robot.take(CommentArrived)
    assert isinstance(message, CommentArrived)

    for _ in range(2):
        await comment_arrived(JobContext(robot.runtime, 1, 1, 8), message)
    await robot.works()

    assert robot.replies(post) == ["One"]


async def test_only_chosen_posts_are_answered(robot: Robot):
    chosen, other = robot.post(), robot.post()
    await robot.rule(LINK | {"media_ids": [chosen]}, publicly("Sent!"))

    await robot.comments(other)
    await robot.comments(chosen)
    await robot.works()

    assert (robot.replies(chosen), robot.replies(other)) == (["Sent!"], [])
    assert [one["reason"] for one in await robot.log()] == ["It stands below another post.", "It has “link”."]


async def test_what_sorts_needs_a_conversation_which_a_private_reply_begins(robot: Robot):
    post = robot.post()
    label = {"type": "add_label", "label": "lead"}
    await robot.rule(words("info", kind="comment_keyword"), label)
    await robot.rule(LINK, privately("Here you are"), label)

    await robot.comments(post, "info")
    await robot.comments(post, "link", who=robot.desk.instagram.customer())
    await robot.works()

    failed, acted = [one for one in await robot.log() if one["outcome"] != "skipped"]
    assert (failed["outcome"], failed["reason"]) == ("failed", "There is no conversation with this person yet.")
    assert [one["result"] for one in acted["results"]] == ["queued", "done"]


async def test_of_two_rules_with_a_private_reply_the_second_is_refused_by_the_policy(robot: Robot):
    post = robot.post()
    await robot.rule(LINK, privately("First"), is_final=False)
    await robot.rule(LINK, privately("Second"))

    await robot.comments(post)
    await robot.works()

    assert robot.heard() == ["First"]
    assert await robot.codes() == ["acted", "private-reply-not-allowed"]


async def test_rules_for_messages_say_nothing_about_comments_and_mentions(robot: Robot):
    post = robot.post()
    await robot.rule("any_message", says("hi"))
    await robot.rule("comment_keyword", publicly("Sent!"))

    await robot.comments(post, kind=CommentKind.MENTION)
    await robot.works()

    assert await robot.log() == []
    assert robot.replies(post) == []


async def test_comment_and_message_of_one_person_count_for_the_same_loop(robot: Robot):
    post = robot.post()
    await robot.rule("any_message", cooldown_seconds=0)
    await robot.rule("comment_keyword", publicly("a", "b"))

    for _ in range(3):
        await robot.writes()
        await robot.comments(post)
        await robot.decides()

    assert await robot.codes() == ["acted"] * 5 + ["loop-protection"]


async def test_the_policy_is_asked_before_a_comment_is_answered(robot: Robot):
    post = robot.post()
    await robot.rule(words("public", kind="comment_keyword"), publicly("Sent!"))
    await robot.rule(words("private", kind="comment_keyword"), privately("Sent!"))
    await robot.comments(post, "public")
    await robot.comments(post, "private")
    await robot.desk.browser.delete(f"/api/v1/accounts/{robot.desk.account_id}", headers=robot.desk.headers)

    await robot.works()

    refused = [one["outcome"] for one in await robot.log() if one["reason_code"] == "account-disconnected"]
    assert refused == ["skipped", "skipped"]


async def test_a_public_reply_does_not_keep_the_model_from_answering_in_private(robot: Robot):
    post = robot.post()
    await robot.rule(
        "comment_keyword", publicly("Look at your messages"), {"type": "ai_reply", "instructions": "Be kind."}
    )

    await robot.comments(post)
    await robot.decides_only()
    await robot.work_on(SendCommentReply)
    await robot.works()

    assert robot.replies(post) == ["Look at your messages"]
    assert len(robot.heard()) == 1
