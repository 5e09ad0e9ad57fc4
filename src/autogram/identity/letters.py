"""What our mails say."""

from urllib.parse import quote

from autogram.core.letters import Button, letter
from autogram.core.mail import Mail


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
