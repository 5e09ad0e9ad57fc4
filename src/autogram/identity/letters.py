"""What our mails say."""

from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from autogram.core.mail import Mail


@dataclass(frozen=True, slots=True)
class Button:
    """A link and the word on it."""

    label: str
    url: str


def link(public_url: str, page: str, token: str) -> str:
    return f"{public_url}/{page}?token={quote(token)}"


def verification(to: str, url: str) -> Mail:
    return letter(
        to,
        "Confirm your e-mail address",
        "Welcome to Autogram. Confirm your address and you can sign in. The link works once, for three days.",
        "If you did not register, do nothing; do not confirm.",
        button=Button("Confirm my address", url),
    )


def password_reset(to: str, url: str) -> Mail:
    return letter(
        to,
        "Set a new password",
        "Somebody, hopefully you, asked for a new password. The link works once, for one hour.",
        "If it was not you, do nothing: your password stays as it is.",
        button=Button("Set a new password", url),
    )


def already_registered(to: str, url: str) -> Mail:
    return letter(
        to,
        "You already have an account",
        "Somebody, hopefully you, tried to register with this address, which already has an account.",
        "If it was you, sign in with your password, or set a new one with this link. It works once, for one hour."
        " If it was not you, do nothing.",
        button=Button("Set a new password", url),
    )


def invitation(to: str, url: str, *, inviter: str, workspace: str) -> Mail:
    return letter(
        to,
        "You are invited to a workspace",
        f"{inviter} invites you to work together in the workspace “{workspace}” on Autogram.",
        "The link works once, for seven days, for the account with this address. If you do not know what this is"
        " about, do nothing.",
        button=Button("Accept the invitation", url),
    )


def notice(to: str, subject: str, text: str, url: str | None) -> Mail:
    paragraphs = [part.strip() for part in text.split("\n\n") if part.strip()]
    return letter(to, subject, *paragraphs, button=Button("Open Autogram", url) if url else None)


def letter(to: str, subject: str, *paragraphs: str, button: Button | None = None) -> Mail:
    """The same words as plain text and as HTML; the button stands after the first paragraph."""
    first, rest = paragraphs[:1], paragraphs[1:]
    plain = [*first, *([f"{button.label}:\n{button.url}"] if button else []), *rest, "Autogram"]
    rich = [*map(_paragraph, first), *([_button(button)] if button else []), *map(_paragraph, rest)]
    return Mail(to, subject, "\n\n".join(plain) + "\n", _PAGE.format(title=escape(subject), body="".join(rich)))


def _paragraph(text: str) -> str:
    return f'<p style="margin:0 0 16px;line-height:1.5">{escape(text).replace(chr(10), "<br>")}</p>'


def _button(button: Button) -> str:
    url = escape(button.url)
    return (
        f'<p style="margin:0 0 16px"><a href="{url}" style="display:inline-block;padding:12px 20px;border-radius:8px;'
        f'background:#4338ca;color:#fff;text-decoration:none;font-weight:600">{escape(button.label)}</a></p>'
        f'<p style="margin:0 0 16px;font-size:13px;color:#64748b;word-break:break-all">{url}</p>'
    )


_PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
    '<body style="margin:0;padding:24px;background:#f1f5f9;font-family:system-ui,sans-serif;color:#0f172a">'
    '<div style="max-width:520px;margin:0 auto;padding:32px;background:#fff;border-radius:12px">'
    '<h1 style="margin:0 0 16px;font-size:20px">{title}</h1>{body}</div></body></html>'
)
