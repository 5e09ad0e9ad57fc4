"""What surrounds every request: its id, its problem document, its limits and its headers."""

import json
import socket
from contextlib import suppress
from urllib.parse import urlsplit
from uuid import UUID

import httpx2
import pytest
from structlog.testing import capture_logs
from tests.people import signed_in

PROBLEM = "application/problem+json"


def require_problem(answer: httpx2.Response, status: int, code: str) -> dict[str, object]:
    """The answer is a whole problem document (RFC 9457) that carries the request's id."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == PROBLEM
    problem = answer.json()
    assert {"type", "title", "status", "detail", "code", "request_id"} <= problem.keys()
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["request_id"] == answer.headers["x-request-id"]
    return problem


async def test_every_answer_carries_the_id_of_its_request(own_api):
    answers = [await own_api.get("/health"), await own_api.get("/nowhere"), await own_api.post("/test/bug")]

    ids = [answer.headers["x-request-id"] for answer in answers]
    assert len({UUID(request_id) for request_id in ids}) == 3


async def test_an_unknown_path_is_a_problem_document(own_api):
    require_problem(await own_api.get("/api/v1/nowhere"), 404, "http-404")


async def test_a_wrong_method_is_a_problem_that_names_the_right_ones(own_api):
    answer = await own_api.delete("/health")

    require_problem(answer, 405, "http-405")
    assert answer.headers["allow"] == "GET"


@pytest.mark.parametrize(
    ("body", "field"),
    [("{", "body"), ('{"word": "x",}', "body"), ("", "body"), ("[]", "body"), ("{}", "word"), ('{"word": 1}', "word")],
)
async def test_malformed_input_names_the_field(own_api, body, field):
    answer = await own_api.post("/test/echo", content=body, headers={"Content-Type": "application/json"})

    problem = require_problem(answer, 422, "invalid-input")
    assert [error["field"] for error in problem["errors"]] == [field]
    assert all(error["message"] for error in problem["errors"])


async def test_a_named_error_keeps_its_fields_and_headers(own_api):
    answer = await own_api.post("/test/conflict")

    problem = require_problem(answer, 409, "conflict")
    assert problem["detail"] == "There is one already."
    assert problem["existing"] == "7"
    assert answer.headers["x-existing"] == "7"


@pytest.mark.parametrize("path", ["/test/bug", "/test/bug-io", "/test/divide"])
async def test_a_bug_shows_nothing_of_itself_and_is_logged(own_api, path):
    with capture_logs() as logs:
        answer = await own_api.post(path)

    require_problem(answer, 500, "internal-error")
    assert "hush" not in answer.text
    (entry,) = [entry for entry in logs if entry["event"] == "unhandled error"]
    assert entry["log_level"] == "error"
    assert isinstance(entry["exc_info"], Exception)


async def test_text_that_no_database_can_store_is_the_senders_fault(own_api):
    headers = await signed_in(own_api)

    answer = await own_api.post("/api/v1/workspaces", json={"name": "nul\0"}, headers=headers)

    assert answer.status_code == 422
    assert answer.headers["content-type"] == PROBLEM


async def test_a_body_over_the_limit_is_refused_by_its_declared_length(open_api):
    async with open_api(MAX_BODY_BYTES=1024) as api:
        fits = await api.post("/test/echo", json={"word": "x" * 1000})
        answer = await api.post("/test/echo", json={"word": "x" * 1024})

    assert fits.status_code == 200
    problem = require_problem(answer, 413, "content-too-large")
    assert problem["limit_bytes"] == 1024


PART = b'--x\r\nContent-Disposition: form-data; name="username"\r\n\r\n'


@pytest.mark.parametrize(
    ("path", "content_type", "start"),
    [
        ("/test/echo", "application/json", b""),
        ("/test/echo", None, b""),
        ("/api/v1/auth/login", "application/x-www-form-urlencoded", b"username="),
        ("/api/v1/auth/login", "multipart/form-data; boundary=x", PART),
    ],
)
async def test_a_body_over_the_limit_is_refused_without_a_declared_length(open_api, path, content_type, start):
    async def endless():
        yield start
        for _ in range(50):
            yield b"x" * 100

    async with open_api(MAX_BODY_BYTES=1024) as api:
        headers = {"Content-Type": content_type} if content_type else {}
        answer = await api.post(path, content=endless(), headers=headers)

    assert "content-length" not in answer.request.headers
    require_problem(answer, 413, "content-too-large")


def test_over_the_wire_the_sender_hears_why(server, settings):
    address = urlsplit(server)
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        head = "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
        connection.sendall((head + "Content-Type: application/x-www-form-urlencoded\r\n\r\n").encode())
        chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
        for _ in range(settings.core.max_body_bytes // 0x10000 + 1):
            connection.sendall(chunk)
        connection.sendall(b"0\r\n\r\n")

        answer = b""
        while part := connection.recv(65536):
            answer += part

    status, _, body = answer.partition(b"\r\n\r\n")
    assert status.startswith(b"HTTP/1.1 413 ")
    assert json.loads(body)["code"] == "content-too-large"


def test_over_the_wire_a_sender_without_end_is_cut_off(server):
    address = urlsplit(server)
    head = "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
    sent = 0
    with (
        socket.create_connection((address.hostname, address.port), timeout=10) as connection,
        suppress(ConnectionError),
    ):
        connection.sendall((head + "Content-Type: application/x-www-form-urlencoded\r\n\r\n").encode())
        while sent < 100_000_000:
            connection.sendall(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
            sent += 0x10000

    assert sent < 50_000_000


SAFE_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/health"),
        ("GET", "/"),
        ("GET", "/docs"),
        ("GET", "/openapi.json"),
        ("GET", "/metrics"),
        ("GET", "/nowhere"),
        ("DELETE", "/health"),
        ("POST", "/test/echo"),
        ("POST", "/test/bug"),
        ("POST", "/test/conflict"),
        ("GET", "/api/v1/auth/me"),
    ],
)
async def test_every_answer_has_the_security_headers(own_api, method, path):
    answer = await own_api.request(method, path)

    assert {name: answer.headers[name] for name in SAFE_HEADERS} == SAFE_HEADERS
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "strict-transport-security" not in answer.headers
    assert "server" not in answer.headers


async def test_too_large_a_body_gets_the_headers_too(open_api):
    async with open_api(MAX_BODY_BYTES=1024, CORS_ORIGINS="https://app.test") as api:
        answer = await api.post("/test/echo", content="x" * 2000, headers={"Origin": "https://app.test"})

    assert answer.status_code == 413
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["access-control-allow-origin"] == "https://app.test"


async def test_behind_https_browsers_are_told_to_stay_there(open_api):
    async with open_api(PUBLIC_URL="https://autogram.test") as api:
        answer = await api.get("/health")

    assert answer.headers["strict-transport-security"] == "max-age=31536000"


@pytest.mark.parametrize("path", ["/health", "/nowhere", "/test/bug"])
async def test_a_configured_origin_may_read_every_answer(open_api, path):
    async with open_api(CORS_ORIGINS="https://app.test,http://localhost:5173") as api:
        answer = await api.post(path, headers={"Origin": "https://app.test"})

    assert answer.headers["access-control-allow-origin"] == "https://app.test"
    assert answer.headers["access-control-allow-credentials"] == "true"
    assert "origin" in answer.headers["vary"].lower()
    assert "x-request-id" in answer.headers["access-control-expose-headers"].lower()


@pytest.mark.parametrize("origin", ["https://evil.test", "https://app.test.evil.test", "http://app.test", "null"])
async def test_other_origins_are_told_nothing(open_api, origin):
    async with open_api(CORS_ORIGINS="https://app.test") as api:
        simple = await api.get("/health", headers={"Origin": origin})
        asked = {"Origin": origin, "Access-Control-Request-Method": "DELETE"}
        preflight = await api.options("/api/v1/auth/me", headers=asked)

    assert "access-control-allow-origin" not in simple.headers
    assert "access-control-allow-origin" not in preflight.headers
    assert preflight.status_code == 400


async def test_a_preflight_of_a_configured_origin_is_granted(open_api):
    wish = {
        "Origin": "https://app.test",
        "Access-Control-Request-Method": "PATCH",
        "Access-Control-Request-Headers": "authorization, content-type, x-workspace-id",
    }
    async with open_api(CORS_ORIGINS="https://app.test") as api:
        answer = await api.options("/api/v1/auth/me", headers=wish)

    assert answer.status_code == 200
    assert "PATCH" in answer.headers["access-control-allow-methods"]


async def test_without_configured_origins_nobody_else_may_read(own_api):
    answer = await own_api.get("/health", headers={"Origin": "https://app.test"})

    assert not [name for name in answer.headers if name.startswith("access-control")]


async def test_each_request_is_one_line_without_its_query(own_api):
    with capture_logs() as logs:
        await own_api.get("/verify?token=hush")

    (line,) = [entry for entry in logs if entry["event"] == "request"]
    assert (line["method"], line["path"]) == ("GET", "/verify")
    assert "hush" not in str(logs)
