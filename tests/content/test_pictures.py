"""Pictures come out as plain upright sRGB JPEG files with nothing in them but the picture."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageCms
from tests.content import makers

from autogram.content.errors import MediaNotReadable, MediaTypeNotSupported
from autogram.content.facts import PreparedMedia
from autogram.content.pictures import STORED_IMAGE_BYTES
from autogram.content.preparation import prepare_now


def prepared(folder: Path, content: bytes, max_pixels: int = 64_000_000) -> PreparedMedia:
    (folder / "upload").write_bytes(content)
    return prepare_now(folder / "upload", max_pixels)


def is_red(pixel: object) -> bool:
    red, green, blue = pixel  # type: ignore[misc]
    return red > 150 and green < 90 and blue < 90


def test_a_fit_jpeg_keeps_every_pixel_and_loses_its_metadata(tmp_path):
    original = makers.jpeg(exif=makers.gps_exif(), comment=b"a comment " + makers.SECRET.encode())

    result = prepared(tmp_path, original)

    stored = result.path.read_bytes()
    assert makers.opened(stored).tobytes() == makers.opened(original).tobytes()
    assert dict(makers.opened(stored).getexif()) == {}
    assert makers.SECRET.encode() not in stored
    assert b"Exif" not in stored
    assert (result.width, result.height, result.content_type) == (640, 640, "image/jpeg")


@pytest.mark.parametrize("mode", ["progressive", "restarts", "444", "grey"])
def test_jpegs_of_every_make_stay_what_they_show(tmp_path, mode):
    options = {"progressive": {"progressive": True}, "restarts": {"restart_marker_rows": 1}, "444": {"subsampling": 0}}
    picture = makers.painting(mode="L") if mode == "grey" else makers.painting()
    original = makers.encoded(picture, **options.get(mode, {}))

    stored = makers.opened(prepared(tmp_path, original).path.read_bytes())

    assert stored.mode == "RGB"
    shown = makers.opened(original).convert("RGB")
    difference = ImageChops.difference(stored, shown)
    assert stored.size == shown.size
    assert max(most for _, most in difference.getextrema()) <= 6


def test_an_rgb_jpeg_without_a_header_does_not_change_colours(tmp_path):
    original = makers.encoded(makers.painting(), keep_rgb=True)

    stored = makers.opened(prepared(tmp_path, original).path.read_bytes())

    assert is_red(stored.getpixel((100, 400)))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_way_the_camera_was_held_is_applied(tmp_path, orientation):
    from PIL import ImageOps

    original = makers.jpeg(640, 480, exif=makers.gps_exif(orientation))

    result = prepared(tmp_path, original)

    wanted = ImageOps.exif_transpose(makers.opened(original))
    stored = makers.opened(result.path.read_bytes())
    assert stored.size == wanted.size == (result.width, result.height)
    for place in ((50, 300), (400, 300), (300, 20)):
        assert all(abs(a - b) < 12 for a, b in zip(stored.getpixel(place), wanted.getpixel(place), strict=True))
    assert makers.SECRET.encode() not in result.path.read_bytes()


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "HEIF", "AVIF", "GIF"])
def test_other_formats_become_jpeg(tmp_path, kind):
    exif = {} if kind == "GIF" else {"exif": makers.gps_exif().tobytes()}
    original = makers.encoded(makers.painting(640, 480), kind, **exif)

    result = prepared(tmp_path, original)

    stored = makers.opened(result.path.read_bytes())
    assert (stored.format, stored.mode, stored.size) == ("JPEG", "RGB", (640, 480))
    assert is_red(stored.getpixel((100, 300)))
    assert dict(stored.getexif()) == {}
    assert makers.SECRET.encode() not in result.path.read_bytes()


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "PA", "1", "I;16", "RGBa"])
def test_pixels_of_every_kind_can_be_shown(tmp_path, mode):
    if mode == "P":
        picture = makers.painting().quantize(16)
        picture.info["transparency"] = picture.getpixel((100, 400))
    elif mode == "I;16":
        picture = Image.new("I;16", (400, 400), 65_535)
    elif mode in {"PA", "RGBa"}:
        picture = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    else:
        picture = Image.new(mode, (400, 400), 0 if mode != "1" else 1)

    result = prepared(tmp_path, makers.encoded(picture, "PNG"))

    # Whatever was see-through, or full, is white now.
    assert min(makers.opened(result.path.read_bytes()).getpixel((100, 350))) > 245


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_colours_of_another_profile_are_converted_to_srgb(tmp_path, kind):
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = plain.replace(b"rXYZ", b"tmpX").replace(b"bXYZ", b"rXYZ").replace(b"tmpX", b"bXYZ")
    profile = swapped.replace("sRGB".encode("utf-16-be"), "ours".encode("utf-16-be"))

    result = prepared(tmp_path, makers.encoded(makers.painting(), kind, icc_profile=profile))

    stored = result.path.read_bytes()
    red, _, blue = makers.opened(stored).getpixel((100, 400))
    assert blue > 150 > 90 > red
    assert b"ICC_PROFILE" not in stored


def test_an_srgb_profile_is_left_out_and_the_pixels_kept(tmp_path):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    original = makers.jpeg(icc_profile=profile)

    stored = prepared(tmp_path, original).path.read_bytes()

    assert b"ICC_PROFILE" not in stored
    assert makers.opened(stored).tobytes() == makers.opened(original).tobytes()


def test_cmyk_becomes_rgb(tmp_path):
    result = prepared(tmp_path, makers.encoded(makers.painting(mode="CMYK"), "JPEG"))

    stored = makers.opened(result.path.read_bytes())
    assert stored.mode == "RGB"
    assert is_red(stored.getpixel((100, 400)))


@pytest.mark.parametrize("profile", [b"", b"not a profile", b"\0" * 200])
def test_a_damaged_profile_does_not_matter(tmp_path, profile):
    result = prepared(tmp_path, makers.encoded(makers.painting(), "PNG", icc_profile=profile))

    assert is_red(makers.opened(result.path.read_bytes()).getpixel((100, 400)))


def test_a_picture_over_instagrams_size_is_made_smaller(tmp_path):
    original = makers.encoded(makers.noise(3000, 3000), "JPEG", quality=98)
    assert len(original) > STORED_IMAGE_BYTES

    result = prepared(tmp_path, original)

    assert result.size_bytes == result.path.stat().st_size <= STORED_IMAGE_BYTES
    assert result.width == result.height > 1440
    assert makers.opened(result.path.read_bytes()).size == (result.width, result.height)


def test_a_phones_second_picture_and_film_are_cut_off(tmp_path):
    first, second = makers.painting(640, 480), makers.painting(64, 64)
    several = io.BytesIO()
    first.save(several, "MPO", save_all=True, append_images=[second])
    original = several.getvalue() + b"\0\0\0\x18ftypmp42" + makers.PLACE

    stored = prepared(tmp_path, original).path.read_bytes()

    assert makers.opened(stored).format == "JPEG"
    assert b"MPF" not in stored
    assert makers.PLACE not in stored
    assert stored.count(b"\xff\xd8\xff") == 1


def test_a_picture_that_is_also_something_else_is_only_a_picture_afterwards(tmp_path):
    evil = b"<script>alert(1)</script>"
    original = makers.jpeg(comment=b"*/ " + evil) + b"PK\x03\x04" + evil

    stored = prepared(tmp_path, original).path.read_bytes()

    assert evil not in stored
    assert b"PK\x03\x04" not in stored


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_an_animated_picture_is_refused_in_words(tmp_path, kind):
    frames = [makers.painting(64, 64), makers.painting(64, 64).rotate(90)]
    original = makers.encoded(frames[0], kind, save_all=True, append_images=frames[1:])

    with pytest.raises(MediaTypeNotSupported, match="animated"):
        prepared(tmp_path, original)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_cut_off_picture_is_refused(tmp_path, kind, share):
    original = makers.encoded(makers.noise(300, 300), kind)

    with pytest.raises(MediaNotReadable):
        prepared(tmp_path, original[: int(len(original) * share)])


def test_a_decompression_bomb_is_refused_before_it_is_unpacked(tmp_path):
    with pytest.raises(MediaNotReadable, match="pixels"):
        prepared(tmp_path, makers.bomb_png())
    with pytest.raises(MediaNotReadable, match="pixels"):
        prepared(tmp_path, makers.bomb_png(11_000))


def test_the_pixel_limit_is_a_setting(tmp_path):
    with pytest.raises(MediaNotReadable, match="640 x 640"):
        prepared(tmp_path, makers.jpeg(), max_pixels=400_000)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "SVG"),
        (b"\xef\xbb\xbf <!DOCTYPE html><script>", "web page"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04", "ZIP"),
        (b"BM0000", "BMP"),
        (b"II*\x00", "TIFF"),
        (b"hello", "unknown"),
        (b"#EXTM3U\nhttp://127.0.0.1/secret.ts", "unknown"),
    ],
)
def test_what_is_no_picture_is_named(tmp_path, content, word):
    with pytest.raises(MediaTypeNotSupported, match=word):
        prepared(tmp_path, content)


def test_an_empty_file_is_refused(tmp_path):
    with pytest.raises(MediaNotReadable, match="empty"):
        prepared(tmp_path, b"")


@pytest.mark.parametrize(
    "start", [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBP", b"\0\0\0\x18ftypheic"]
)
def test_a_right_beginning_alone_is_not_enough(tmp_path, start):
    with pytest.raises(MediaNotReadable):
        prepared(tmp_path, start + b"<script>" * 100)


def test_the_thumbnail_is_small(tmp_path):
    result = prepared(tmp_path, makers.jpeg(2000, 1000))

    small = makers.opened(result.thumbnail.read_bytes())
    assert (small.format, small.size) == ("JPEG", (480, 240))


def test_the_same_picture_is_prepared_to_the_same_bytes(tmp_path):
    original = makers.encoded(makers.painting(), "PNG")

    assert prepared(tmp_path, original).sha256 == prepared(tmp_path, original).sha256
