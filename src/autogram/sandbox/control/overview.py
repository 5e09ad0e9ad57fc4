"""What is running here: a page for people, a summary for programs."""

from html import escape
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from autogram.sandbox.clock import iso_time
from autogram.sandbox.content.shapes import media_list
from autogram.sandbox.control import console
from autogram.sandbox.documents import Account
from autogram.sandbox.pages import document
from autogram.sandbox.world import World

STYLE = """
main{max-width:52rem;margin:2rem auto}section{padding:1rem 1.4rem;margin:1rem 0;overflow-x:auto}
section>h2:first-child{margin-top:.2rem}
td img{width:2rem;height:2rem;border-radius:50%;vertical-align:middle;margin-right:.6rem}
"""
LINKS = ("state", "accounts", "people", "published", "webhooks", "requests", "faults", "settings", "clock", "mail")


def summary(request: Request) -> dict[str, Any]:
    """Counts of everything, and where things are."""
    world: World = request.app.state.world
    mailbox = request.app.state.mailbox
    callback = world.values.get("webhook")
    return {
        "name": "Autogram sandbox",
        "public_url": world.public_url,
        "hosts": request.app.state.hosts,
        "app_id": world.app.id,
        "webhooks_to": callback.value["url"] if callback else None,
        "smtp_port": mailbox.port if mailbox else None,
        "now": iso_time(world.clock.now()),
        "accounts": [account.username for account in world.accounts],
        "counts": {
            "tokens": len(world.tokens),
            "containers": len(world.containers),
            "media": sum(media.parent_id is None for media in world.media),
            "comments": len(world.comments),
            "people": len(world.inbox.customers),
            "conversations": len(world.inbox.threads),
            "messages": len(world.inbox.messages),
            "sessions": len(world.community.sessions),
            "webhooks": len(world.outbox.deliveries),
            "mail": len(world.mail),
            "requests": request.app.state.endpoint.journal.count,
            "faults": len(request.app.state.endpoint.faults.rules),
            "publish_calls": sum(account.publish_calls for account in world.accounts),
        },
    }


async def state(request: Request) -> JSONResponse:
    """`GET /_sandbox/state`."""
    return JSONResponse(summary(request))


async def front(request: Request) -> Response:
    """`GET /_sandbox`: HTML for browsers, else the summary."""
    if "text/html" not in request.headers.get("accept", ""):
        return await state(request)
    world: World = request.app.state.world
    facts = summary(request)
    rows = "".join(
        f'<tr><td><img src="/_sandbox/avatars/{escape(account.username)}.svg" alt="">{escape(account.username)}</td>'
        f"<td>{escape(account.name)}</td><td>{account.account_type}</td><td><code>{account.id}</code></td>"
        f"<td>{len(media_list(world, account.id))}</td><td>{account.followers_count:,}</td>"
        f"<td>{_login(world, account)}</td></tr>"
        for account in world.accounts
    )
    hosts = "".join(f"<li><code>{escape(world.public_url)}/{escape(host)}</code></li>" for host in facts["hosts"])
    links = " · ".join(f'<a href="/_sandbox/{name}">{name}</a>' for name in LINKS)
    counts = "".join(f"<tr><th>{escape(name)}</th><td>{value}</td></tr>" for name, value in facts["counts"].items())
    body = (
        '<main><p class="badge">Running</p><h1>The sandbox: Instagram, offline</h1>'
        f"<p>{links}</p>{console.console(world)}"
        '<section class="card"><h2>Accounts</h2><table><thead><tr><th>Username</th><th>Name</th><th>Type</th>'
        "<th>Id</th><th>Media</th><th>Followers</th><th>Logs in with</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></section>"
        f"{_webhooks(world)}"
        f'<section class="card"><h2>Base URLs</h2><ul>{hosts}</ul>'
        f"<p>App id <code>{escape(world.app.id)}</code>, mail to 127.0.0.1 port <code>{facts['smtp_port']}</code>, "
        f"time here {escape(facts['now'])}</p></section>"
        f'<section class="card"><h2>Counts</h2><table><tbody>{counts}</tbody></table></section></main>'
    )
    return HTMLResponse(document("Overview", body, STYLE + console.style()))


def _login(world: World, account: Account) -> str:
    """What website and app ask of the account's owner."""
    login = world.community.logins.get(account.id)
    if login is None or login.password is None:
        return "nothing"
    parts = ["password", *(["code"] if login.asks_for_code else []), *([login.demand] if login.demand else [])]
    return ", ".join(parts)


def _webhooks(world: World) -> str:
    """The newest deliveries, and where they go."""
    callback = world.values.get("webhook")
    target = (
        f"They go to <code>{escape(callback.value['url'])}</code>."
        if callback
        else "Nobody listens: <code>PUT /_sandbox/webhook</code> with the address of your app."
    )
    rows = "".join(
        f"<tr><td>{escape(', '.join(update.field for update in one.updates) or 'raw')}</td><td>{one.status}</td>"
        f"<td>{len(one.attempts)}</td><td>{iso_time(one.created_at)[11:19]}</td></tr>"
        for one in list(world.outbox.deliveries)[-8:][::-1]
    )
    head = "<thead><tr><th>Field</th><th>Status</th><th>Attempts</th><th>Time</th></tr></thead>"
    table = f"<table>{head}<tbody>{rows}</tbody></table>" if rows else ""
    return f'<section class="card"><h2>Webhooks</h2><p>{target}</p>{table}</section>'
