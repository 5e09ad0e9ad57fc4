"""Reading what is published, and what people write below it."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from .conftest import FileServer, Sandbox


@pytest.fixture
def posts(sandbox: Sandbox, sandbox_files: FileServer) -> list[str]:
    """Five publications, oldest first, an hour apart."""
    made = []
    for number in range(5):
        made.append(sandbox.publish(sandbox.token(), f"{sandbox_files.url}/square.jpg", caption=f"post {number}"))
        sandbox.control("PUT", "clock", {"advance_seconds": 3_600})
    return made


def ids_of(reply: Any) -> list[str]:
    return [item["id"] for item in reply.json()["data"]]


def test_media_is_listed_newest_first_and_followed_by_its_links(sandbox: Sandbox, posts: list[str]):
    token, found = sandbox.token(), []
    reply = sandbox.call("GET", "me/media", token, limit="2", fields="id,caption")
    while True:
        found += ids_of(reply)
        following = reply.json()["paging"].get("next")
        if following is None:
            break
        assert f"access_token={token}" in following
        reply = sandbox.client.get(following)

    assert found == posts[::-1]
    back = sandbox.client.get(reply.json()["paging"]["previous"])
    assert ids_of(back) == posts[::-1][2:4]


def test_a_page_stays_right_while_something_new_appears(sandbox: Sandbox, sandbox_files: FileServer, posts: list[str]):
    token = sandbox.token()
    first = sandbox.call("GET", "me/media", token, limit="2").json()
    sandbox.publish(token, f"{sandbox_files.url}/square.jpg")

    second = sandbox.call("GET", "me/media", token, limit="2", after=first["paging"]["cursors"]["after"])

    assert ids_of(second) == posts[::-1][2:4]


def test_a_wrong_cursor_or_limit_is_refused(sandbox: Sandbox, posts: list[str]):
    token = sandbox.token()

    for wrong in ({"after": "nonsense"}, {"before": "!"}, {"limit": "many"}, {"since": "yesterday"}):
        assert sandbox.call("GET", "me/media", token, **wrong).json()["error"]["code"] == 100


def test_media_can_be_asked_for_by_time(sandbox: Sandbox, posts: list[str]):
    times = [entry["published_at"] for entry in sandbox.control("GET", "published")["media"]]
    from datetime import datetime

    since, until = (int(datetime.fromisoformat(times[number]).timestamp()) for number in (1, 3))

    assert ids_of(sandbox.call("GET", "me/media", sandbox.token(), since=since, until=until)) == [posts[2], posts[1]]


def test_stories_are_apart_and_gone_after_a_day(sandbox: Sandbox, sandbox_files: FileServer):
    token = sandbox.token()
    story = sandbox.publish(token, f"{sandbox_files.url}/square.jpg", media_type="STORIES")

    assert ids_of(sandbox.call("GET", "me/media", token)) == []
    assert ids_of(sandbox.call("GET", "me/stories", token)) == [story]
    sandbox.control("PUT", "clock", {"advance_seconds": 86_401})
    assert ids_of(sandbox.call("GET", "me/stories", token)) == []


def test_fields_expand_within_fields(sandbox: Sandbox, posts: list[str]):
    for number in range(3):
        sandbox.control("POST", f"media/{posts[0]}/comments", {"username": "fan", "text": f"c{number}"})

    wanted = "username,media_count,media.limit(1){caption}"
    me = sandbox.call("GET", "me", sandbox.token(), fields=wanted).json()
    assert (me["media_count"], me["media"]["data"][0]["caption"]) == (5, "post 4")
    read = sandbox.call("GET", posts[0], sandbox.token(), fields="comments_count,comments.limit(2){text,from{id}}")
    assert read.json()["comments_count"] == 3
    assert [comment["text"] for comment in read.json()["comments"]["data"]] == ["c2", "c1"]


@pytest.mark.parametrize(
    ("fields", "code"), [("caption,flavour", 100), ("children{id", 2500), ("id}", 2500), ('["id","caption"]', None)]
)
def test_fields_are_checked(sandbox: Sandbox, posts: list[str], fields: str, code: int | None):
    reply = sandbox.call("GET", posts[0], sandbox.token(), fields=fields).json()

    assert reply.get("error", {}).get("code") == code


def test_several_objects_come_in_one_answer(sandbox: Sandbox, posts: list[str]):
    token = sandbox.token()
    reply = sandbox.call("GET", "", token, ids=f"{posts[0]},{posts[1]}", fields="caption").json()

    assert {key: value["caption"] for key, value in reply.items()} == {posts[0]: "post 0", posts[1]: "post 1"}
    broken = sandbox.call("GET", "", token, ids=f"{posts[0]},404")
    assert broken.json()["error"]["error_subcode"] == 33


def test_a_publication_can_be_taken_down(sandbox: Sandbox, posts: list[str]):
    token = sandbox.token()

    assert sandbox.call("DELETE", posts[0], token).json() == {"success": True}
    assert sandbox.call("GET", posts[0], token).json()["error"]["error_subcode"] == 33
    assert len(ids_of(sandbox.call("GET", "me/media", token))) == 4


def test_a_post_with_method_delete_deletes(sandbox: Sandbox, posts: list[str]):
    assert sandbox.call("POST", posts[0], sandbox.token(), method="delete").json() == {"success": True}


def test_permalinks_open_a_page(sandbox: Sandbox, posts: list[str]):
    link = sandbox.call("GET", posts[0], sandbox.token(), fields="permalink").json()["permalink"]

    assert "post 0" in sandbox.client.get(link).text
    assert sandbox.client.get("/www.instagram.com/p/CAAAAAAAAAA/").status_code == 404
    sandbox.settings(permalinks="instagram")
    real = sandbox.call("GET", posts[0], sandbox.token(), fields="permalink").json()["permalink"]
    assert urlsplit(real).hostname == "www.instagram.com"


def test_comments_are_answered_hidden_and_deleted(sandbox: Sandbox, posts: list[str]):
    token, media = sandbox.token(), posts[0]
    theirs = sandbox.control("POST", f"media/{media}/comments", {"username": "fan", "text": "Yum"})["id"]
    ours = sandbox.call("POST", f"{media}/comments", token, message="Thank you all").json()["id"]
    reply = sandbox.call("POST", f"{theirs}/replies", token, message="Thanks").json()["id"]
    nested = sandbox.call("POST", f"{reply}/replies", token, message="Again").json()["id"]

    assert ids_of(sandbox.call("GET", f"{media}/comments", token)) == [ours, theirs]
    assert ids_of(sandbox.call("GET", f"{theirs}/replies", token)) == [reply, nested]
    assert sandbox.call("POST", theirs, token, hide="true").json() == {"success": True}
    assert sandbox.call("GET", theirs, token, fields="hidden,username,replies{text}").json() == {
        "hidden": True,
        "username": "fan",
        "replies": {"data": [{"text": "Thanks", "id": reply}, {"text": "Again", "id": nested}]}
        | {"paging": sandbox.call("GET", f"{theirs}/replies", token).json()["paging"]},
        "id": theirs,
    }
    assert sandbox.call("POST", f"{theirs}/replies", token, message="no").status_code == 400
    sandbox.call("POST", ours, token, hide="true")
    assert sandbox.call("GET", ours, token, fields="hidden").json()["hidden"] is False
    assert sandbox.call("DELETE", theirs, token).json() == {"success": True}
    assert ids_of(sandbox.call("GET", f"{media}/comments", token)) == [ours]
    assert sandbox.call("GET", nested, token).status_code == 400


def test_comments_can_be_switched_off(sandbox: Sandbox, posts: list[str]):
    token = sandbox.token()
    sandbox.call("POST", posts[0], token, comment_enabled="false")

    assert sandbox.call("GET", posts[0], token, fields="is_comment_enabled").json()["is_comment_enabled"] is False
    assert sandbox.call("POST", f"{posts[0]}/comments", token, message="hi").status_code == 400


def test_unknown_paths_and_objects_are_told_apart(sandbox: Sandbox):
    token, page = sandbox.token(), sandbox.token(flavour="page")

    path = sandbox.call("GET", "me/friends", token).json()["error"]
    assert (path["code"], path["type"]) == (2500, "IGApiException")
    unknown = sandbox.call("GET", "17999/media", token).json()["error"]
    assert (unknown["code"], unknown["error_subcode"], unknown["type"]) == (100, 33, "GraphMethodException")
    assert sandbox.client.get("/graph.instagram.company/me").status_code == 404
    assert sandbox.client.post(f"/graph.instagram.com?access_token={token}&batch=[]").json() == []
    other = sandbox.call("GET", "me/friends", page, host="graph.facebook.com").json()["error"]
    assert (other["code"], other["type"]) == (2500, "OAuthException")


def test_a_subscription_to_an_unknown_field_is_refused(sandbox: Sandbox):
    token = sandbox.token()

    refused = sandbox.call("POST", "me/subscribed_apps", token, subscribed_fields="comments,likes").json()["error"]

    assert refused["message"].startswith("(#100) Param subscribed_fields[1] must be one of {comments,")
    assert sandbox.call("POST", "me/subscribed_apps", token, subscribed_fields="comments").json() == {"success": True}


def test_a_batch_answers_each_call_and_null_where_there_was_no_answer(sandbox: Sandbox, posts: list[str]):
    import json

    sandbox.control("POST", "faults", {"action": {"drop": True}, "match": {"op": "limit.read"}})
    calls = [
        {"method": "GET", "relative_url": f"v25.0/{posts[0]}?fields=caption"},
        {"method": "POST", "relative_url": f"{posts[0]}/comments", "body": "message=first"},
        {"method": "GET", "relative_url": "me/content_publishing_limit"},
        {"method": "GET", "relative_url": "404"},
    ]

    answers = sandbox.call("POST", "v25.0/", sandbox.token(), batch=json.dumps(calls)).json()

    assert [answer and answer["code"] for answer in answers] == [200, 200, None, 400]
    assert json.loads(answers[0]["body"])["caption"] == "post 0"
    too_many = sandbox.call("POST", "", sandbox.token(), batch=json.dumps(calls * 13))
    assert too_many.status_code == 400


def test_stories_reels_and_carousels_have_pages_of_their_own(sandbox: Sandbox, sandbox_files: FileServer):
    sandbox.settings(media_fetch="skipped", processing_seconds={"reel": 0})
    token, url = sandbox.token(), f"{sandbox_files.url}/square.jpg"
    children = [
        sandbox.call("POST", "me/media", token, image_url=url, is_carousel_item="true").json()["id"] for _ in range(2)
    ]
    made = {
        "STORIES": {"image_url": url},
        "REELS": {"video_url": "http://127.0.0.1:9/reel.mp4"},
        "CAROUSEL": {"children": ",".join(children)},
    }

    for media_type, params in made.items():
        container = sandbox.call("POST", "me/media", token, media_type=media_type, **params).json()["id"]
        media = sandbox.call("POST", "me/media_publish", token, creation_id=container).json()["id"]
        wanted = "permalink,media_product_type,media_url,is_shared_to_feed,alt_text,children{id}"
        read = sandbox.call("GET", media, token, fields=wanted).json()
        assert sandbox.client.get(read["permalink"]).status_code == 200
        assert read["media_url"]
        assert ("is_shared_to_feed" in read) == (media_type == "REELS")


def test_a_comment_knows_its_media_and_its_parent(sandbox: Sandbox, posts: list[str]):
    token = sandbox.token()
    top = sandbox.control("POST", f"media/{posts[0]}/comments", {"username": "fan", "text": "Yum"})["id"]
    reply = sandbox.call("POST", f"{top}/replies", token, message="Thanks").json()["id"]

    wanted = "media{id,media_product_type},parent{text},from,user,like_count"
    read = sandbox.call("GET", reply, token, fields=wanted).json()

    assert read["media"] == {"id": posts[0], "media_product_type": "FEED"}
    assert read["parent"] == {"text": "Yum", "id": top}
    assert read["from"]["username"] == "sunny.bakery"
    assert read["user"] == {"id": sandbox.account_id()}
