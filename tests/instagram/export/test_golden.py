"""One sample of each shape, written by hand, letter for letter as Instagram writes it."""

from datetime import UTC, datetime

from tests.instagram.export.uploads import followers_of, names, read_text

from autogram.instagram.export.kinds import ListKind
from autogram.instagram.export.results import Entry, Era


def test_one_file_for_everything_with_iso_dates():
    export = read_text(
        """{"blocked_users": {"spammer": "2018-05-01T10:20:30"},
            "restricted_users": {},
            "close_friends": {"bestie": "2019-11-30T00:00:00+00:00"},
            "dismissed_suggested_users": {"stranger": "2019-01-01T00:00:00"},
            "follow_requests_sent": {"shy_one": "2017-02-03T04:05:06"},
            "permanent_follow_requests": {"older.ask": "2016-02-03T04:05:06"},
            "followers": {"Anna.Bell": "2015-06-07T08:09:10", "boris_77": "2016-06-07T08:09:10"},
            "following": {"boris_77": "2016-06-07T09:00:00"},
            "following_hashtags": {"caf\\u00c3\\u00a9": "2019-05-01T10:20:30"},
            "unfollowed_users": {"past.one": "2020-01-01T00:00:00"}}""",
        "connections.json",
    )

    assert export.facts.era is Era.CONNECTIONS_2018
    assert names(export.followers) == ["anna.bell", "boris_77"]
    assert export.lists[ListKind.FOLLOWING].entries[0].since == datetime(2016, 6, 7, 9, tzinfo=UTC)
    assert names(export.lists[ListKind.HASHTAGS]) == ["café"]
    assert export.lists[ListKind.HASHTAGS].entries[0].href == "https://www.instagram.com/explore/tags/caf%C3%A9/"
    assert names(export.lists[ListKind.UNFOLLOWED]) == ["past.one"]
    assert names(export.lists[ListKind.REQUESTS_RECENT]) == ["older.ask"]


def test_the_value_form():
    found = followers_of(
        """[
  {
    "title": "",
    "media_list_data": [

    ],
    "string_list_data": [
      {
        "href": "https://www.instagram.com/anna.bell",
        "value": "anna.bell",
        "timestamp": 1749860021
      }
    ]
  }
]"""
    )

    since = datetime(2025, 6, 14, 0, 13, 41, tzinfo=UTC)
    assert list(found.entries) == [Entry("anna.bell", since, href="https://www.instagram.com/anna.bell/")]


def test_the_title_form_with_its_new_links():
    export = read_text(
        """{"relationships_following": [{"title": "anna.bell", "string_list_data": [
            {"href": "https://www.instagram.com/_u/anna.bell", "timestamp": 1749860021}]}]}""",
        "following.json",
    )

    assert names(export.following) == ["anna.bell"]
    assert export.facts.era is Era.LABELLED_2025


def test_a_record_with_nothing_but_a_new_link_is_not_called_u():
    found = followers_of('[{"title":"","string_list_data":[{"href":"https://www.instagram.com/_u/Anna.Bell"}]}]')

    assert names(found) == ["anna.bell"]


def test_the_label_form_in_portuguese_with_garbled_letters():
    export = read_text(
        """[{"timestamp": 1749860021, "media": [], "label_values": [
             {"label": "URL", "value": ""},
             {"label": "Nome", "value": "Jo\\u00c3\\u00a3o"},
             {"label": "Nome de usu\\u00c3\\u00a1rio", "value": "joao"}], "fbid": "17841400000000001"}]""",
        "blocked_profiles.json",
    )

    entry = export.lists[ListKind.BLOCKED].entries[0]
    assert (entry.username, entry.name, entry.instagram_id) == ("joao", "João", "17841400000000001")


def test_a_list_of_one_that_is_no_list():
    export = read_text(
        """{"timestamp": 1749860021, "media": [], "label_values": [{"label": "URL", "value": ""},
            {"label": "Name", "value": ""}, {"label": "Username", "value": "anna.bell"}], "fbid": "1"}""",
        "recently_unfollowed_profiles.json",
    )

    assert names(export.lists[ListKind.UNFOLLOWED]) == ["anna.bell"]


def test_the_received_requests_and_their_apostrophe():
    for name in ("follow_requests_you've_received.json", "follow_requests_you\u2019ve_received.json"):
        export = read_text('{"relationships_follow_requests_received": []}', name)

        assert set(export.lists) == {ListKind.REQUESTS_RECEIVED}


def test_a_hashtag_that_is_followed():
    export = read_text(
        """{"relationships_following_hashtags": [{"title": "", "media_list_data": [], "string_list_data": [{
            "href": "https://www.instagram.com/explore/tags/python", "value": "Python", "timestamp": 1749860021}]}]}""",
        "following_hashtags.json",
    )

    assert names(export.lists[ListKind.HASHTAGS]) == ["python"]


HTML = """<html><head><title>Followers</title></head><body class="_5vb_ _2yq"><div class="clearfix"><div role="main">
<div class="pam _3-95 _2ph- _a6-g uiBoxWhite noborder"><div class="_a6-p"><div><div>
<a target="_blank" href="https://www.instagram.com/anna.bell">anna.bell</a></div><div>Mar 23, 2025 6:45 am</div>
</div></div></div>
<div class="pam _3-95 _2ph- _a6-g uiBoxWhite noborder"><h2 class="_3-95 _2pim _a6-h _a6-i">boris_77</h2>
<div class="_a6-p"><div><div><a target="_blank" href="https://www.instagram.com/_u/boris_77">
https://www.instagram.com/_u/boris_77</a></div><div>Dec 29, 2025 1:46 pm</div></div></div></div>
<div class="pam _3-95 _2ph- _a6-g uiBoxWhite noborder"><div class="_3-95 _2pim _a6-h _a6-i">chloe</div>
<div class="_a6-p"><div><div><a target="_blank" href="https://www.instagram.com/_u/chloe">
https://www.instagram.com/_u/chloe</a></div><div>not a date</div></div></div></div>
<div class="pam _3-95 _2ph- _a6-g uiBoxWhite noborder"><div class="_a6-p"><table style="table-layout: fixed;">
<tr><td colspan="2" class="_2pin _a6_q">URL<div><div></div></div></td></tr>
<tr><td colspan="2" class="_2pin _a6_q">Name<div><div>Dai &amp; Suke</div></div></td></tr>
<tr><td colspan="2" class="_2pin _a6_q">Username<div><div>dai.suke</div></div></td></tr></table></div>
<div class="_3-94 _a6-o">Aug 09, 2026 9:49 am</div></div>
</div></div></body></html>"""


def test_the_records_of_html_pages_in_each_shape():
    found = followers_of(HTML, "followers_1.html")

    assert [(each.username, each.name, each.since) for each in found.entries] == [
        ("anna.bell", None, datetime(2025, 3, 23, 14, 45, tzinfo=UTC)),
        ("boris_77", None, datetime(2025, 12, 29, 21, 46, tzinfo=UTC)),
        ("chloe", None, None),
        ("dai.suke", "Dai & Suke", datetime(2026, 8, 9, 17, 49, tzinfo=UTC)),
    ]


def test_html_does_not_depend_on_class_names():
    changed = HTML.replace("_a6-", "x1y2-").replace("pam", "card").replace("uiBoxWhite", "")

    assert names(followers_of(changed, "followers_1.html")) == ["anna.bell", "boris_77", "chloe", "dai.suke"]


def test_links_of_the_page_itself_are_no_followers():
    found = followers_of(
        """<body><nav><a href="https://www.instagram.com/me">me</a> <div>Mar 23, 2025 6:45 am</div></nav>
        <a href="https://www.instagram.com/">Instagram</a><a href="https://www.instagram.com/p/Cabc/">post</a>
        <a href="https://example.com/eve">eve</a><a href="https://instagram.com.evil.example/eve">eve</a>
        <a href="https://www.instagram.com/anna.bell?hl=en">anna.bell</a><div>Mar 23, 2025 6:45 am</div></body>""",
        "followers_1.html",
    )

    assert names(found) == ["anna.bell"]
