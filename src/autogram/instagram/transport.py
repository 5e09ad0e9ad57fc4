"""One request to Instagram and what it says: the answer, the refusal, or that nothing can be known."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import httpx2

from autogram.instagram.errors import AnswerUnclear, InstagramUnreachable, graph_error

_PERCENTAGES = ("call_count", "total_time", "total_cputime")
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
    minutes = max((_amount(entry, "estimated_time_to_regain_access") for entry in _business_usage(headers)), default=0)
    return timedelta(minutes=minutes) if minutes > 0 else None


def usage_percent(headers: httpx2.Headers) -> int | None:
    """The highest percentage of any limit that Meta reports as used; None when it reports nothing."""
    app_usage = _report(headers, "x-app-usage")
    figures = [*_business_usage(headers), *([app_usage] if app_usage else [])]
    return max((_amount(figure, name) for figure in figures for name in _PERCENTAGES if name in figure), default=None)


def _business_usage(headers: httpx2.Headers) -> list[dict[str, Any]]:
    listed = _report(headers, "x-business-use-case-usage").values()
    return [entry for entries in listed if isinstance(entries, list) for entry in entries if isinstance(entry, dict)]


def _report(headers: httpx2.Headers, name: str) -> dict[str, Any]:
    """A header's JSON object. One that is not understood is empty: what was answered still counts."""
    try:
        report = json.loads(headers.get(name, "{}"))
    except ValueError:
        return {}
    return report if isinstance(report, dict) else {}


def _amount(figure: dict[str, Any], name: str) -> int:
    try:
        return int(figure.get(name) or 0)
    except (TypeError, ValueError):
        return 0


def unwrapped(body: dict[str, Any]) -> dict[str, Any]:
    """The object itself, also where it is wrapped as the documentation prints it: `{"data": [{…}]}`."""
    data = body.get("data")
    if not isinstance(data, list):
        return body
    if not data or not isinstance(data[0], dict):
        raise AnswerUnclear("Instagram's answer is empty")
    return data[0]


def text_of(body: Mapping[str, Any], name: str) -> str:
    """A member that must be there. Raises `AnswerUnclear` without it: then nobody knows what was done."""
    if body.get(name) in (None, ""):
        raise AnswerUnclear(f"Instagram's answer lacks {name}")
    return str(body[name])
