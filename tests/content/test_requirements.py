"""What Instagram would refuse is said in words before it refuses."""

from dataclasses import dataclass

import pytest

from autogram.content.requirements import MediaUseCase, all_problems, media_problems


@dataclass(frozen=True)
class Measured:
    content_type: str = "image/jpeg"
    size_bytes: int = 1_000_000
    width: int = 1080
    height: int = 1080
    duration_seconds: float | None = None
    frames_per_second: float | None = None
    video_codec: str | None = None
    pixel_format: str | None = None
    audio_codec: str | None = None
    audio_hz: int | None = None
    audio_channels: int | None = None


def video(**changes):
    good = {
        "content_type": "video/mp4",
        "height": 1920,
        "duration_seconds": 30.0,
        "frames_per_second": 30.0,
        "video_codec": "h264",
        "pixel_format": "yuv420p",
        "audio_codec": "aac",
        "audio_hz": 48_000,
        "audio_channels": 2,
    }
    return Measured(**good | changes)


def test_a_good_file_has_no_problem_in_any_use():
    assert all_problems(Measured()) == []
    assert all_problems(video()) == []
    assert all_problems(video(audio_codec=None, audio_hz=None, audio_channels=None)) == []


@pytest.mark.parametrize(
    ("width", "height", "word"),
    [
        (1080, 1350, None),
        (1079, 1350, None),
        (1080, 566, None),
        (1080, 1440, "too tall"),
        (1080, 1920, "too tall"),
        (1200, 600, "too wide"),
    ],
)
@pytest.mark.parametrize("use", ["feed_image", "carousel_image"])
def test_feed_pictures_have_a_shape(width, height, word, use):
    problems = media_problems(Measured(width=width, height=height), use)

    assert [word in problem for problem in problems] == ([True] if word else [])


def test_stories_and_covers_take_any_shape():
    tall = Measured(height=1920)

    assert {use for use, _ in all_problems(tall)} == {MediaUseCase.FEED_IMAGE, MediaUseCase.CAROUSEL_IMAGE}


@pytest.mark.parametrize(
    ("changes", "use", "word"),
    [
        ({"duration_seconds": 2.5}, "reel", "too short"),
        ({"duration_seconds": 901.0}, "reel", "at most 15 minutes"),
        ({"duration_seconds": 61.0}, "story_video", "at most 60 seconds"),
        ({"size_bytes": 101 * 1_048_576, "duration_seconds": 59.0}, "story_video", "at most 100 MB"),
        ({"size_bytes": 301 * 1_048_576, "duration_seconds": 800.0}, "reel", "at most 300 MB"),
        ({"width": 2160, "height": 3840}, "reel", "2160 pixels wide"),
        ({"frames_per_second": 15.0}, "reel", "15 frames"),
        ({"frames_per_second": 120.0}, "reel", "120 frames"),
        ({"video_codec": "vp9"}, "reel", "H.264"),
        ({"pixel_format": "yuv444p"}, "carousel_video", "4:2:0"),
        ({"audio_codec": "opus"}, "story_video", "AAC"),
        ({"audio_hz": 96_000}, "reel", "96000 Hz"),
        ({"audio_channels": 6}, "reel", "6 channels"),
        ({"size_bytes": 100_000_000}, "reel", "27 Mbit/s"),
        ({"width": 30, "height": 1920}, "story_video", "too extreme"),
    ],
)
def test_each_limit_of_a_video_is_named(changes, use, word):
    [problem] = media_problems(video(**changes), use)

    assert word in problem


@pytest.mark.parametrize(
    "changes", [{"frames_per_second": 29.97}, {"frames_per_second": 23.976}, {"duration_seconds": 60.05}]
)
def test_measuring_is_not_pedantic(changes):
    assert all_problems(video(**changes)) == []


def test_a_picture_is_no_reel_and_a_video_no_cover():
    assert media_problems(Measured(), "reel") == ["A reel must be a video."]
    assert media_problems(video(), "cover") == ["A reel's cover must be a picture."]


def test_too_large_a_picture_is_named():
    [problem] = media_problems(Measured(size_bytes=9_000_000), "story_image")

    assert "8 MB" in problem
