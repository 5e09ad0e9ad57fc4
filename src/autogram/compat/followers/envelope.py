"""Errors below the follower analyser's paths as it wrote them: `{"error"[, "message"]}`."""

from typing import Any

from starlette.types import Scope

from autogram.compat.envelopes import Problem, ShapedErrors

PATHS = frozenset({"/api/analyze", "/api/queue", "/api/jobs", "/api/cleanup"})
PREFIXES = ("/api/status", "/api/job/", "/api/debug")
# In these words the predecessor named what has no class of its own.
WORDS = {"http-404": "Endpoint not found", "http-405": "Method not allowed", "internal-error": "Internal server error"}
SWITCH = "unofficial-access-disabled"
# What goes with a refusal, under the name that the predecessor gave it.
MEMBERS = {
    "job-already-exists": {"job_id": "job_id", "status": "job_status"},
    "cannot-delete-active-job": {"job_status": "job_status"},
}


class FollowerErrors(ShapedErrors):
    """Turns problem documents into the predecessor's errors, wherever below its paths they come from."""

    def is_theirs(self, path: str) -> bool:
        return path in PATHS or path.startswith(PREFIXES)

    def shaped(self, status: int, problem: Problem, scope: Scope) -> tuple[int, dict[str, Any]]:
        return status, as_error(problem)


def as_error(problem: Problem) -> dict[str, Any]:
    """`{"error"}`, with a message where there is more to say."""
    code, detail = problem["code"], problem["detail"]
    if code == SWITCH:
        return {"error": SWITCH, "message": detail}
    error = problem.get("error") or WORDS.get(code) or problem["title"]
    shown = {"error": error}
    if detail not in {error, problem["title"]} and code not in WORDS:
        shown["message"] = detail
    return shown | {name: problem[member] for name, member in MEMBERS.get(code, {}).items() if member in problem}
