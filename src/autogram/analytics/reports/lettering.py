"""Letters of every script: Bitstream Vera, which comes with ReportLab, and Adobe's Asian fonts, which readers have."""

from functools import cache
from html import escape
from itertools import groupby

from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]  # it has no types
from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # type: ignore[import-untyped]  # it has no types
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]  # it has no types

PLAIN, BOLD = "Vera", "VeraBd"
KOREAN, JAPANESE, CHINESE = "HYGothic-Medium", "HeiseiKakuGo-W5", "STSong-Light"
LAST_CHARACTER = 0xFFFF


@cache
def register() -> frozenset[int]:
    """The fonts are known to ReportLab; the characters that Vera has."""
    for name in (PLAIN, BOLD):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    pdfmetrics.registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=PLAIN, boldItalic=BOLD)
    for name in (KOREAN, JAPANESE, CHINESE):
        pdfmetrics.registerFont(UnicodeCIDFont(name))
    return frozenset(pdfmetrics.getFont(PLAIN).face.charToGlyph)


def marked(text: str) -> str:
    """The text as a paragraph's markup, each stretch in a font that has its letters; pictographs are left out."""
    known = register()
    shown = [char for char in text if 32 <= ord(char) <= LAST_CHARACTER and not 0xFE00 <= ord(char) <= 0xFE0F]
    asian = _asian_font(shown)
    parts = []
    for font, stretch in groupby(shown, lambda char: PLAIN if ord(char) in known else asian):
        words = escape("".join(stretch))
        parts.append(words if font == PLAIN else f'<font name="{font}">{words}</font>')
    return "".join(parts)


def _asian_font(text: list[str]) -> str:
    """Kana mean Japanese, Hangul Korean, and ideographs alone Chinese; the Korean font has Greek and Cyrillic too."""
    codes = [ord(char) for char in text]
    if any(0x3040 <= code <= 0x30FF for code in codes):
        return JAPANESE
    has_hangul = any(0xAC00 <= code <= 0xD7A3 or 0x1100 <= code <= 0x11FF for code in codes)
    return CHINESE if not has_hangul and any(0x4E00 <= code <= 0x9FFF for code in codes) else KOREAN
