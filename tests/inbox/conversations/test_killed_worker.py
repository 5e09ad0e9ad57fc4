"""`kill -9` while a message is being sent, in a whole installation: it arrives once, and says so."""

from typing import Any

from tests.e2e.installation import Installation
from tests.servers import Instagram

# Where the worker stands when it is killed.
STEPS: dict[str, dict[str, Any]] = {
    "request still on its way": {},
    "sent, answer not heard": {"after": True},
}


def test_a_worker_killed_while_it_sends_sends_nothing_twice_and_nothing_late(installation: Installation) -> None:
    planted = {name: plant(installation, step) for name, step in STEPS.items()}

    installation.kill("worker")
    for instagram, _, fault, _ in planted.values():
        instagram.release(fault)

    for name, (instagram, person, _, conversation_id) in planted.items():
        installation.wait_until(lambda i=conversation_id: states(installation, i) == ["sent", "sent"], name, seconds=60)
        assert [message["text"] for message in instagram.sent_messages(person)] == ["One", "Two"], name


def plant(installation: Installation, step: dict[str, Any]) -> tuple[Instagram, str, str, str]:
    """Two answers to a customer, of which the first is held at the step."""
    instagram, account_id = installation.connect()
    account = f"/accounts/{account_id}"
    installation.wait_until(lambda: installation.ask("GET", account)["webhook_fields"], "webhooks are on")
    person = instagram.customer()
    instagram.says(person, "Hello?")
    found: list[str] = []

    def has_come() -> bool:
        listed = installation.ask("GET", "/inbox/conversations", params={"account_id": account_id})
        found[:] = [conversation["id"] for conversation in listed["items"]]
        return bool(found)

    installation.wait_until(has_come, "the customer's message")
    fault = instagram.fault("message.send", hold=True, **step)
    for word in ("One", "Two"):
        installation.ask("POST", f"/inbox/conversations/{found[0]}/messages", json={"text": word})
    instagram.wait_for_hold(fault)
    return instagram, person, fault, found[0]


def states(installation: Installation, conversation_id: str) -> list[str]:
    """Of our own messages."""
    listed = installation.ask("GET", f"/inbox/conversations/{conversation_id}/messages")["items"]
    return [message["status"] for message in listed if message["direction"] == "out"]
