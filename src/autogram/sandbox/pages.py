"""The frame of the sandbox's HTML pages: readable on phones, light and dark."""

from html import escape

STYLE = """
:root{color-scheme:light dark;--bg:#fafafa;--card:#fff;--text:#1b1b1f;--muted:#65656e;--line:#dcdce2;--accent:#3b5bfd}
@media(prefers-color-scheme:dark){:root{--bg:#111114;--card:#1b1b20;--text:#f0f0f3;--muted:#a2a2ad;--line:#35353d;
--accent:#8fa2ff}}
*{box-sizing:border-box}
body{margin:0;padding:1rem;background:var(--bg);color:var(--text);font:16px/1.5 system-ui,sans-serif}
.card{background:var(--card);border:1px solid var(--line);border-radius:1rem;overflow-x:auto}
h1{font-size:1.5rem;line-height:1.25;margin:.4rem 0 1rem}h2{font-size:1.05rem;margin:1.4rem 0 .4rem}
a{color:var(--accent)}small{color:var(--muted)}
fieldset{border:0;padding:0;margin:0}legend{color:var(--muted);padding:0}
button{font:inherit;padding:.65rem 1rem;border-radius:.7rem;border:1px solid var(--line);background:transparent;
color:inherit;cursor:pointer}
button.primary{background:var(--accent);border-color:var(--accent);color:var(--card);font-weight:600}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.badge{display:inline-block;margin:0;padding:.1rem .6rem;border:1px solid var(--line);border-radius:1rem;
color:var(--muted);font-size:.85rem}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.45rem .6rem;border-top:1px solid var(--line)}
code{font-size:.9em;overflow-wrap:anywhere}td code{overflow-wrap:normal;white-space:nowrap}
"""


def document(title: str, body: str, style: str = "") -> str:
    """Wrap a page's body into a complete HTML document."""
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)} · Sandbox</title><style>{STYLE}{style}</style></head><body>{body}</body></html>"
    )
