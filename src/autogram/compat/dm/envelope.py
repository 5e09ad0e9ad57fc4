"""Every error below `/v1` as the predecessor wrote it: `{"error": {"code", "message"[, "details"]}}`."""

from typing import Any

from starlette.types import Scope

from autogram.compat.envelopes import Problem, ShapedErrors, faults

PREFIX = "/v1/"
# It knew neither conflicts nor unprocessable content.
STATUSES = {409: 400, 422: 400}
STATUS_OF_CODE = {"mailed-token-refused": 401}


class DmErrors(ShapedErrors):
    """Turns problem documents into the predecessor's errors, wherever below `/v1` they come from."""

    def is_theirs(self, path: str) -> bool:
        return path.startswith(PREFIX)

    def shaped(self, status: int, problem: Problem, scope: Scope) -> tuple[int, dict[str, Any]]:
        status = STATUS_OF_CODE.get(problem["code"]) or STATUSES.get(status, status)
        error: dict[str, Any] = {"code": status, "message": problem["detail"]}
        if found := faults(problem, scope):
            error["details"] = found
        return status, {"error": error}
