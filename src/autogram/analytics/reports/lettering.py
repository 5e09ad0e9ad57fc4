"""Letters of every script.

Bitstream Vera comes with ReportLab and is embedded. What it lacks is embedded from a font of this machine, if it has
one (DejaVu, Nanum, Noto and others, where Linux distributions put them), and otherwise written for Adobe's Asian fonts.
Those are not embedded: whoever reads the file needs a font of that script, as desktops and phones have.
"""

from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path

from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]  # it has no types
from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # type: ignore[import-untyped]  # it has no types
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]  # it has no types

PLAIN, BOLD = "Vera", "VeraBd"
KOREAN, JAPANESE, CHINESE = "HYGothic-Medium", "HeiseiKakuGo-W5", "STSong-Light"
LAST_CHARACTER = 0xFFFF
# TrueType outlines only: ReportLab cannot embed the others.
OF_THIS_MACHINE = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/truetype/nanum/NanumGothic.ttf",
    "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/usr/share/fonts/truetype/unfonts-core/UnDotum.ttf",
)


@cache
def register() -> dict[str, frozenset[int]]:
    """The fonts are known to ReportLab; the characters of each that is embedded, the most wanted first."""
    for name in (PLAIN, BOLD):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    pdfmetrics.registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=PLAIN, boldItalic=BOLD)
    for name in (KOREAN, JAPANESE, CHINESE):
        pdfmetrics.registerFont(UnicodeCIDFont(name))
    found = [PLAIN]
    for path in (Path(place) for place in OF_THIS_MACHINE):
        if path.exists():
            pdfmetrics.registerFont(TTFont(path.stem, path))
            found.append(path.stem)
    return {name: frozenset(pdfmetrics.getFont(name).face.charToGlyph) for name in found}


def marked(text: str) -> str:
    """The text as a paragraph's markup, each stretch in a font that has its letters; pictographs are left out."""
    embedded = register()
    shown = [char for char in text if 32 <= ord(char) <= LAST_CHARACTER and not 0xFE00 <= ord(char) <= 0xFE0F]
    asian = _asian_font(shown)
    parts = []
    for font, stretch in groupby(shown, lambda char: _font_of(char, embedded) or asian):
        words = escape("".join(stretch))
        parts.append(words if font == PLAIN else f'<font name="{font}">{words}</font>')
    return "".join(parts)


def _font_of(char: str, embedded: dict[str, frozenset[int]]) -> str | None:
    return next((name for name, known in embedded.items() if ord(char) in known), None)


def _asian_font(text: list[str]) -> str:
    """Kana mean Japanese, Hangul Korean, and ideographs alone Chinese; the Korean font has Greek and Cyrillic too."""
    codes = [ord(char) for char in text]
    if any(0x3040 <= code <= 0x30FF for code in codes):
        return JAPANESE
    has_hangul = any(0xAC00 <= code <= 0xD7A3 or 0x1100 <= code <= 0x11FF for code in codes)
    return CHINESE if not has_hangul and any(0x4E00 <= code <= 0x9FFF for code in codes) else KOREAN
