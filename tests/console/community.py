"""What stands behind the community's pages in a test: people of the sandbox, their posts, and what they say."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.e2e.installation import Installation

PASSWORD = "bread-and-butter-9"
CODE = "313131"


class Circle:
    """Ana, Boris and Chloe, each with one post; names of their own for each test."""

    def __init__(self, product: Installation) -> None:
        self.product = product
        self.tail = secrets.token_hex(3)
        self.slug = f"bakers-{self.tail}"
        self.posts = {name: self._publish(self.name(name)) for name in ("ana", "boris", "chloe")}

    def name(self, person: str) -> str:
        return f"{person}.{self.tail}"

    def play(self, method: str, path: str, **options: Any) -> Any:
        answer = self.product.sandbox.request(method, f"/_sandbox{path}", **options)
        assert answer.is_success, answer.text
        return answer.json()

    def account(self, name: str, **more: Any) -> str:
        """An account of the sandbox that can log in."""
        self.play("POST", "/accounts", json={"username": name, "account_type": "PERSONAL", "password": PASSWORD} | more)
        return name

    def _publish(self, username: str) -> dict[str, Any]:
        self.account(username)
        made = self.play("POST", f"/accounts/{username}/posts", json={"count": 1, "caption": "A loaf, still warm"})
        return dict(made["posts"][0])

    def link(self, person: str) -> str:
        return f"https://www.instagram.com/p/{self.posts[person]['shortcode']}/"

    def says(self, person: str, owner: str, text: str) -> None:
        said = {"username": self.name(person), "text": text}
        self.play("POST", f"/media/{self.posts[owner]['id']}/comments", json=said)

    def chat(self) -> str:
        """What KakaoTalk exports when each has asked for comments a minute ago."""
        then = datetime.now(UTC).astimezone(ZoneInfo("Asia/Seoul")) - timedelta(minutes=1)
        day = f"{then.year}년 {then.month}월 {then.day}일 {then.hour:02}:{then.minute:02}"
        return "\n".join(f"{day}, {who.title()} @{self.name(who)} : {self.link(who)} 1/3" for who in self.posts)

    def founded(self, **settings: Any) -> None:
        """The community is there, with the three and their posts of this week."""
        wish = {"name": "Bakers' table", "slug": self.slug, "visibility": "names"} | settings
        self.product.ask("PUT", "/exchange/community", json=wish)
        chat = self.product.ask("POST", "/exchange/imports", json={"text": self.chat()})
        self.product.ask("POST", f"/exchange/imports/{chat['id']}/apply", json={"add_members": True})

    def helper(self) -> None:
        reader = self.account(f"reader.{self.tail}")
        self.product.ask("POST", "/exchange/helpers", json={"instagram_id": reader, "password": PASSWORD})

    def verified(self) -> None:
        """This week's posts have been read."""
        week = self.product.ask("GET", "/exchange/community")["week"]["name"]
        run = self.product.ask("POST", f"/exchange/weeks/{week}/verify")
        path = f"/exchange/verification-runs/{run['id']}"
        self.product.wait_until(lambda: self.product.ask("GET", path)["status"] == "completed", "the week was read")

    def personal_link(self, person: str) -> str:
        """The address of a member's own page, without its host."""
        found = self.product.ask("GET", "/exchange/members", params={"search": self.name(person)})
        made = self.product.ask("POST", f"/exchange/members/{found['items'][0]['id']}/link")
        return f"/exchange/{self.slug}/me#token={made['token']}"

    def text(self) -> str:
        """A consumer and a producer take part, and a model has written a text that waits."""
        base = f"/exchange/public/{self.slug}"
        consumer = self.product.ask("POST", f"{base}/consumers", json={"username": self.name("ana")})
        self.product.ask("POST", f"/exchange/consumers/{consumer['id']}/approve")
        pen = {"username": self.account(f"pen.{self.tail}"), "password": PASSWORD}
        producer = self.product.ask("POST", f"{base}/producers", json=pen)
        self.product.ask("POST", f"/exchange/producers/{producer['id']}/approve")
        self.product.ask("POST", "/exchange/comment-runs")
        waiting: list[Any] = []

        def written() -> bool:
            waiting[:] = self.product.ask("GET", "/exchange/comments", params={"status": "waiting"})["items"]
            return bool(waiting)

        self.product.wait_until(written, "a text was written")
        return str(waiting[0]["text"])
