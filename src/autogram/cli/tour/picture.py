"""A picture to post: drawn, with a place in its EXIF data that must not get out."""

import io
import math

from PIL import Image, ImageDraw


def draw_picture(number: int) -> bytes:
    """A JPEG of 1080 by 1350 pixels: hills under a sun, with GPS coordinates in its metadata."""
    width, height = 1080, 1350
    picture = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(picture)
    for y in range(height):
        share = y / height
        draw.line((0, y, width, y), fill=(int(250 - 60 * share), int(180 + 40 * share), int(140 + 90 * share)))
    draw.ellipse((640, 220, 880, 460), fill=(255, 236, 170))
    for layer, colour in enumerate(((120, 140, 160), (80, 110, 120), (45, 75, 80))):
        base = 700 + layer * 200
        ridge = [
            (x, base + 90 * math.sin((x + number * 37 + layer * 300) / (170 + 40 * layer))) for x in range(width + 1)
        ]
        draw.polygon([(0, height), *ridge, (width, height)], fill=colour)
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)})
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=90, exif=exif)
    return buffer.getvalue()


def has_place(jpeg: bytes) -> bool:
    """Whether the file tells where it was taken."""
    with Image.open(io.BytesIO(jpeg)) as picture:
        return bool(picture.getexif().get_ifd(0x8825))
