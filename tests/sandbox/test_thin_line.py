"""The shortest way from nothing to a published post, over real HTTP."""

from urllib.parse import parse_qs, urlsplit

from .conftest import CALLBACK, PUBLISHING, FileServer, Sandbox


def test_a_developer_connects_an_account_and_publishes_a_picture(sandbox: Sandbox, sandbox_files: FileServer):
    asked = {
        "client_id": "sandbox-app",
        "redirect_uri": CALLBACK,
        "response_type": "code",
        "scope": PUBLISHING,
        "state": "s1",
        "_sandbox_user": "sunny.bakery",
    }
    answer = sandbox.client.get("/www.instagram.com/oauth/authorize", params=asked)
    assert answer.status_code == 302
    assert answer.headers["location"].endswith("#_")
    redirect = urlsplit(answer.headers["location"])
    assert parse_qs(redirect.query)["state"] == ["s1"]

    proof = {"client_id": "sandbox-app", "client_secret": "sandbox-secret", "grant_type": "authorization_code"}
    code = parse_qs(redirect.query)["code"][0]
    short = sandbox.client.post(
        "/api.instagram.com/oauth/access_token", data=proof | {"redirect_uri": CALLBACK, "code": code}
    ).json()
    assert short["permissions"] == PUBLISHING.split(",")
    long = sandbox.client.get(
        "/graph.instagram.com/access_token",
        params={
            "grant_type": "ig_exchange_token",
            "client_secret": "sandbox-secret",
            "access_token": short["access_token"],
        },
    ).json()
    assert long["access_token"].startswith("IGAA")
    assert long["expires_in"] == 5183944

    token = long["access_token"]
    me = sandbox.call("GET", "v25.0/me", token, fields="user_id,username,account_type,profile_picture_url").json()
    assert (me["username"], me["user_id"]) == ("sunny.bakery", short["user_id"])
    assert me["id"] != me["user_id"]

    user = me["user_id"]
    container = sandbox.call(
        "POST", f"v25.0/{user}/media", token, image_url=f"{sandbox_files.url}/square.jpg", caption="Buns!"
    ).json()["id"]
    status = sandbox.call("GET", container, token, fields="status_code,status").json()
    assert status["status_code"] == "FINISHED"
    media = sandbox.call("POST", f"{user}/media_publish", token, creation_id=container).json()["id"]
    read = sandbox.call("GET", media, token, fields="caption,permalink,media_url,timestamp").json()
    assert read["caption"] == "Buns!"
    limit = sandbox.call("GET", f"{user}/content_publishing_limit", token, fields="config,quota_usage").json()
    assert limit["data"] == [{"config": {"quota_total": 100, "quota_duration": 86400}, "quota_usage": 1}]

    published = sandbox.control("GET", "published?username=sunny.bakery")
    assert (published["media_count"], published["publish_calls"]) == (1, 1)
    assert published["media"][0]["parameters"]["caption"] == "Buns!"
    assert published["media"][0]["container_id"] == container


def test_mail_sent_to_the_sandbox_can_be_read(sandbox: Sandbox):
    import smtplib
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "app@example.org", "eve@example.org", "Grüße"
    message.set_content("Confirm: http://127.0.0.1:8000/confirm?token=abc.")
    message.add_alternative('<a href="http://127.0.0.1:8000/confirm?a=1&amp;b=2">Confirm</a>', subtype="html")
    with smtplib.SMTP("127.0.0.1", sandbox.server.app.state.mailbox.port) as smtp:
        smtp.send_message(message)

    mail = sandbox.control("GET", "mail?to=eve@example.org")["mail"]

    assert [found["subject"] for found in mail] == ["Grüße"]
    assert mail[0]["links"] == ["http://127.0.0.1:8000/confirm?token=abc", "http://127.0.0.1:8000/confirm?a=1&b=2"]
