"""Something to look at for messages whose sender brought nothing: a picture, a film, a sound, a document."""

import asyncio
import io
import math
import struct
import wave
from functools import cache

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from autogram.sandbox.ai.images import draw
from autogram.sandbox.ai.topic import Topic

TYPES = {"jpg": "image/jpeg", "mp4": "video/mp4", "wav": "audio/wav", "pdf": "application/pdf"}
HERTZ = 8_000


async def sample(request: Request) -> Response:
    """`GET /_sandbox/samples/sample.{ending}`."""
    ending = request.path_params["ending"]
    if ending not in TYPES:
        raise HTTPException(404, "no such sample")
    return Response(await asyncio.to_thread(_made, ending), media_type=TYPES[ending])


@cache
def _made(ending: str) -> bytes:
    if ending == "jpg":
        return draw(Topic("a sample picture"), 1080, 1080, "JPEG")
    return {"mp4": _film, "wav": _sound, "pdf": _document}[ending]()


def _sound() -> bytes:
    """One second of a tone."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(HERTZ)
        tones = (int(12_000 * math.sin(2 * math.pi * 440 * step / HERTZ)) for step in range(HERTZ))
        sound.writeframes(b"".join(struct.pack("<h", tone) for tone in tones))
    return file.getvalue()


def _film() -> bytes:
    """Three seconds of a still picture."""
    import av
    from PIL import Image

    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as film:
        stream = film.add_stream("libx264", rate=24)
        stream.width, stream.height, stream.pix_fmt = 270, 480, "yuv420p"
        still = Image.open(io.BytesIO(draw(Topic("a sample film"), 270, 480, "PNG")))
        frame = av.VideoFrame.from_image(still)  # type: ignore[no-untyped-call]  # PyAV leaves it open
        for number in range(72):
            frame.pts = number
            film.mux(stream.encode(frame))
        film.mux(stream.encode(None))
    return file.getvalue()


def _document() -> bytes:
    """One page with one line."""
    line = b"BT /F1 24 Tf 60 760 Td (A sample document) Tj ET"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(line), line),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(body),
    )
