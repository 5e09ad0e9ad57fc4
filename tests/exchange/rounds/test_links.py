"""Which post a link means, however it was copied."""

import pytest

from autogram.exchange.rounds.links import NO_POST, NOT_A_LINK, SHARED, LinkRefused, links_in, shortcode_of


@pytest.mark.parametrize(
    "link",
    [
        "https://www.instagram.com/p/DBx-3Yh_7Sa/",
        "https://www.instagram.com/p/DBx-3Yh_7Sa",
        "http://instagram.com/p/DBx-3Yh_7Sa/",
        "instagram.com/p/DBx-3Yh_7Sa/",
        "https://m.instagram.com/p/DBx-3Yh_7Sa/",
        "HTTPS://WWW.Instagram.COM/p/DBx-3Yh_7Sa/",
        "https://instagr.am/p/DBx-3Yh_7Sa/",
        "https://www.instagram.com/reel/DBx-3Yh_7Sa/",
        "https://www.instagram.com/reels/DBx-3Yh_7Sa/",
        "https://www.instagram.com/tv/DBx-3Yh_7Sa/",
        "https://www.instagram.com/some.body/p/DBx-3Yh_7Sa/",
        "https://www.instagram.com/some.body/reel/DBx-3Yh_7Sa/?igsh=MzRlODBiNWFlZA==",
        "https://www.instagram.com/p/DBx-3Yh_7Sa/?igsh=MzRlODBiNWFlZA%3D%3D&img_index=2",
        "https://www.instagram.com/p/DBx-3Yh_7Sa?utm_source=ig_web_copy_link#comments",
        "https://www.instagram.com/p/DBx-3Yh_7Sa/c/17900000000000000/",
        "https://www.instagram.com/p/DBx-3Yh_7Sa/ 오늘도 잘 부탁드려요",
        "이거요:https://www.instagram.com/p/DBx-3Yh_7Sa입니다",
        "(https://www.instagram.com/p/DBx-3Yh_7Sa/)",
        "  https://www.instagram.com/p/DBx-3Yh_7Sa/\n",
    ],
)
def test_every_shape_of_a_link_means_the_same_post(link: str):
    assert shortcode_of(link) == "DBx-3Yh_7Sa"


@pytest.mark.parametrize("kind", ["", "p/", "reel/", "v1/"])
def test_a_share_link_hides_its_post(kind: str):
    with pytest.raises(LinkRefused, match="share link"):
        shortcode_of(f"https://www.instagram.com/share/{kind}BAmC9vXw1y")


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("https://www.instagram.com/some.body/", NO_POST),
        ("https://www.instagram.com/stories/some.body/3141592653589793238/", NO_POST),
        ("https://www.instagram.com/reels/audio/1234567890/", NO_POST),
        ("https://www.instagram.com/p/", NO_POST),
        (f"https://www.instagram.com/p/{'A' * 65}/", NO_POST),
        ("https://www.instagram.com/share", SHARED),
        ("https://www.instagram.com.evil.example/p/DBx3Yh7Sabc/", NOT_A_LINK),
        ("https://evilinstagram.com/p/DBx3Yh7Sabc/", NOT_A_LINK),
        ("https://www.instagram.com@evil.example/p/DBx3Yh7Sabc/", NOT_A_LINK),
        ("https://help.instagram.com/p/DBx3Yh7Sabc/", NOT_A_LINK),
        ("https://evil.example/instagram.com/p/DBx3Yh7Sabc/", NOT_A_LINK),
        ("https://www.youtube.com/watch?v=1", NOT_A_LINK),
        ("DBx3Yh7Sabc", NOT_A_LINK),
        ("", NOT_A_LINK),
    ],
)
def test_what_leads_to_no_post_says_why(link: str, why: str):
    with pytest.raises(LinkRefused) as refused:
        shortcode_of(link)

    assert str(refused.value) == why


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("https://www.instagram.com/p/ABC/ 1/3", " 1/3"),
        ("https://www.instagram.com/p/ABC/1/3", "1/3"),
        ("https://www.instagram.com/p/ABC 1/3", " 1/3"),
        ("https://www.instagram.com/p/ABC/?igsh=MXg4Yg==1/3", "1/3"),
        ("https://www.instagram.com/p/ABC/?igsh=MXg4/Yg== 1/3", " 1/3"),
        ("https://www.instagram.com/p/ABC/?img_index=1 안녕", " 안녕"),
        ("https://www.instagram.com/p/ABC/(1/3)", "(1/3)"),
    ],
)
def test_what_is_written_right_behind_a_link_is_no_part_of_it(text: str, behind: str):
    [found] = links_in(text)

    assert found.shortcode == "ABC"
    assert text[found.end :] == behind


def test_a_very_long_text_is_read_in_no_time():
    for hostile in ("https://" * 200_000, "instagram.com/p/" * 100_000, "instagram.com/p/A?" + "1/1" * 300_000):
        assert list(links_in(hostile)) is not None
