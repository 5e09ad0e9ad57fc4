"""Rules at the API: made, changed, ordered, switched and deleted, by those who may."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text
from tests.identity.post import everything_stored
from tests.inbox.automation.robot import Robot, says, words

from autogram.core.audit import AuditEntry
from autogram.identity.permissions import Permission

HOOK = {"type": "webhook", "url": "https://hooks.example.com/in"}
REPLY = {"type": "private_reply", "texts": ["hi"]}
AI = {"type": "ai_reply", "instructions": "Be kind."}


async def _list(robot: Robot) -> list[dict[str, Any]]:
    account = {"account_id": str(robot.desk.account_id)}
    return list((await robot.ask("GET", "/rules", params=account))["items"])


async def test_a_new_rule_stands_last_and_is_off(robot: Robot):
    await robot.rule("any_message", on=False, name="first")

    made = await robot.rule(words("price"), on=False, name="second")

    assert (made["position"], made["is_enabled"], made["is_final"]) == (2, False, True)
    assert [rule["name"] for rule in await _list(robot)] == ["first", "second"]
    assert await robot.ask("GET", f"/rules/{made['id']}") == {k: v for k, v in made.items() if k != "webhook_secret"}


@pytest.mark.parametrize(
    ("trigger", "action", "seconds"),
    [
        ("any_message", says("hi"), 3600),
        ("postback", says("hi"), 0),
        ("comment_keyword", REPLY, 0),
    ],
)
async def test_the_usual_cooldown_depends_on_the_trigger(robot: Robot, trigger: str, action: Any, seconds: int):
    assert (await robot.rule(trigger, action))["cooldown_seconds"] == seconds


async def test_only_what_is_sent_changes(robot: Robot):
    made = await robot.rule(words("price"), daily_cap=5)

    changed = await robot.ask("PATCH", f"/rules/{made['id']}", json={"name": "new", "daily_cap": None})

    assert (changed["name"], changed["daily_cap"]) == ("new", None)
    same = ("trigger", "actions", "conditions", "cooldown_seconds", "position")
    assert {name: changed[name] for name in same} == {name: made[name] for name in same}
    assert changed["is_enabled"] is True


async def test_a_change_is_checked_together_with_what_stays(robot: Robot):
    made = await robot.rule(words("price"), says("hi"))

    problem = await robot.ask("PATCH", f"/rules/{made['id']}", 422, json={"trigger": {"type": "comment_keyword"}})

    assert problem["errors"] == [
        {
            "field": "actions.0",
            "message": "send_text answers messages; to answer a comment use private_reply or public_reply",
        }
    ]


WRONG = [
    ({"actions": []}, "actions"),
    ({"actions": [says("x" * 1001)]}, "actions.0.send_text.texts.0"),
    ({"actions": [says("ü" * 501)]}, "actions.0.send_text.texts.0"),
    ({"actions": [REPLY]}, "actions.0"),
    ({"actions": [says("Hello {{nickname}}")]}, "actions.0.texts"),
    ({"actions": [says("Hello {{agent_name}}")]}, "actions.0.texts"),
    ({"actions": [says("a")] * 6}, "actions"),
    ({"actions": [AI, AI]}, "actions"),
    ({"actions": [HOOK, HOOK]}, "actions"),
    ({"actions": [{"type": "close"}, {"type": "snooze", "hours": 1}]}, "actions"),
    ({"actions": [{"type": "webhook", "url": "http://hooks.example.com/"}]}, "actions.0.url"),
    ({"actions": [{"type": "webhook", "url": "https://10.0.0.1/"}]}, "actions.0.url"),
    ({"actions": [{"type": "webhook", "url": "https://[::1]/"}]}, "actions.0.url"),
    ({"actions": [{"type": "webhook", "url": "https://169.254.169.254/latest"}]}, "actions.0.url"),
    ({"actions": [{"type": "webhook", "url": "https://u:p@example.com/"}]}, "actions.0.webhook.url"),
    ({"actions": [{"type": "webhook", "url": "ftp://example.com/"}]}, "actions.0.webhook.url"),
    ({"actions": [{"type": "assign", "user_id": str(uuid4())}]}, "actions.0.user_id"),
    ({"trigger": {"type": "message_keyword"}}, "trigger.message_keyword"),
    ({"trigger": words("🏽")}, "trigger.message_keyword.any.0"),
    ({"trigger": {"type": "telepathy"}}, "trigger"),
    ({"conditions": {"taken_over": True}}, "conditions.taken_over"),
    ({"conditions": {"has_labels": ["VIP"], "lacks_labels": ["vip"]}}, "conditions"),
    ({"trigger": words("a", kind="comment_keyword"), "actions": [REPLY, REPLY]}, "actions"),
    ({"trigger": words("a", kind="comment_keyword"), "actions": [REPLY, AI]}, "actions"),
    ({"name": ""}, "name"),
    ({"cooldown_seconds": -1}, "cooldown_seconds"),
    ({"surprise": 1}, "surprise"),
]


async def test_what_cannot_work_is_refused_by_name(robot: Robot):
    named = []
    for change, _ in WRONG:
        problem = await robot.ask("POST", "/rules", 422, json=robot.wish("any_message") | change)
        named.append([error["field"].removeprefix("body.") for error in problem["errors"]])

    assert [
        (change, field, found) for (change, field), found in zip(WRONG, named, strict=True) if field not in found
    ] == []


async def test_an_account_has_at_most_a_hundred_rules(robot: Robot):
    await robot.rule("any_message", on=False)
    await robot.desk.session.execute(
        text(
            "INSERT INTO automation_rule (id, workspace_id, account_id, name, position, is_enabled, is_final, trigger,"
            " conditions, actions, cooldown_seconds, created_at, updated_at) SELECT gen_random_uuid(), workspace_id,"
            " account_id, name, n, false, true, trigger, conditions, actions, 0, now(), now()"
            " FROM automation_rule, generate_series(2, 100) n WHERE account_id = :account"
        ),
        {"account": robot.desk.account_id},
    )
    await robot.desk.session.commit()

    problem = await robot.ask("POST", "/rules", 409, json=robot.wish())

    assert problem["code"] == "too-many-rules"


async def test_rules_are_asked_in_the_order_that_was_chosen(robot: Robot):
    made = [await robot.rule("any_message", says(name), name=name) for name in ("a", "b", "c")]
    order = [made[2]["id"], made[0]["id"], made[1]["id"]]
    wish = {"account_id": str(robot.desk.account_id), "rule_ids": order}

    listed = await robot.ask("POST", "/rules/order", json=wish)

    assert [(rule["name"], rule["position"]) for rule in listed["items"]] == [("c", 1), ("a", 2), ("b", 3)]
    await robot.writes()
    await robot.works()
    assert robot.heard() == ["c"]


@pytest.mark.parametrize("change", [lambda ids: ids[:1], lambda ids: [*ids, ids[0]], lambda ids: [*ids, str(uuid4())]])
async def test_an_order_names_each_rule_once(robot: Robot, change: Any):
    ids = [(await robot.rule("any_message"))["id"] for _ in range(2)]
    wish = {"account_id": str(robot.desk.account_id), "rule_ids": change(ids)}

    problem = await robot.ask("POST", "/rules/order", 422, json=wish)

    assert problem["errors"][0]["field"] == "rule_ids"


async def test_a_deleted_rule_takes_its_log_with_it_and_the_others_close_up(robot: Robot):
    first, second = await robot.rule("any_message", is_final=False), await robot.rule("any_message", says("me too"))
    await robot.writes()
    await robot.works()

    await robot.ask("DELETE", f"/rules/{first['id']}", 204)

    assert [(rule["id"], rule["position"]) for rule in await _list(robot)] == [(second["id"], 1)]
    assert [decision["rule_id"] for decision in await robot.log()] == [second["id"]]
    assert robot.heard() == ["hi", "me too"]


async def test_a_webhook_secret_is_shown_once_and_stored_encrypted(robot: Robot):
    made = await robot.rule("any_message", HOOK)
    secret = made["webhook_secret"]

    assert secret.startswith("whsec_")
    assert "webhook_secret" not in await robot.ask("GET", f"/rules/{made['id']}")
    kept = await robot.ask("PATCH", f"/rules/{made['id']}", json={"name": "other"})
    assert kept["webhook_secret"] is None
    renewed = (await robot.ask("POST", f"/rules/{made['id']}/webhook-secret"))["webhook_secret"]
    assert renewed != secret
    assert renewed.removeprefix("whsec_") not in await everything_stored(robot.desk.session)


async def test_without_a_webhook_there_is_no_secret(robot: Robot):
    made = await robot.rule("any_message", HOOK)
    await robot.ask("PATCH", f"/rules/{made['id']}", json={"actions": [says("hi")]})

    problem = await robot.ask("POST", f"/rules/{made['id']}/webhook-secret", 409)

    assert problem["code"] == "rule-without-webhook"
    again = await robot.ask("PATCH", f"/rules/{made['id']}", json={"actions": [HOOK]})
    assert again["webhook_secret"] != made["webhook_secret"]


async def test_every_change_is_on_record(robot: Robot):
    made = await robot.rule("any_message", HOOK)
    await robot.ask("PATCH", f"/rules/{made['id']}", json={"name": "other"})
    for _ in range(2):
        await robot.ask("POST", f"/rules/{made['id']}/disable")
    await robot.ask("POST", f"/rules/{made['id']}/webhook-secret")
    await robot.ask("DELETE", f"/rules/{made['id']}", 204)

    rows = await robot.desk.session.scalars(
        AuditEntry.__table__.select()
        .with_only_columns(AuditEntry.action)
        .where(AuditEntry.subject == f"automation_rule:{made['id']}")
        .order_by(AuditEntry.created_at, AuditEntry.id)
    )
    verbs = [action.removeprefix("automation.") for action in rows]
    assert verbs == [
        "create_rule",
        "enable_rule",
        "update_rule",
        "disable_rule",
        "renew_webhook_secret",
        "delete_rule",
    ]


async def test_rules_and_their_log_are_nothing_to_strangers(robot: Robot, stranger: Robot):
    made = await robot.rule("any_message")
    await robot.writes()
    await robot.works()
    account = {"account_id": str(robot.desk.account_id)}

    for method, path, body in (
        ("GET", f"/rules/{made['id']}", None),
        ("PATCH", f"/rules/{made['id']}", {"name": "mine"}),
        ("DELETE", f"/rules/{made['id']}", None),
        ("POST", f"/rules/{made['id']}/enable", None),
        ("POST", f"/rules/{made['id']}/webhook-secret", None),
        ("POST", "/rules", robot.wish()),
        ("POST", "/rules/order", account | {"rule_ids": []}),
        ("POST", "/test", account | {"text": "hello"}),
    ):
        await stranger.ask(method, path, 404, json=body)
    await stranger.ask("GET", "/rules", 404, params=account)
    await stranger.ask("GET", "/statistics", 404, params=account)
    assert await stranger.log(rule_id=made["id"]) == []


async def test_reading_needs_less_than_changing(robot: Robot):
    made = await robot.rule("any_message")
    key = await robot.desk.browser.post(
        "/api/v1/api-keys",
        headers=robot.desk.headers,
        json={"name": "reader", "scopes": [Permission.VIEW_MESSAGES.value]},
    )
    reader = {"Authorization": f"Bearer {key.json()['key']}"}

    await robot.ask("GET", f"/rules/{made['id']}", headers=reader)
    await robot.ask("GET", "/templates", headers=reader)
    for method, path in (
        ("POST", "/rules"),
        ("DELETE", f"/rules/{made['id']}"),
        ("POST", f"/rules/{made['id']}/disable"),
    ):
        problem = await robot.ask(method, path, 403, headers=reader, json=robot.wish())
        assert problem["permissions"] == ["manage-automation"]


async def test_every_template_is_a_rule(robot: Robot):
    templates = (await robot.ask("GET", "/templates"))["items"]

    assert templates
    for template in templates:
        wish = template["rule"] | {"account_id": str(robot.desk.account_id)}
        made = await robot.ask("POST", "/rules", 201, json=wish)
        assert made["trigger"] == template["rule"]["trigger"]


async def test_statistics_and_the_log_tell_the_same(robot: Robot):
    rule = await robot.rule(words("price"), cooldown_seconds=0)
    for said in ("price", "hello", "price"):
        await robot.writes(said)
        await robot.decides()

    stats = await robot.ask("GET", "/statistics", params={"account_id": str(robot.desk.account_id)})

    assert stats["items"] == [
        {"rule_id": rule["id"], "acted": 2, "suggested": 0, "waiting": 0, "skipped": 1, "failed": 0}
    ]
    assert len(await robot.log(outcome="acted")) == 2
    first = await robot.ask("GET", "/decisions", params={"limit": 2, "rule_id": rule["id"]})
    rest = await robot.ask("GET", "/decisions", params={"limit": 2, "cursor": first["next_cursor"]})
    assert (len(first["items"]), len(rest["items"]), rest["next_cursor"]) == (2, 1, None)
