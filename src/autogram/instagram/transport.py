"""One request to Instagram and what it says: the answer, the refusal, or that nothing can be known."""

import contextlib
import json
from datetime import timedelta
from typing import Any

import httpx2

from autogram.instagram.errors import AnswerUnclear, InstagramUnreachable, graph_error

_NOT_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.UnsupportedProtocol)


async def ask(http: httpx2.AsyncClient, method: str, url: str, **options: Any) -> tuple[dict[str, Any], httpx2.Headers]:
    """The JSON object that Instagram answers, and the headers.

    Raises `InstagramUnreachable` when certainly nothing was sent, `GraphError` for a refusal, and `AnswerUnclear`
    when the request may have been carried out. No message contains the request, because that holds the token.
    """
    try:
        answer = await http.request(method, url, **options)
    except _NOT_SENT as error:
        raise InstagramUnreachable(f"Instagram cannot be reached ({type(error).__name__})") from None
    except httpx2.HTTPError as error:
        raise AnswerUnclear(f"Instagram did not answer ({type(error).__name__})") from None
    body = _json(answer)
    # Meta sends errors with status 200 too; the envelope decides, the status only where there is none.
    if isinstance(body, dict) and isinstance(body.get("error"), dict):
        raise graph_error(body["error"], answer.status_code, regain_after(answer.headers))
    if isinstance(body, dict) and answer.is_success:
        return body, answer.headers
    if isinstance(body, dict) and answer.status_code < 500 and "error_message" in body:
        # The code exchange has its own shape.
        raise graph_error({"message": body["error_message"], "code": body.get("code", 0)}, answer.status_code)
    if answer.status_code == 429:
        raise graph_error({"message": "Too many requests", "code": 4}, 429, regain_after(answer.headers))
    raise AnswerUnclear(f"Instagram answered {answer.status_code} without saying what happened")


def _json(answer: httpx2.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        return None


def regain_after(headers: httpx2.Headers) -> timedelta | None:
    """How long Meta asks us to stay away, from `X-Business-Use-Case-Usage` (minutes)."""
    minutes = [entry.get("estimated_time_to_regain_access") or 0 for entry in _business_usage(headers)]
    return timedelta(minutes=max(minutes)) if minutes and max(minutes) > 0 else None


def usage_percent(headers: httpx2.Headers) -> int | None:
    """The highest percentage of any limit that Meta reports as used; None when it reports nothing."""
    figures = _business_usage(headers)
    with contextlib.suppress(ValueError):
        figures.append(json.loads(headers.get("x-app-usage", "null")) or {})
    used = [
        int(f.get(name) or 0) for f in figures for name in ("call_count", "total_time", "total_cputime") if name in f
    ]
    return max(used) if used else None


def _business_usage(headers: httpx2.Headers) -> list[dict[str, Any]]:
    try:
        report = json.loads(headers.get("x-business-use-case-usage", "null")) or {}
    except ValueError:
        return []
    return [entry for entries in report.values() for entry in entries]
