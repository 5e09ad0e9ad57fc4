"""The frame that every mail of ours stands in: the same words as plain text and as HTML."""

from dataclasses import dataclass
from html import escape

from autogram.core.mail import Mail


@dataclass(frozen=True, slots=True)
class Button:
    """A link and the word on it."""

    label: str
    url: str


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
