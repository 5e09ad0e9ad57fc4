"""Errors below the exchange's paths, and the unfollow checker's, as they wrote them: `{"detail"[, "message"]}`."""

from typing import Any

from starlette.types import Scope

from autogram.compat.envelopes import Problem, ShapedErrors, faults

PATHS = frozenset(
    {
        "/api/notices",
        "/api/requests-by-week",
        "/api/user-action-verification",
        "/api/consumer",
        "/api/producer",
        "/api/unfollow-checker",
    }
)
PREFIXES = ("/api/admin/", "/api/consumer/", "/api/producer/", "/api/py/")
SWITCH = "unofficial-access-disabled"
BUG = {"detail": "Internal server error", "message": "An unexpected error occurred. Please try again later."}
# Instagram's failures, which the predecessor told apart by how the detail begins.
INSTAGRAM = frozenset({"helper-login-unusable", "producer-login-unusable", "instagram-unusable"})


class ExchangeErrors(ShapedErrors):
    """Turns problem documents into the predecessor's errors, wherever below its paths they come from."""

    def is_theirs(self, path: str) -> bool:
        return path in PATHS or path.startswith(PREFIXES)

    def shaped(self, status: int, problem: Problem, scope: Scope) -> tuple[int, dict[str, Any]]:
        return status, as_detail(problem, scope)


def as_detail(problem: Problem, scope: Scope) -> dict[str, Any]:
    """`{"detail", "message"}`: what to do now, and what it is; of faults in the input which they are."""
    if found := faults(problem, scope):
        return {"detail": found, "message": "Validation error"}
    code, detail = problem["code"], problem["detail"]
    if code == "internal-error":
        return BUG
    if code in INSTAGRAM:
        detail = f"Instagram service error: {detail}"
    return {"detail": detail, "message": SWITCH if code == SWITCH else problem["title"]}
