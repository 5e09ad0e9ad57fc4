"""Logging: structured events with the request's or job's id, and no secrets."""

import logging
import re
import sys
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

_SECRET_WORDS = (
    "password",
    "token",
    "secret",
    "authorization",
    "cookie",
    "session_id",
    "api_key",
    "signature",
    "code_",
    "database_url",
    "smtp_url",
)
_HARMLESS = {"token_expires_at", "token_type"}
_REDACTED = "[redacted]"
# Parameters of URLs and forms, names and passwords in addresses, and headers, as they stand in other people's texts.
_IN_TEXT = (
    (
        re.compile(r"(?i)\b([\w-]*(?:token|secret|password|signature|api_key)|code)=[^\s&\"',;<>)\]]+"),
        rf"\1={_REDACTED}",
    ),
    (re.compile(r"(?i)\b([a-z][a-z0-9+.-]*://)[^\s/@:\"']*:[^\s/@\"']+@"), rf"\1{_REDACTED}@"),
    (re.compile(r"(?i)\b(Bearer|Basic) [\w.~+/=-]+"), rf"\1 {_REDACTED}"),
)


def redact_secrets(_logger: Any, _name: str, event: EventDict) -> EventDict:
    """Values whose name sounds like a secret are replaced before anything is written, however deep they lie."""
    return {key: _redacted(key, value) for key, value in event.items()}


def _redacted(key: object, value: Any) -> Any:
    name = str(key).lower().replace("-", "_")
    if name not in _HARMLESS and any(word in name for word in _SECRET_WORDS):
        return _REDACTED
    if isinstance(value, dict):
        return {inner: _redacted(inner, part) for inner, part in value.items()}
    if isinstance(value, list):
        return [_redacted("", part) for part in value]
    if type(value) is tuple:
        return tuple(_redacted("", part) for part in value)
    return value


def redact_texts(_logger: Any, _name: str, line: Any) -> str:
    """The finished line without the secrets that stand inside of texts: messages of libraries, tracebacks, URLs."""
    for pattern, replacement in _IN_TEXT:
        line = pattern.sub(replacement, line)
    return str(line)


def configure_logging(level: str, *, as_json: bool = False) -> None:
    """Everything this process logs, ours and the libraries', is one line per event on standard error."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        redact_secrets,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    renderer: Processor = (
        structlog.processors.JSONRenderer()
        if as_json
        # The default traceback would show local variables, and with them passwords and tokens.
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    final: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if as_json:
        final.append(structlog.processors.format_exc_info)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=[*final, renderer, redact_texts])
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # httpx2 logs whole URLs at INFO, and Instagram's paging URLs carry access tokens.
    for noisy in ("httpx2", "httpcore2", "uvicorn.access", "alembic", "pgqueuer"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, logging.getLevelName(level)))


def get_logger(name: str) -> structlog.stdlib.BoundLogger:
    """A logger whose events carry what is bound in the context."""
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return logger
