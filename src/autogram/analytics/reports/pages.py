"""A report as a PDF one would show a customer."""

import io
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from reportlab.lib.colors import HexColor, white  # type: ignore[import-untyped]  # it has no types
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]  # it has no types
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]  # it has no types
from reportlab.lib.units import mm  # type: ignore[import-untyped]  # it has no types
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]  # it has no types
from reportlab.platypus import (  # type: ignore[import-untyped]  # it has no types
    Flowable,
    Image,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus.doctemplate import BaseDocTemplate, PageTemplate  # type: ignore[import-untyped]  # it has no types
from reportlab.platypus.frames import Frame  # type: ignore[import-untyped]  # it has no types

from autogram.analytics.reports.charts import GREY, INK, PALE, bar_chart, line_chart
from autogram.analytics.reports.figures import KeyFigure, PostLine, ReportFigures
from autogram.analytics.reports.lettering import BOLD, PLAIN, marked, register

ACCENT, DARK = HexColor("#c13584"), HexColor("#1d2433")
MARGIN = 20 * mm
CAPTION_LENGTH = 160
BODY = ParagraphStyle("body", fontName=PLAIN, fontSize=9, leading=13, textColor=INK)
SMALL = ParagraphStyle("small", parent=BODY, fontSize=7.5, leading=10.5, textColor=GREY)
NUMBER = ParagraphStyle("number", parent=BODY, fontName=BOLD, fontSize=17, leading=21)
HEADING = ParagraphStyle("heading", parent=BODY, fontName=BOLD, fontSize=14, leading=18, spaceBefore=12, spaceAfter=6)
CHART = ParagraphStyle("chart", parent=BODY, fontName=BOLD, fontSize=9.5, spaceBefore=8, spaceAfter=2)
TITLE = ParagraphStyle("title", parent=BODY, fontName=BOLD, fontSize=30, leading=38, textColor=white)
COVER = ParagraphStyle("cover", parent=BODY, fontSize=12, leading=18, textColor=white)
CHARTS = (("reach", "Reach a day", True), ("views", "Views a day", True), ("followers_count", "Followers", False))


def write_pages(figures: ReportFigures, pictures: Mapping[UUID, bytes]) -> bytes:
    """The whole report as a PDF. `pictures` are JPEGs of some of the top posts; the others go without."""
    register()
    file = io.BytesIO()
    document = BaseDocTemplate(
        file, pagesize=A4, title=f"Report {figures.subject}", author="Autogram", subject=_period(figures)
    )
    frame = Frame(MARGIN, MARGIN, A4[0] - 2 * MARGIN, A4[1] - 2 * MARGIN, 0, 0, 0, 0)
    document.addPageTemplates(
        [
            PageTemplate("cover", [frame], onPage=_paint_cover),
            PageTemplate("inside", [frame], onPage=lambda canvas, _: _number_page(canvas, figures)),
        ]
    )
    document.build(_story(figures, pictures))
    return file.getvalue()


def _story(figures: ReportFigures, pictures: Mapping[UUID, bytes]) -> list[Flowable]:
    story: list[Flowable] = [
        Spacer(1, 95 * mm),
        Paragraph(marked(figures.subject), TITLE),
        Spacer(1, 6 * mm),
        Paragraph(marked(_period(figures)), COVER),
        Paragraph(marked(f"made {figures.made_at:%d %B %Y, %H:%M} UTC"), COVER),
        NextPageTemplate("inside"),
        PageBreak(),
        Paragraph("Key figures", HEADING),
        _key_figures(figures.key_figures),
    ]
    if figures.days:
        for metric, title, from_zero in CHARTS:
            story.append(KeepTogether([Paragraph(title, CHART), line_chart(figures.days, metric, from_zero=from_zero)]))
    if figures.formats:
        title = Paragraph("Formats compared by average reach", HEADING)
        story.append(KeepTogether([title, bar_chart(figures.formats)]))
    if top := figures.top_posts:
        first, *others = [_post(number, post, pictures) for number, post in enumerate(top, 1)]
        story += [KeepTogether([Paragraph("Top posts by reach", HEADING), first]), *others]
    story.append(KeepTogether([Paragraph("Where the figures come from", HEADING), _provenance(figures.key_figures)]))
    story += [Spacer(1, 8), *(Paragraph(marked(note), SMALL) for note in figures.notes)]
    return story


def _key_figures(found: list[KeyFigure]) -> Table:
    cells = [
        [Paragraph(marked(_value(one)), NUMBER), Paragraph(marked(one.name), BODY), Paragraph(_compared(one), SMALL)]
        for one in found
    ]
    rows = [cells[at : at + 3] for at in range(0, len(cells), 3)]
    rows[-1] += [[]] * (3 - len(rows[-1]))
    table = Table(rows, colWidths=[(A4[0] - 2 * MARGIN) / 3] * 3)
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 6),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
                ("LINEBELOW", (0, 0), (-1, -1), 0.5, PALE),
            ]
        )
    )
    return table


def _value(one: KeyFigure) -> str:
    if one.value is None:
        return "—"
    return f"{one.value:,.2f}" if isinstance(one.value, float) else f"{one.value:,}"


def _compared(one: KeyFigure) -> str:
    if (change := one.change_percent) is not None:
        colour = "#0f7a5c" if change >= 0 else "#b42318"
        return f'<font color="{colour}">{change:+.1f} %</font> against the period before'
    return "" if one.is_complete else f"known for {one.known} of {one.of} {one.unit}"


def _post(number: int, post: PostLine, pictures: Mapping[UUID, bytes]) -> Table:
    picture: Any = (
        Image(io.BytesIO(pictures[post.post_id]), 30 * mm, 30 * mm, "proportional")
        if (post.post_id in pictures)
        else Paragraph("no picture", SMALL)
    )
    names = ("reach", "views", "likes", "comments", "shares", "saves")
    numbers = " · ".join(f"{name} {'—' if (value := post.numbers[name]) is None else f'{value:,}'}" for name in names)
    caption = post.caption if len(post.caption) <= CAPTION_LENGTH else post.caption[:CAPTION_LENGTH].rstrip() + "…"
    rate = f" · {post.engagement_rate:.1f} % engaged" if post.engagement_rate is not None else ""
    text = [
        Paragraph(f"<b>{number}.</b> {marked(f'{post.post_type}, {post.published_at:%d %B %Y, %H:%M}')}", BODY),
        Paragraph(marked(caption) or "without a caption", BODY),
        Spacer(1, 3),
        Paragraph(marked(numbers + rate), SMALL),
    ]
    table = Table([[picture, text]], colWidths=[36 * mm, A4[0] - 2 * MARGIN - 36 * mm])
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]))
    return table


def _provenance(found: list[KeyFigure]) -> Table:
    head = ["Figure", "Source", "Last asked (UTC)", "Complete"]
    rows = [
        [
            one.name,
            one.source,
            f"{one.taken_at:%Y-%m-%d %H:%M}" if one.taken_at else "—",
            f"{one.known} of {one.of} {one.unit}",
        ]
        for one in found
    ]
    cells = [[Paragraph(marked(cell), SMALL) for cell in row] for row in [head, *rows]]
    table = Table(cells, colWidths=[48 * mm, 60 * mm, 34 * mm, 28 * mm], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, PALE),
                ("BACKGROUND", (0, 0), (-1, 0), HexColor("#f3f4f6")),
                ("TOPPADDING", (0, 0), (-1, -1), 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ]
        )
    )
    return table


def _period(figures: ReportFigures) -> str:
    return f"{figures.first_day:%d %B %Y} to {figures.last_day:%d %B %Y} ({figures.time_zone})"


def _paint_cover(canvas: Canvas, _: BaseDocTemplate) -> None:
    canvas.saveState()
    canvas.setFillColor(DARK)
    canvas.rect(0, 0, *A4, stroke=0, fill=1)
    canvas.setFillColor(ACCENT)
    canvas.rect(0, A4[1] - 8 * mm, A4[0], 8 * mm, stroke=0, fill=1)
    canvas.setFillColor(white)
    canvas.setFont(BOLD, 11)
    canvas.drawString(MARGIN, A4[1] - 25 * mm, "Autogram · Instagram report")
    canvas.restoreState()


def _number_page(canvas: Canvas, figures: ReportFigures) -> None:
    canvas.saveState()
    canvas.setFont(PLAIN, 7.5)
    canvas.setFillColor(GREY)
    canvas.drawString(MARGIN, 11 * mm, f"{figures.subject} · {_period(figures)}")
    canvas.drawRightString(A4[0] - MARGIN, 11 * mm, f"page {canvas.getPageNumber()}")
    canvas.restoreState()
