"""The Graph API's errors and their envelope."""

import secrets
from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]


class GraphError(Exception):
    """A refusal in the Graph API's own words."""

    def __init__(
        self,
        code: int,
        message: str,
        *,
        subcode: int | None = None,
        kind: str = "OAuthException",
        status: int | None = None,
        title: str | None = None,
        user_message: str | None = None,
        is_transient: bool = False,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.subcode = subcode
        self.kind = kind
        self.status = status
        self.title = title
        self.user_message = user_message
        self.is_transient = is_transient

    def http_status(self, overrides: Mapping[str, int]) -> int:
        """The status that goes with the code: the error's own, else the switch's, else 500 for 1 and 2, else 400."""
        if self.status is not None:
            return self.status
        return overrides.get(str(self.code)) or (500 if self.code in (1, 2) else 400)

    def envelope(self) -> Json:
        """Return the body `{"error": {…}}`."""
        error: Json = {"message": self.message, "type": self.kind, "code": self.code}
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        if self.title is not None:
            error |= {"error_user_title": self.title, "error_user_msg": self.user_message or self.message}
        if self.title is not None or self.is_transient:
            error["is_transient"] = self.is_transient
        return {"error": error | {"fbtrace_id": "A" + secrets.token_urlsafe(17)}}

    def ai_envelope(self) -> Json:
        """Return the body as OpenAI's API writes it."""
        return {"error": {"message": self.message, "type": self.kind, "param": None, "code": self.title}}


def bad_parameter(message: str) -> GraphError:
    """A parameter is missing or malformed: code 100."""
    return GraphError(100, f"(#100) {message}")


def unknown_object(method: str, object_id: str) -> GraphError:
    """Nothing with this id, or not for this token: Instagram does not tell which."""
    return GraphError(
        100,
        f"Unsupported {method.lower()} request. Object with ID '{object_id}' does not exist, cannot be loaded due to "
        "missing permissions, or does not support this operation. Please read the Graph API documentation at "
        "https://developers.facebook.com/docs/graph-api",
        subcode=33,
        kind="GraphMethodException",
    )


def unknown_path(host: str, path: str) -> GraphError:
    """No such edge or path."""
    kind = "IGApiException" if host == "graph.instagram.com" else "OAuthException"
    return GraphError(2500, f"Unknown path components: /{path}", kind=kind)


def missing_permission() -> GraphError:
    """The token was granted without the permission this call needs."""
    return GraphError(10, "(#10) Application does not have permission for this action")
