"""The drawings of a report."""

from collections.abc import Sequence

from reportlab.graphics.shapes import Circle, Drawing, Line, PolyLine, Rect, String  # type: ignore[import-untyped]  # it has no types
from reportlab.lib.colors import Color, HexColor  # type: ignore[import-untyped]  # it has no types

from autogram.analytics.reports.figures import DayLine, FormatFigure
from autogram.analytics.reports.lettering import PLAIN

INK, GREY, PALE = HexColor("#1d2433"), HexColor("#6b7280"), HexColor("#e5e7eb")
COLOURS = {"reach": HexColor("#c13584"), "views": HexColor("#405de6"), "followers_count": HexColor("#0f9d78")}
WIDTH, HEIGHT = 480.0, 130.0
LEFT, BOTTOM, TOP = 46.0, 20.0, 12.0
DATES_SHOWN = 6


def shortened(value: float) -> str:
    """12345 → 12.3k."""
    for size, sign in ((1_000_000, "M"), (1_000, "k")):
        if value >= size * 10 or (value >= size and value % size == 0):
            return f"{value / size:.1f}".removesuffix(".0") + sign
    return f"{value:,.0f}"


def line_chart(days: Sequence[DayLine], metric: str, *, from_zero: bool = True) -> Drawing:
    """One metric over the days. A day without a figure is a gap, and a figure between two gaps a dot."""
    drawing = Drawing(WIDTH, HEIGHT)
    known = [value for day in days if (value := day.numbers[metric]) is not None]
    low, high = _range(known, from_zero)
    _grid(drawing, low, high)
    step = (WIDTH - LEFT - 8) / max(len(days) - 1, 1)

    def point(at: int, value: float) -> tuple[float, float]:
        return LEFT + at * step, BOTTOM + (HEIGHT - BOTTOM - TOP) * (value - low) / (high - low)

    for stretch in stretches([day.numbers[metric] for day in days]):
        points = [point(at, value) for at, value in stretch]
        if len(points) == 1:
            drawing.add(Circle(*points[0], 2, fillColor=COLOURS[metric], strokeColor=None))
        else:
            flat = [number for pair in points for number in pair]
            drawing.add(PolyLine(flat, strokeColor=COLOURS[metric], strokeWidth=1.8, strokeLineJoin=1))
    every = max(1, -(-len(days) // DATES_SHOWN))
    for at in range(0, len(days), every):
        text = f"{days[at].day:%d.%m.}"
        drawing.add(_label(LEFT + at * step, 6, text, "start" if at == 0 else "middle"))
    return drawing


def stretches(values: Sequence[int | None]) -> list[list[tuple[int, int]]]:
    """The runs of known values, each with its place."""
    found: list[list[tuple[int, int]]] = []
    is_open = False
    for at, value in enumerate(values):
        if value is None:
            is_open = False
            continue
        if not is_open:
            found.append([])
        found[-1].append((at, value))
        is_open = True
    return found


def bar_chart(formats: Sequence[FormatFigure]) -> Drawing:
    """The average reach of each format, with the number of posts it rests on."""
    row = 26.0
    drawing = Drawing(WIDTH, row * len(formats) + 6)
    longest = max((form.average_reach or 0 for form in formats), default=0) or 1
    for at, form in enumerate(formats):
        y = row * (len(formats) - at - 1) + 8
        drawing.add(_label(0, y + 4, form.name, "start", INK, 9))
        width = (form.average_reach or 0) / longest * 250
        drawing.add(Rect(80, y, max(width, 0.5), 14, fillColor=COLOURS["views"], strokeColor=None, rx=2, ry=2))
        rate = f" · {form.engagement_rate:.1f} % engaged" if form.engagement_rate is not None else ""
        reach = "—" if form.average_reach is None else shortened(form.average_reach)
        text = f"{reach}{rate} · {form.measured} of {form.posts} posts"
        drawing.add(_label(86 + width, y + 4, text, "start", GREY, 8))
    return drawing


def _range(known: Sequence[int], from_zero: bool) -> tuple[float, float]:
    if not known:
        return 0, 1
    if from_zero:
        return 0, max(max(known) * 1.08, 1)
    spread = max(max(known) - min(known), 4)
    return max(0, min(known) - spread * 0.2), max(known) + spread * 0.2


def _grid(drawing: Drawing, low: float, high: float) -> None:
    for part in range(4):
        y = BOTTOM + (HEIGHT - BOTTOM - TOP) * part / 3
        drawing.add(Line(LEFT, y, WIDTH - 8, y, strokeColor=PALE, strokeWidth=0.6))
        drawing.add(_label(LEFT - 6, y - 3, shortened(low + (high - low) * part / 3), "end"))


def _label(x: float, y: float, text: str, anchor: str, colour: Color = GREY, size: float = 7.5) -> String:
    return String(x, y, text, fontName=PLAIN, fontSize=size, fillColor=colour, textAnchor=anchor)
