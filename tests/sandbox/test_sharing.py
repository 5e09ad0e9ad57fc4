"""Which pages of other origins may use the control API."""

import pytest

from .conftest import Sandbox

ASKING = {"access-control-request-method": "PUT", "access-control-request-headers": "content-type"}


@pytest.mark.parametrize("origin", ["http://127.0.0.1:8000", "http://localhost:5173", "https://[::1]:8443"])
def test_a_page_of_this_machine_may_use_the_control_api(sandbox: Sandbox, origin: str):
    asked = sandbox.client.options("/_sandbox/clock", headers={"origin": origin, **ASKING})
    read = sandbox.client.get("/_sandbox/state", headers={"origin": origin})

    assert asked.is_success
    assert asked.headers["access-control-allow-origin"] == origin
    assert "PUT" in asked.headers["access-control-allow-methods"]
    assert read.headers["access-control-allow-origin"] == origin


@pytest.mark.parametrize("origin", ["https://example.com", "http://127.0.0.1.example.com", "http://localhost.evil:80"])
def test_a_page_from_elsewhere_may_not(sandbox: Sandbox, origin: str):
    asked = sandbox.client.options("/_sandbox/clock", headers={"origin": origin, **ASKING})
    read = sandbox.client.get("/_sandbox/state", headers={"origin": origin})

    assert asked.is_client_error
    assert "access-control-allow-origin" not in read.headers


def test_what_speaks_like_instagram_is_not_shared(sandbox: Sandbox):
    answer = sandbox.client.get("/graph.instagram.com/me", headers={"origin": "http://127.0.0.1:8000"})

    assert "access-control-allow-origin" not in answer.headers
