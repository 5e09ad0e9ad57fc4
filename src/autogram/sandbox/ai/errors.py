"""The AI service's refusals; they become OpenAI's envelope on its host."""

from autogram.sandbox.graph.call import Call
from autogram.sandbox.graph.errors import GraphError

INVALID = "invalid_request_error"


def invalid(message: str, *, status: int = 400) -> GraphError:
    """The request is not understood."""
    return GraphError(0, message, kind=INVALID, status=status)


def check_key(call: Call) -> None:
    """Any key will do, but there must be one."""
    if not call.credential:
        raise invalid(
            "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer "
            "auth (i.e. Authorization: Bearer YOUR_KEY).",
            status=401,
        )
