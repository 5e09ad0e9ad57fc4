"""The HTML of the consent page."""

from collections.abc import Mapping, Sequence
from html import escape

from autogram.sandbox.documents import Account
from autogram.sandbox.pages import document
from autogram.sandbox.world import World

HIDDEN = ("_sandbox_user", "_sandbox_deny")
MEANINGS = {
    "basic": "See the profile and its media",
    "content_publish": "Publish posts, reels and stories",
    "manage_comments": "Read, answer and moderate comments",
    "manage_messages": "Read and send messages",
    "manage_insights": "See insights",
    "manage_contents": "Delete media",
    "manage_engagement": "Like media and comments",
    "show_list": "See the list of Pages you manage",
    "read_engagement": "Read content posted on the Page",
    "manage_metadata": "Manage the Page's settings and webhooks",
}
STYLE = """
.card{max-width:28rem;margin:8vh auto;padding:2rem}
.choice{display:flex;gap:.9rem;align-items:center;padding:.7rem;border:1px solid var(--line);border-radius:.8rem;
margin:.5rem 0;cursor:pointer}
.choice:has(input:checked){border-color:var(--accent);box-shadow:0 0 0 1px var(--accent)}
.choice img{width:2.6rem;height:2.6rem;border-radius:50%}
.choice span{flex:1;min-width:0}.choice small{display:block;color:var(--muted)}
.choice input{accent-color:var(--accent);width:1.1rem;height:1.1rem}
.buttons{display:flex;gap:.7rem;margin-top:1.4rem}.buttons button{flex:1}
ul{padding-left:1.1rem}li{margin:.25rem 0}
"""


def consent_page(
    world: World, accounts: Sequence[Account], scopes: Sequence[str], params: Mapping[str, str], flavour: str
) -> str:
    """Ask which accounts the app may use and for what."""
    kind = "radio" if flavour == "instagram" else "checkbox"
    choices = "".join(_choice(account, kind, position == 0) for position, account in enumerate(accounts))
    wishes = "".join(f"<li>{escape(_meaning(scope))} <small>{escape(scope)}</small></li>" for scope in scopes)
    kept = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in params.items()
        if name not in HIDDEN
    )
    body = (
        '<main class="card"><p class="badge">Sandbox, not the real Instagram</p>'
        f"<h1>Connect <strong>{escape(world.app.id)}</strong></h1>"
        f'<form method="get">{kept}<fieldset><legend>Choose an account</legend>{choices}</fieldset>'
        f"<h2>The app asks to</h2><ul>{wishes or '<li>See the profile</li>'}</ul>"
        '<div class="buttons"><button name="_sandbox_deny" value="1" formnovalidate>Deny</button>'
        '<button class="primary" type="submit">Allow</button></div></form></main>'
    )
    return document("Connect an account", body, STYLE)


def problem_page(reason: str) -> str:
    """Say why the dialog cannot go on."""
    title = "Something went wrong"
    body = f'<main class="card"><p class="badge">Sandbox</p><h1>{title}</h1><p>{escape(reason)}</p></main>'
    return document(title, body, STYLE)


def _choice(account: Account, kind: str, is_first: bool) -> str:
    name = escape(account.username)
    mark = (" checked" if is_first else "") + (" required" if kind == "radio" else "")
    return (
        f'<label class="choice"><img src="/_sandbox/avatars/{name}.svg" alt="">'
        f"<span><b>{name}</b><small>{escape(account.name)} · {escape(account.account_type)}</small></span>"
        f'<input type="{kind}" name="_sandbox_user" value="{name}"{mark}></label>'
    )


def _meaning(scope: str) -> str:
    return next((text for ending, text in MEANINGS.items() if scope.endswith(ending)), scope)
