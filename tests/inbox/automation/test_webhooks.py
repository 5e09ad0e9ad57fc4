"""Webhooks that rules call: signed, repeated, and never into a network of ours."""

import asyncio
import ipaddress
import json
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.inbox.automation.receiver import Receiver, answering_over_tls, is_signed, self_signed
from tests.inbox.automation.robot import Robot, says, words
from tests.servers import free_port, served

from autogram.core import calling, clock
from autogram.inbox.automation.jobs import deliver_webhook
from autogram.inbox.automation.messages import DeliverWebhook
from autogram.jobs.api import JobContext

CALL = calling.Call("https://example.com/hook?x=1", b"{}", "msg_1", calling.new_secret(), 1_795_000_000)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver(free_port())
    with served(receiver, receiver.port):
        yield receiver


@pytest.fixture
def open_robot(robot: Robot, app: Any) -> Iterator[Robot]:
    """On an installation that may call its own network."""
    opened = robot.with_settings("inbox", outgoing_webhooks_private=True)
    app.state.runtime = opened.runtime
    yield opened
    app.state.runtime = robot.runtime


async def test_a_webhook_tells_what_happened_and_is_signed(open_robot: Robot, receiver: Receiver):
    rule = await open_robot.rule(words("price"), receiver.hook, says("Ten euros."), name="prices")

    conversation_id = await open_robot.writes("PRICE? 😍")
    await open_robot.works()

    ((headers, body),) = receiver.taken
    assert is_signed(headers, body, rule["webhook_secret"])
    assert abs(int(headers["webhook-timestamp"]) - clock.now().timestamp()) < 60
    told = json.loads(body)
    assert told["type"] == "automation.rule_acted"
    assert told["data"]["rule"] == {"id": rule["id"], "name": "prices"}
    assert told["data"]["message"]["text"] == "PRICE? 😍"
    assert told["data"]["message"]["conversation_id"] == str(conversation_id)
    assert told["data"]["comment"] is None
    (decision,) = [one for one in await open_robot.log() if one["outcome"] == "acted"]
    assert headers["webhook-id"] == decision["id"]
    assert decision["results"][0] == {"action": "webhook", "result": "delivered", "status": 204, "attempts": 1}
    assert headers["host"] == f"127.0.0.1:{receiver.port}"


async def test_a_webhook_about_a_comment(open_robot: Robot, receiver: Receiver):
    post = open_robot.post()
    await open_robot.rule("comment_keyword", receiver.hook)

    await open_robot.comments(post, "link please", username="ben")
    await open_robot.works()

    ((_, body),) = receiver.taken
    told = json.loads(body)["data"]
    assert (told["message"], told["comment"]["text"], told["comment"]["media_id"]) == (None, "link please", post)
    assert told["person"]["username"] == "ben"


async def test_a_webhook_is_repeated_with_the_same_id_until_it_is_taken(open_robot: Robot, receiver: Receiver):
    receiver.statuses[:] = [500, 302, 429]
    rule = await open_robot.rule("any_message", receiver.hook)

    await open_robot.writes()
    await open_robot.works()

    assert len(receiver.taken) == 4
    assert len({headers["webhook-id"] for headers, _ in receiver.taken}) == 1
    assert all(is_signed(headers, body, rule["webhook_secret"]) for headers, body in receiver.taken)
    assert open_robot.waits == pytest.approx([5.01, 10.01, 20.01])
    decision = await open_robot.decision()
    assert decision["results"] == [{"action": "webhook", "result": "delivered", "status": 204, "attempts": 4}]


async def test_a_webhook_that_nobody_takes_is_given_up_and_says_why(open_robot: Robot, receiver: Receiver):
    receiver.statuses[:] = [503] * 50
    await open_robot.rule("any_message", receiver.hook)

    await open_robot.writes()
    await open_robot.works()

    assert len(receiver.taken) == 12
    assert sum(open_robot.waits) > 2 * 3600
    decision = await open_robot.decision()
    assert (decision["outcome"], decision["reason"]) == ("failed", "It answered 503.")


async def test_a_receiver_that_is_gone_is_not_called_again(open_robot: Robot, receiver: Receiver):
    receiver.statuses[:] = [410]
    await open_robot.rule("any_message", receiver.hook)

    await open_robot.writes()
    await open_robot.works()

    assert len(receiver.taken) == 1
    assert (await open_robot.decision())["reason"] == "It answered 410: nobody wants it any more."


async def test_running_the_delivery_twice_calls_once(open_robot: Robot, receiver: Receiver):
    await open_robot.rule("any_message", receiver.hook)
    await open_robot.writes()
    await open_robot.works()
    message = DeliverWebhook(decision_id=(await open_robot.stored())[0].id)

    await deliver_webhook(JobContext(open_robot.runtime, 1, 1, 12), message)

    assert len(receiver.taken) == 1


async def test_what_was_taken_back_meanwhile_is_not_told(open_robot: Robot, receiver: Receiver):
    receiver.statuses[:] = [500]
    await open_robot.rule("any_message", receiver.hook)
    conversation_id = await open_robot.writes("my secret")
    await open_robot.decides_only()
    (message,) = await open_robot.desk.messages(conversation_id)
    await open_robot.desk.change(message, text=None, unsent_at=clock.now())

    await open_robot.works()

    assert receiver.taken == []
    assert (await open_robot.decision())["results"][0]["error"] == "The person took the message back."


async def test_an_installation_calls_no_network_of_its_own(open_robot: Robot, robot: Robot, receiver: Receiver):
    await open_robot.rule("any_message", receiver.hook)

    await robot.writes()
    await robot.works()

    assert receiver.taken == []
    assert (await robot.decision())["outcome"] == "failed"


PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fd00::1",
    "ff02::1",
    "::ffff:10.0.0.1",
    "64:ff9b::10.0.0.1",
    "2002:a00:1::1",
]


@pytest.mark.parametrize("address", PRIVATE)
async def test_a_name_that_leads_inside_is_refused(monkeypatch: pytest.MonkeyPatch, address: str):
    _names_lead_to(monkeypatch, address)

    with pytest.raises(calling.AddressRefused):
        await calling.post(CALL, private_allowed=False)


async def test_one_inner_address_among_outer_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch):
    _names_lead_to(monkeypatch, "93.184.216.34", "127.0.0.1")

    with pytest.raises(calling.AddressRefused):
        await calling.post(CALL, private_allowed=False)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d822"])
def test_public_addresses_are_called(address: str):
    assert calling._is_public(ipaddress.ip_address(address))


async def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch, receiver: Receiver):
    """The name leads to the receiver the first time it is looked up, and elsewhere ever after."""
    lookups: list[str] = []

    async def look_up(host: str, port: int, **_: Any) -> list[Any]:
        lookups.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1" if len(lookups) == 1 else "192.0.2.1", port))]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", look_up)
    call = calling.Call(f"http://shop.test:{receiver.port}/in", b"{}", "msg_1", CALL.secret, CALL.timestamp)

    assert await calling.post(call, private_allowed=True) == 204
    ((headers, _),) = receiver.taken
    assert headers["host"] == f"shop.test:{receiver.port}"
    assert lookups.count("shop.test") == 1


def _names_lead_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    async def look_up(host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", look_up)


def test_the_example_of_the_standard_is_signed_as_the_standard_says():
    """The vector of https://www.standardwebhooks.com, and of every library for it."""
    call = calling.Call(
        "https://example.com",
        b'{"test": 2432232314}',
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        1614265330,
    )

    assert calling.signature(call) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(("certified", "is_taken"), [("shop.test", True), ("other.test", False)])
async def test_the_certificate_must_be_the_names(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, certified: str, is_taken: bool
):
    """The connection goes to an address, but the certificate that counts is that of the name."""
    certificate = self_signed(certified, tmp_path)
    monkeypatch.setattr(calling, "_tls", lambda: ssl.create_default_context(cafile=str(certificate)))
    _names_lead_to(monkeypatch, "127.0.0.1")
    async with answering_over_tls(certificate) as port:
        call = calling.Call(f"https://shop.test:{port}/in", b"{}", "msg_1", CALL.secret, CALL.timestamp)
        if is_taken:
            assert await calling.post(call, private_allowed=True) == 200
        else:
            with pytest.raises(calling.CallFailed):
                await calling.post(call, private_allowed=True)
