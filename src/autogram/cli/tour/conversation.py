"""The tour's steps about what people write: a rule answers, nothing is lost, nothing is believed unsigned."""

import secrets
from datetime import datetime
from typing import Any

from rich.table import Table

from autogram.cli.tour.scene import Scene, check, wait_for

QUESTION = "Hi! What are your OPENING HOURS on Sunday? 🥐"
WORDS = "We open at six, on Sundays at eight. See you, {{first_name|friend}}!"


def make_rule(scene: Scene) -> None:
    """A rule that answers a question, tried on a sentence before it is on."""
    account_id = scene.facts["account"]["id"]
    rule = {
        "account_id": account_id,
        "name": "Opening hours",
        "trigger": {"type": "message_keyword", "any": ["opening hours", "when do you open"]},
        "actions": [{"type": "send_text", "texts": [WORDS]}, {"type": "add_label", "label": "hours"}],
    }
    made = scene.ask("POST", "/inbox/automation/rules", expect=201, json=rule)
    scene.ask("POST", f"/inbox/automation/rules/{made['id']}/enable")
    comments = {
        "account_id": account_id,
        "name": "Prices in private",
        "trigger": {"type": "comment_keyword", "any": ["price", "how much"]},
        "actions": [{"type": "private_reply", "texts": ["The big loaf is 4.20, and still warm until nine."]}],
    }
    second = scene.ask("POST", "/inbox/automation/rules", expect=201, json=comments)
    scene.ask("POST", f"/inbox/automation/rules/{second['id']}/enable")
    would = scene.ask("POST", "/inbox/automation/test", json={"account_id": account_id, "text": QUESTION})
    check(any(rule["would_act"] for rule in would["rules"]), "the test call says that no rule would act")
    scene.told(f"two rules are on; the test call says what “{QUESTION}” would set off, without sending anything")


def answer_a_customer(scene: Scene) -> None:
    """From the person's phone over a signed webhook to our rows, and back."""
    name = f"mia.{secrets.token_hex(3)}"
    scene.play("POST", "/people", json={"username": name, "name": "Mia Park", "follows_business": True})
    said = _act(scene, "message", person=name, text=QUESTION)
    answer = wait_for(lambda: _answer(scene, name), "no answer stood in the customer's phone", 20)
    check(answer["text"].startswith("We open at six"), f"the answer was {answer['text']!r}")
    listed = scene.ask("GET", "/inbox/conversations", params={"account_id": scene.facts["account"]["id"]})["items"]
    conversation = next(one for one in listed if one["person"]["username"] == name)
    thread = wait_for(lambda: _settled(scene, conversation["id"]), "the answer is not known to be sent")
    check(thread[-1]["mid"] == said["mid"], "the question is not in the inbox")
    check(len(thread) == 2, f"the conversation has {len(thread)} messages, not a question and an answer")
    _show_thread(scene, conversation, thread)
    scene.facts["mid"] = said["mid"]
    until = datetime.fromisoformat(conversation["sending"]["human"]["until"])
    label = conversation["labels"][0]["name"]
    scene.told(f"answered by the rule, labelled “{label}”; anybody of the team may write until {until:%A %H:%M} UTC")


def answer_a_comment(scene: Scene) -> None:
    """The one private reply that Instagram allows, and why a second is refused."""
    name = f"jun.{secrets.token_hex(3)}"
    media_id = scene.facts["media_on_instagram"]
    _act(scene, "comment", person=name, media_id=media_id, text="Looks great, how much is it?")
    answer = wait_for(lambda: _answer(scene, name), "no private reply arrived", 20)
    scene.told(f"@{name} commented and read in private: “{answer['text']}”")
    listed = scene.ask("GET", "/inbox/comments", params={"account_id": scene.facts["account"]["id"]})["items"]
    comment = next(comment for comment in listed if comment["username"] == name)
    check(not comment["private_reply"]["allowed"], "a second private reply would be allowed")
    scene.told(f"a second one: {comment['private_reply']['reason']}")


def survive_bad_deliveries(scene: Scene) -> None:
    """What comes twice counts once, and what Meta did not sign counts for nothing."""
    before = _messages(scene)
    delivery = next(one for one in _webhooks(scene) if scene.facts["mid"] in str(one))
    scene.play("POST", f"/webhooks/{delivery['id']}/redeliver")
    forged = {"object": "instagram", "entry": [{"id": scene.facts["account"]["instagram_user_id"], "messaging": []}]}
    wrong = [
        scene.play("POST", "/webhooks", json={"body": forged, "signature": "wrong"}),
        scene.play("POST", "/webhooks", json={"body": forged, "signature": "missing"}),
        scene.play("POST", "/webhooks", json={"body": forged, "is_truncated": True}),
    ]
    wait_for(lambda: all(_attempts(scene, one["id"]) for one in wrong), "the deliveries were not tried")
    refused = [_attempts(scene, one["id"])[0]["status"] for one in wrong[:2]]
    check(refused == [401, 401], f"forged deliveries were answered {refused}")
    scene.play("DELETE", "/webhooks")
    wait_for(lambda: _messages(scene) == before, "something was counted that should not have been")
    scene.told("the same delivery again changed nothing; two forged ones were refused; half of one was kept aside")


def _act(scene: Scene, act: str, **facts: Any) -> Any:
    return scene.play("POST", "/acts", json={"act": act, "account": scene.facts["username"], **facts})


def _answer(scene: Scene, person: str) -> Any:
    """What the person has been written, newest last; None until then."""
    path = f"/accounts/{scene.facts['username']}/conversations"
    found = scene.play("GET", path, params={"person": person})["conversations"]
    ours = [message for message in found[0]["messages"] if message["is_ours"]] if found else []
    return ours[-1] if ours else None


def _settled(scene: Scene, conversation_id: str) -> list[Any] | None:
    """All messages, newest first, once none of them is on its way."""
    thread = list(scene.ask("GET", f"/inbox/conversations/{conversation_id}/messages")["items"])
    return thread if all(message["status"] in {"received", "sent"} for message in thread) else None


def _webhooks(scene: Scene) -> list[Any]:
    return list(scene.play("GET", "/webhooks", params={"limit": 500})["webhooks"])


def _attempts(scene: Scene, delivery_id: str) -> list[Any]:
    return list(scene.play("GET", f"/webhooks/{delivery_id}")["attempts"])


def _messages(scene: Scene) -> int:
    listed = scene.ask("GET", "/inbox/conversations", params={"account_id": scene.facts["account"]["id"]})["items"]
    return sum(
        len(scene.ask("GET", f"/inbox/conversations/{conversation['id']}/messages")["items"]) for conversation in listed
    )


def _show_thread(scene: Scene, conversation: Any, thread: list[Any]) -> None:
    table = Table(title="Conversation", title_style="bold", box=None, padding=(0, 2), header_style="dim")
    for heading in ("time (UTC)", "who", "what", "state"):
        table.add_column(heading, overflow="fold")
    for message in reversed(thread):
        who = f"@{conversation['person']['username']}" if message["direction"] == "in" else message["origin"]
        table.add_row(message["sent_at"][11:23], who, message["text"], message["status"])
    scene.console.print(table)
