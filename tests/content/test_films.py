"""Videos come out as MP4 files with the index first and nothing in them but picture and sound, never re-encoded."""

import struct

import av
import pytest
from tests.content import makers

from autogram.content.errors import MediaNotReadable, MediaTypeNotSupported
from autogram.content.preparation import prepare_now


def prepared(folder, content):
    (folder / "upload").write_bytes(content)
    return prepare_now(folder / "upload", 64_000_000)


def packets(path):
    with av.open(str(path)) as opened:
        return [bytes(packet) for packet in opened.demux(opened.streams.video[0]) if packet.size]


def test_a_video_loses_its_place_and_title_and_gets_its_index_first(tmp_path):
    place = {"com.apple.quicktime.location.ISO6709": makers.PLACE.decode(), "title": makers.SECRET}
    original = makers.film(tmp_path / "film.mp4", metadata=place, movflags="use_metadata_tags")
    assert makers.PLACE in original
    assert original.find(b"moov") > original.find(b"mdat")

    result = prepared(tmp_path, original)

    stored = result.path.read_bytes()
    assert makers.PLACE not in stored
    assert makers.SECRET.encode() not in stored
    assert 0 < stored.find(b"moov") < stored.find(b"mdat")
    assert b"elst" not in stored
    assert packets(result.path) == packets(tmp_path / "film.mp4")


def test_what_a_video_is_like_is_measured(tmp_path):
    result = prepared(tmp_path, makers.film(tmp_path / "film.mp4"))

    found = result.video
    assert (result.content_type, found.video_codec, found.pixel_format) == ("video/mp4", "h264", "yuv420p")
    assert (found.width, found.height, found.frames_per_second) == (180, 320, 30)
    assert found.duration_seconds == pytest.approx(3, abs=0.06)
    assert (found.audio_codec, found.audio_hz, found.audio_channels) == ("aac", 44_100, 2)


@pytest.mark.parametrize("rotation", [90, -90, 180])
def test_a_video_filmed_sideways_is_seen_upright(tmp_path, rotation):
    result = prepared(tmp_path, makers.film(tmp_path / "film.mp4", size=(320, 180), rotation=rotation))

    upright = rotation == 180
    assert (result.video.width, result.video.height) == ((320, 180) if upright else (180, 320))
    assert (result.width, result.height) == (result.video.width, result.video.height)
    assert makers.opened(result.thumbnail.read_bytes()).size == (result.width, result.height)
    with av.open(str(result.path)) as opened:
        assert abs(next(opened.decode(opened.streams.video[0])).rotation) == abs(rotation)


@pytest.mark.parametrize(
    ("kind", "codec"), [("mov", "libx264"), ("matroska", "libx264"), ("mp4", "libx265"), ("matroska", "libx265")]
)
def test_other_containers_become_mp4_without_re_encoding(tmp_path, kind, codec):
    result = prepared(tmp_path, makers.film(tmp_path / "film", kind=kind, codec=codec))

    stored = result.path.read_bytes()
    assert stored[4:8] == b"ftyp"
    assert stored[8:12] != b"qt  "
    assert len(packets(result.path)) == 90
    assert (b"hvc1" in stored) == (codec == "libx265")
    with av.open(str(result.path)) as opened:
        starts = [float(stream.start_time * stream.time_base) for stream in opened.streams]
    assert max(starts) - min(starts) < 0.03


def test_sound_that_begins_late_stays_late(tmp_path):
    makers.film(tmp_path / "film.mp4")
    with av.open(str(tmp_path / "film.mp4")) as film, av.open(str(tmp_path / "late.mp4"), "w") as made:
        copies = [made.add_stream_from_template(stream, opaque=True) for stream in film.streams]
        for packet in film.demux():
            if packet.size:
                late = round(1 / packet.time_base) if packet.stream.type == "audio" else 0
                packet.pts, packet.dts = packet.pts + late, packet.dts + late
                packet.stream = copies[packet.stream_index]
                made.mux(packet)

    result = prepared(tmp_path, (tmp_path / "late.mp4").read_bytes())

    with av.open(str(result.path)) as opened:
        picture, sound = (float(stream.start_time * stream.time_base) for stream in opened.streams)
    assert sound - picture == pytest.approx(1, abs=0.05)


def test_a_video_without_sound_is_a_video(tmp_path):
    result = prepared(tmp_path, makers.film(tmp_path / "film.mp4", sound=None))

    assert result.video.audio_codec is None


def test_the_thumbnail_is_a_frame_from_the_beginning(tmp_path):
    result = prepared(tmp_path, makers.film(tmp_path / "film.mp4", size=(720, 1280)))

    small = makers.opened(result.thumbnail.read_bytes())
    red, _, blue = small.getpixel((100, 100))
    assert small.size == (270, 480)
    assert red > 200 > 60 > blue


@pytest.mark.parametrize("kind", ["mp4", "matroska"])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_a_cut_off_video_is_refused(tmp_path, kind, share):
    options = {"movflags": "faststart"} if kind == "mp4" else {}
    original = makers.film(tmp_path / "film", kind=kind, seconds=6, **options)

    with pytest.raises(MediaNotReadable):
        prepared(tmp_path, original[: int(len(original) * share)])


def test_sound_alone_is_refused(tmp_path):
    with av.open(str(tmp_path / "sound.m4a"), "w", format="ipod") as made:
        track = made.add_stream("aac", rate=44_100, layout="stereo")
        for start in range(0, 44_100, 1024):
            made.mux(track.encode(makers._silence(start, 44_100)))
        made.mux(track.encode(None))

    with pytest.raises(MediaTypeNotSupported, match="no moving picture"):
        prepared(tmp_path, (tmp_path / "sound.m4a").read_bytes())


def test_a_format_an_mp4_cannot_hold_is_named(tmp_path):
    original = makers.film(tmp_path / "film.webm", kind="webm", codec="libvpx", sound=None)

    with pytest.raises(MediaTypeNotSupported, match="vp8"):
        prepared(tmp_path, original)


@pytest.mark.parametrize("start", [b"\0\0\0\x18ftypmp42", b"\x1a\x45\xdf\xa3", b"\0\0\0\x08moov", b"\0\0\0\x08wide"])
def test_a_right_beginning_alone_is_not_enough(tmp_path, start):
    with pytest.raises((MediaNotReadable, MediaTypeNotSupported)):
        prepared(tmp_path, start + b"\0" * 12 + b"<script>" * 100)


def test_a_small_file_that_claims_billions_of_frames_is_refused_before_it_is_unpacked(tmp_path):
    original = bytearray(makers.film(tmp_path / "film.mp4"))
    sizes = original.find(b"stsz")
    original[sizes + 8 : sizes + 16] = struct.pack(">II", 1, 2**31 - 1)

    with pytest.raises(MediaNotReadable, match="more frames"):
        prepared(tmp_path, bytes(original))


def test_bytes_behind_the_video_are_not_kept(tmp_path):
    result = prepared(tmp_path, makers.film(tmp_path / "film.mp4") + b"PK\x03\x04 and more")

    assert b"PK\x03\x04" not in result.path.read_bytes()
