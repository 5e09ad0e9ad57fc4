"""Making pictures fit for Instagram: plain sRGB JPEG files, upright, small enough, with nothing else in them."""

import io
import mmap
from pathlib import Path
from typing import TYPE_CHECKING

from autogram.content.errors import MediaNotReadable, MediaTypeNotSupported
from autogram.content.jpeg import clean_jpeg
from autogram.content.recognition import FileType

if TYPE_CHECKING:
    from PIL import Image

# Instagram's limit is 8 MB; this is below it whichever way a megabyte is counted.
# https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media
STORED_IMAGE_BYTES = 8_000_000
UPLOADED_IMAGE_BYTES = 67_108_864
THUMBNAIL_PIXELS = 480
# JPEG cannot say more than 65,535, and Instagram scales to a width of 1440 anyway.
LONGEST_SIDE = 16_000
QUALITY, LOWER_QUALITY, THUMBNAIL_QUALITY = 92, 85, 80
SHRINK = 0.75


def prepare_picture(source: Path, target: Path, thumbnail: Path, *, kind: FileType, max_pixels: int) -> tuple[int, int]:
    """`target` is a JPEG Instagram can take and `thumbnail` a small one; returns width and height.

    A JPEG that is upright, in sRGB and small enough keeps its pixels bit by bit and only loses its metadata.
    Raises `MediaNotReadable` or `MediaTypeNotSupported` with the reason.
    """
    if source.stat().st_size > UPLOADED_IMAGE_BYTES:
        raise MediaNotReadable(f"A picture may have at most {UPLOADED_IMAGE_BYTES // 1_048_576} MB.")
    cleaned = _clean_if_fit(source, max_pixels) if kind is FileType.JPEG else None
    if cleaned is not None:
        size, small = _decode_small(cleaned)
    else:
        picture = _decode(source, kind, max_pixels)
        cleaned, size = _encode_within_limit(picture)
        small = picture
    target.write_bytes(cleaned)
    write_thumbnail(small, thumbnail)
    return size


def write_thumbnail(picture: "Image.Image", target: Path) -> None:
    """`target` is a JPEG of at most 480 x 480 pixels. `picture` may be changed."""
    picture.thumbnail((THUMBNAIL_PIXELS, THUMBNAIL_PIXELS))
    target.write_bytes(_as_jpeg(picture, THUMBNAIL_QUALITY))


def _clean_if_fit(source: Path, max_pixels: int) -> bytes | None:
    """The JPEG without metadata, or None if it has to be decoded to become upright, sRGB or smaller."""
    with _opened(source, FileType.JPEG, max_pixels) as picture:
        if picture.mode != "RGB" or _orientation(picture) != 1 or not _is_srgb(picture.info.get("icc_profile")):
            return None
    with source.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        cleaned = clean_jpeg(data)
    return cleaned if len(cleaned) <= STORED_IMAGE_BYTES else None


def _decode_small(jpeg: bytes) -> tuple[tuple[int, int], "Image.Image"]:
    """Width and height of the whole picture, and the picture in reduced size. All its data has been read."""
    from PIL import Image

    try:
        picture = Image.open(io.BytesIO(jpeg), formats=["JPEG"])
        size = picture.size
        picture.draft("RGB", (THUMBNAIL_PIXELS, THUMBNAIL_PIXELS))
        picture.load()
    except Exception as error:
        raise _unreadable(error) from error
    return size, picture


def _decode(source: Path, kind: FileType, max_pixels: int) -> "Image.Image":
    """The picture's pixels: RGB in sRGB, upright, on white where it was transparent."""
    with _opened(source, kind, max_pixels) as picture:
        try:
            picture.load()
            upright = _turned(picture, _orientation(picture))
            return _on_white(upright, picture.info.get("icc_profile"))
        except Exception as error:
            raise _unreadable(error) from error


def _opened(source: Path, kind: FileType, max_pixels: int) -> "Image.Image":
    """The picture, not yet decoded, known to be still and of a size that can be decoded."""
    from PIL import Image

    if kind is FileType.HEIF:
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    try:
        picture = Image.open(source, formats=[kind.value])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels(max_pixels) from None
    except Exception as error:
        raise _unreadable(error) from error
    refusal = _refusal(picture, kind, max_pixels)
    if refusal:
        picture.close()
        raise refusal
    return picture


def _refusal(
    picture: "Image.Image", kind: FileType, max_pixels: int
) -> MediaNotReadable | MediaTypeNotSupported | None:
    if picture.width * picture.height > max_pixels:
        return _too_many_pixels(max_pixels, picture.size)
    # A phone's JPEG and HEIC files may hold several pictures, of which the first is the photograph.
    if kind not in {FileType.JPEG, FileType.HEIF} and getattr(picture, "is_animated", False):
        return MediaTypeNotSupported(
            "The picture is animated, and Instagram shows no animated pictures. Upload a video (MP4) or one still."
        )
    return None


def _orientation(picture: "Image.Image") -> int:
    """How the camera was held, 1 to 8 as EXIF has it; 1 if it is not said or nonsense."""
    try:
        value = picture.getexif().get(0x0112, 1)
    except Exception:  # Damaged EXIF data does not damage the picture.
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _turned(picture: "Image.Image", orientation: int) -> "Image.Image":
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return picture.transpose(turns[orientation]) if orientation in turns else picture


def _on_white(picture: "Image.Image", profile: bytes | None) -> "Image.Image":
    from PIL import Image

    if picture.mode == "P" or "transparency" in picture.info:
        picture = picture.convert("RGBA")
    if not picture.mode.endswith(("A", "a")):
        return _in_srgb(picture, profile)
    alpha = picture.getchannel("A")
    colours = _in_srgb(picture.convert("L" if picture.mode.startswith("L") else "RGB"), profile)
    white = Image.new("RGB", picture.size, "white")
    white.paste(colours, mask=alpha)
    return white


def _in_srgb(picture: "Image.Image", profile: bytes | None) -> "Image.Image":
    """RGB pixels in sRGB; a damaged profile, or one of another kind of colours, is ignored."""
    from PIL import ImageCms

    if picture.mode.startswith("I;16"):
        picture = picture.convert("L")
    if not _is_srgb(profile) and picture.mode in {"RGB", "L", "CMYK"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile or b""))
            converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            return converted if converted is not None else picture.convert("RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return picture.convert("RGB")


def _is_srgb(profile: bytes | None) -> bool:
    """Whether colours are in sRGB, which they are taken to be without a profile."""
    from PIL import ImageCms

    if not profile:
        return True
    try:
        description = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    except (ImageCms.PyCMSError, OSError):
        return True
    return "srgb" in description.lower()


def _encode_within_limit(picture: "Image.Image") -> tuple[bytes, tuple[int, int]]:
    """A JPEG below Instagram's limit and its size: first of a little lower quality, only then of fewer pixels."""
    from PIL.Image import Resampling

    if max(picture.size) > LONGEST_SIDE:
        picture = picture.copy()
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Resampling.LANCZOS)
    for quality in (QUALITY, LOWER_QUALITY):
        encoded = _as_jpeg(picture, quality)
        if len(encoded) <= STORED_IMAGE_BYTES:
            return encoded, picture.size
    while len(encoded) > STORED_IMAGE_BYTES:
        smaller = (max(1, round(picture.width * SHRINK)), max(1, round(picture.height * SHRINK)))
        picture = picture.resize(smaller, Resampling.LANCZOS)
        encoded = _as_jpeg(picture, LOWER_QUALITY)
    return encoded, picture.size


def _as_jpeg(picture: "Image.Image", quality: int) -> bytes:
    # Pillow writes a comment it once read into the new file; nothing may be carried over.
    picture.info = {}
    encoded = io.BytesIO()
    picture.save(encoded, "JPEG", quality=quality)
    return encoded.getvalue()


def _too_many_pixels(max_pixels: int, size: tuple[int, int] | None = None) -> MediaNotReadable:
    found = f"The picture has {size[0]} x {size[1]} pixels" if size else "The picture has far too many pixels"
    return MediaNotReadable(f"{found}; at most {max_pixels / 1e6:g} million can be handled.")


def _unreadable(error: Exception) -> MediaNotReadable | MemoryError:
    if isinstance(error, MemoryError):
        return error
    return MediaNotReadable("The picture is cut off or damaged.")
