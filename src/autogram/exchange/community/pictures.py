"""QR codes of links."""

import hashlib
from dataclasses import dataclass
from io import BytesIO

import segno


@dataclass(frozen=True, slots=True)
class Drawing:
    """A link as a QR code, to be drawn as often and in whatever kind it is asked for."""

    link: str

    @property
    def version(self) -> str:
        """Another one for another link, and the same for the same."""
        return hashlib.sha256(self.link.encode()).hexdigest()[:32]

    def svg(self) -> bytes:
        """Scales to any size, and brings its own white: on a dark page it could not be read."""
        return self._drawn("svg", light="#fff", omitsize=True, xmldecl=False, svgclass=None, lineclass=None)

    def png(self) -> bytes:
        """About 300 pixels wide."""
        return self._drawn("png", scale=8, light="white")

    def _drawn(self, kind: str, **options: object) -> bytes:
        picture = BytesIO()
        # M: a quarter of the printed picture may be dirty. Micro codes are not read by every phone.
        segno.make(self.link, error="m", micro=False).save(picture, kind=kind, **options)
        return picture.getvalue()
