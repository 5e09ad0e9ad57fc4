"""What a person sees in the browser after Instagram, and who asked to be forgotten: small pages without scripts."""

from collections.abc import Sequence
from html import escape

from autogram.accounts.schemas import ErasureStatus
from autogram.core.errors import AppError

# The address may hold a one-time code, so nobody may be told it: no referrer, no cache, no foreign resource.
HEADERS = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "vary": "accept",
    "content-security-policy": (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    ),
}


def failed_page(error: AppError) -> str:
    """Why nothing was connected, and what to do next."""
    again = "Nothing was changed. Go back to Autogram and start the connection again."
    reloaded = "If an account was connected a moment ago and you have only loaded this page again, all is well."
    return _page(error.title, [error.detail, again, reloaded], "Back to Autogram")


def erasure_page(status: ErasureStatus) -> str:
    """What became of a wish to be forgotten."""
    done = (
        "Everything Instagram had told us about you has been deleted, and the permission to act for you."
        if status.accounts_erased
        else "We held nothing that Instagram had told us about you."
    )
    when = f"Carried out on {status.completed_at:%Y-%m-%d} at {status.completed_at:%H:%M} UTC."
    return _page("Your data has been deleted", [done, when, f"Confirmation code: {status.confirmation_code}"])


def missing_page(error: AppError) -> str:
    return _page(error.title, [error.detail])


def _page(title: str, paragraphs: Sequence[str], way_on: str = "") -> str:
    body = "".join(f"<p>{escape(text)}</p>" for text in paragraphs if text)
    if way_on:
        body += f'<a href="/">{escape(way_on)}</a>'
    return _FRAME.replace("{title}", escape(title)).replace("{body}", body)


_FRAME = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>{title} · Autogram</title><style>
:root{color-scheme:light dark}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:#f1f5f9;color:#0f172a;
font:16px/1.5 system-ui,sans-serif}
main{box-sizing:border-box;width:min(26rem,calc(100vw - 2rem));padding:2rem;border-radius:1rem;background:#fff;
box-shadow:0 1px 3px #0003;overflow-wrap:anywhere}
h1{margin:0 0 1rem;font-size:1.3rem}p{margin:0 0 1rem}
a{display:block;padding:.7rem;border-radius:.5rem;background:#4338ca;color:#fff;font-weight:600;text-align:center;
text-decoration:none}a:hover{background:#3730a3}
:focus-visible{outline:3px solid #818cf8;outline-offset:2px}
@media(prefers-color-scheme:dark){body{background:#0f172a;color:#e2e8f0}main{background:#1e293b}}
</style></head><body><main><h1>{title}</h1>{body}</main></body></html>
"""
