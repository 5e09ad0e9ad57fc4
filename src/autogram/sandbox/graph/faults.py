"""Faults: rules that make chosen calls slow, silent, broken, held, or failed although they were done."""

import asyncio
import re
from fnmatch import fnmatchcase
from typing import Any, Literal, Protocol, Self

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, model_validator
from starlette.responses import JSONResponse, Response

from autogram.sandbox.documents import Account

ENDINGS = ("error", "status", "timeout", "drop", "rate_limited", "webhook", "ai", "signal", "page", "reply")
WAITS = ("delay", "hold")

# How website and app tell that they want something, or no more.
Signal = Literal[
    "please_wait",
    "rate_limited",
    "rate_limit_error",
    "feedback_required",
    "challenge_required",
    "checkpoint_required",
    "suspended",
    "login_required",
    "login_page",
    "html",
    "sentry_block",
    "not_found",
    "bad_request",
    "fail",
]
# What can be wrong with one page of a list.
PageTwist = Literal["empty", "repeated", "duplicates", "end", "limited", "null"]


class Addressed(Protocol):
    """A call as faults see it."""

    @property
    def method(self) -> str: ...
    @property
    def host(self) -> str: ...
    @property
    def path(self) -> tuple[str, ...]: ...


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", defer_build=True)


class Match(_Strict):
    """Which calls a rule is for; what is left out matches everything.

    `op`, `path` and `host` are globs; a `path` that starts with `re:` is a regular expression.
    """

    op: str | None = None
    host: str | None = None
    method: str | None = None
    path: str | None = None
    account: str | None = None

    @model_validator(mode="after")
    def _regular_expression_is_valid(self) -> Self:
        if self.path and self.path.startswith("re:"):
            try:
                re.compile(self.path[3:])
            except re.error as broken:
                raise ValueError(f"path is not a regular expression: {broken}") from None
        return self

    def fits(self, call: Addressed, op: str, account: Account | None) -> bool:
        """Tell whether a call is one of those meant."""
        path = "/" + "/".join(call.path)
        return (
            _is_like(op, self.op)
            and _is_like(call.host, self.host)
            and (self.method is None or self.method.upper() == call.method)
            and _is_path(path, self.path)
            and (self.account is None or (account is not None and self.account in (account.username, account.id)))
        )


class ErrorAnswer(_Strict):
    """An error in the Graph API's envelope."""

    code: int = 2
    subcode: int | None = None
    status: int | None = Field(default=None, ge=200, le=599)
    message: str = "An unexpected error has occurred. Please retry your request later."
    type: str = "OAuthException"
    is_transient: bool = False
    title: str | None = None
    user_message: str | None = None


class Reply(_Strict):
    """Any answer at all; a text is sent as it is, anything else as JSON."""

    status: int = Field(default=200, ge=200, le=599)
    body: Any = ""
    headers: dict[str, str] = {}

    def response(self) -> Response:
        """The answer to send."""
        if isinstance(self.body, str):
            return Response(self.body, self.status, self.headers, media_type="text/html")
        return JSONResponse(self.body, self.status, self.headers)


class Action(_Strict):
    """What happens: at most one wait (`delay`, `hold`), then at most one ending; without an ending the call goes on."""

    error: ErrorAnswer | None = None
    status: int | None = Field(default=None, ge=400, le=599)
    timeout: bool | float | None = None
    drop: bool = False
    rate_limited: bool | int = False
    webhook: Literal["duplicate", "late", "wrong_signature", "unsigned", "truncated", "array", "direct"] | None = None
    ai: Literal["malformed", "refusal", "content_filter", "empty", "cut"] | None = None
    signal: Signal | None = None
    page: PageTwist | None = None
    reply: Reply | None = None
    delay: float | None = Field(default=None, ge=0)
    hold: bool = False

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        endings = [name for name in ENDINGS if getattr(self, name)]
        waits = [name for name in WAITS if getattr(self, name)]
        if not endings and not waits:
            raise ValueError(f"name one of {', '.join((*ENDINGS, *WAITS))}")
        if len(endings) > 1 or len(waits) > 1:
            raise ValueError(f"choose one of {', '.join(endings if len(endings) > 1 else waits)}")
        return self


class Rule(_Strict):
    """A fault: the calls it is for, what happens to them, and how often.

    With `after` the operation is performed first: "error although done".
    """

    match: Match = Match()
    action: Action
    after: bool = False
    times: int | None = Field(default=1, ge=1)
    skip: int = Field(default=0, ge=0)

    _seen: int = PrivateAttr(default=0)
    _hits: int = PrivateAttr(default=0)
    _held: int = PrivateAttr(default=0)
    _gate: asyncio.Event = PrivateAttr(default_factory=asyncio.Event)

    @property
    def is_spent(self) -> bool:
        """True once the rule has done its work as often as it should."""
        return self.times is not None and self._hits >= self.times

    def take(self) -> bool:
        """Count a matching call; True when the fault happens to it."""
        self._seen += 1
        if self._seen <= self.skip or self.is_spent:
            return False
        self._hits += 1
        return True

    async def wait(self) -> None:
        """Delay the call, or hold it until the rule is released."""
        if self.action.delay:
            await asyncio.sleep(self.action.delay)
        if self.action.hold:
            self._held += 1
            try:
                await self._gate.wait()
            finally:
                self._held -= 1

    def release(self) -> int:
        """Let the calls held now go on; later ones are held again. Returns how many were held."""
        released = self._held
        self._gate.set()
        self._gate = asyncio.Event()
        return released

    def report(self) -> dict[str, object]:
        """The rule with its counts, for the control API."""
        counts = {"seen": self._seen, "hits": self._hits, "held": self._held, "spent": self.is_spent}
        return self.model_dump(exclude_none=True) | counts


class FaultBook:
    """The rules in force, oldest first; they do not survive a restart."""

    def __init__(self) -> None:
        self.rules: dict[str, Rule] = {}
        self._last = 0

    def add(self, rule: Rule) -> str:
        """Put a rule in force and return its id."""
        self._last += 1
        key = str(self._last)
        self.rules[key] = rule
        return key

    def take(self, call: Addressed, op: str, account: Account | None, *, after: bool) -> Rule | None:
        """Return the first rule that strikes this call, before or after it is performed."""
        for rule in self.rules.values():
            if rule.after is after and rule.match.fits(call, op, account) and rule.take():
                return rule
        return None

    def take_delivery(self, field: str, account: Account | None) -> Rule | None:
        """Return the first rule that strikes a webhook; only rules whose `op` says `webhook.…` are meant."""
        for rule in self.rules.values():
            op, owner = rule.match.op, rule.match.account
            is_meant = op is not None and op.startswith("webhook.") and fnmatchcase(f"webhook.{field}", op)
            is_theirs = owner is None or (account is not None and owner in (account.username, account.id))
            if is_meant and is_theirs and rule.take():
                return rule
        return None

    def remove(self, key: str) -> bool:
        """Take a rule out of force and let go of what it holds."""
        rule = self.rules.pop(key, None)
        if rule:
            rule.release()
        return rule is not None

    def clear(self) -> None:
        """Take every rule out of force."""
        for key in list(self.rules):
            self.remove(key)


def _is_like(value: str, pattern: str | None) -> bool:
    return pattern is None or fnmatchcase(value, pattern)


def _is_path(value: str, pattern: str | None) -> bool:
    if pattern is not None and pattern.startswith("re:"):
        return re.search(pattern[3:], value) is not None
    return _is_like(value, pattern)
