"""Logs carry ids, are one event a line, and hold no secrets."""

import json

import pytest
from tests.core.processes import run_python

from autogram.core.logging import redact_secrets, redact_texts

SECRETS = [
    "password",
    "new_password",
    "access_token",
    "Authorization",
    "cookie",
    "Set-Cookie",
    "api_key",
    "app_secret",
    "X-Hub-Signature-256",
    "session_id",
    "code_verifier",
    "database_url",
    "smtp_url",
]


def redacted(**event: object) -> dict[str, object]:
    return dict(redact_secrets(None, "info", dict(event)))


@pytest.mark.parametrize("name", SECRETS)
def test_a_value_whose_name_sounds_secret_is_not_logged(name):
    assert redacted(**{name: "hush"}) == {name: "[redacted]"}


def test_secrets_inside_of_values_are_not_logged_either():
    shown = redacted(
        headers={"Authorization": "Bearer hush", "Accept": "text/html"},
        pages=[{"paging": {"access_token": "hush"}}, ("plain", {"password": "hush"})],
    )

    assert shown == {
        "headers": {"Authorization": "[redacted]", "Accept": "text/html"},
        "pages": [{"paging": {"access_token": "[redacted]"}}, ("plain", {"password": "[redacted]"})],
    }


@pytest.mark.parametrize(
    "text",
    [
        "GET https://graph.instagram.com/v25.0/me?fields=id&access_token=hush&limit=1",
        "cannot connect to postgresql://autogram:hush@127.0.0.1/autogram",
        "header Authorization: Bearer hush.hush-hush_hush",
        "refused smtp+starttls://me:hush@127.0.0.1:587",
        "?client_secret=hush",
        "code=hush&state=1",
    ],
)
def test_secrets_inside_of_texts_are_not_logged_either(text):
    shown = redact_texts(None, "info", text)

    assert "hush" not in shown
    assert "[redacted]" in shown


def test_what_is_harmless_stays_as_it_is():
    event = {
        "event": "token refreshed",
        "token_expires_at": "2026-01-01",
        "token_type": "bearer",
        "path": "/api/v1/posts?limit=1",
        "count": 3,
        "status_code": 200,
        "names": ["ada"],
        "nothing": None,
    }

    assert redacted(**event) == event
    for text in (
        "code=",
        "see https://example.com/a:b",
        "a@b.example",
        "encode=x",
        "status_code=200",
        "/posts/1?limit=2",
    ):
        assert redact_texts(None, "info", text) == text


SCRIPT = """
import logging, sys
import structlog
from autogram.core.logging import configure_logging, get_logger
configure_logging("INFO", as_json=sys.argv[1] == "json")
log = get_logger("test")
structlog.contextvars.bind_contextvars(request_id="r-1")
log.info("ours", count=1, access_token="hush")
log.debug("too quiet")
logging.getLogger("library").warning("theirs with access_token=%s", "hush")
logging.getLogger("httpx2").info("GET https://graph.instagram.com/me?access_token=hush")
def failing(password):
    raise RuntimeError("broken ?access_token=hush")
try:
    failing("hush")
except RuntimeError:
    log.exception("caught")
    logging.getLogger("library").exception("caught too")
"""


def test_json_logs_are_one_object_a_line_with_ids_and_without_secrets():
    done = run_python("-c", SCRIPT, "json")

    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["event"] for line in lines] == ["ours", "theirs with access_token=[redacted]", "caught", "caught too"]
    assert all(line["request_id"] == "r-1" and line["timestamp"].endswith("Z") for line in lines)
    assert [line["level"] for line in lines] == ["info", "warning", "error", "error"]
    assert all("RuntimeError: broken" in line["exception"] for line in lines[2:])
    assert "hush" not in done.stderr
    assert done.stdout == ""


def test_logs_for_people_show_the_same_and_no_secrets():
    done = run_python("-c", SCRIPT, "console")

    assert "ours" in done.stderr
    assert "request_id=r-1" in done.stderr
    assert done.stderr.count("RuntimeError: broken") == 2
    # The source line of a traceback is ours and stays; values do not.
    assert "hush" not in done.stderr.replace('failing("hush")', "")
