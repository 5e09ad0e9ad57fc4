"""Fixtures of the sandbox's own tests: a server on a free port, a client, and files to publish."""

import io
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import av
import httpx2
import pytest
import uvicorn
from PIL import Image
from starlette.applications import Starlette

from autogram.sandbox.app import create_app


def free_port() -> int:
    """A port of 127.0.0.1 nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class RunningSandbox:
    """A sandbox served over real HTTP from a thread."""

    def __init__(self, **options: Any) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.app: Starlette = create_app(public_url=self.url, **options)
        config = uvicorn.Config(self.app, port=self.port, log_level="critical", ws="none", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def __enter__(self) -> "RunningSandbox":
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        return self

    def __exit__(self, *reason: object) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=10)


@dataclass
class FileServer:
    """Files by path, served over real HTTP; a path maps to (status, content type, bytes)."""

    url: str = ""
    files: dict[str, tuple[int, str, bytes]] = field(default_factory=dict)
    hits: list[str] = field(default_factory=list)
    posts: list[bytes] = field(default_factory=list)

    def add(self, path: str, content: bytes, content_type: str = "image/jpeg", status: int = 200) -> str:
        """Serve these bytes and return their address."""
        self.files[path] = (status, content_type, content)
        return self.url + path


def jpeg(width: int = 1080, height: int = 1080, color: str = "teal", format: str = "JPEG") -> bytes:
    """A real picture."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), color).save(buffer, format)
    return buffer.getvalue()


@pytest.fixture(scope="session")
def sandbox_server() -> Iterator[RunningSandbox]:
    with RunningSandbox(smtp_port=0) as running:
        yield running


@pytest.fixture
def sandbox(sandbox_server: RunningSandbox) -> Iterator["Sandbox"]:
    """A freshly reset sandbox and a client for it."""
    with httpx2.Client(base_url=sandbox_server.url, timeout=10, trust_env=False) as client:
        assert client.post("/_sandbox/reset").status_code == 200
        yield Sandbox(sandbox_server, client)


@pytest.fixture(scope="session")
def sandbox_files() -> Iterator[FileServer]:
    served = FileServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.hits.append(self.path)
            if self.path == "/slow.jpg":
                time.sleep(0.5)
            status, content_type, content = served.files.get(self.path, (404, "text/plain", b"nothing here"))
            self.send_response(status)
            self.send_header("content-type", content_type)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_POST(self) -> None:
            served.posts.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"posted")

        def log_message(self, *arguments: object) -> None:
            """Tests stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    served.add("/square.jpg", jpeg())
    yield served
    server.shutdown()
    server.server_close()


PUBLISHING = (
    "instagram_business_basic,instagram_business_content_publish,instagram_business_manage_comments"
    ",instagram_business_manage_messages,instagram_business_manage_insights"
)
CALLBACK = "http://127.0.0.1:9/callback"


class Sandbox:
    """What tests do with a sandbox, in a developer's words."""

    def __init__(self, server: RunningSandbox, client: httpx2.Client) -> None:
        self.server = server
        self.client = client

    def control(self, method: str, path: str, body: Any = None) -> Any:
        """Use the control API and insist on success."""
        reply = self.client.request(method, f"/_sandbox/{path}", json=body)
        assert reply.status_code < 300, reply.text
        return reply.json()

    def settings(self, **switches: Any) -> Any:
        return self.control("PUT", "settings", switches)

    def token(self, username: str = "sunny.bakery", **wishes: Any) -> str:
        return str(self.control("POST", f"accounts/{username}/token", wishes)["access_token"])

    def account_id(self, username: str = "sunny.bakery") -> str:
        return str(self.control("GET", f"accounts/{username}")["user_id"])

    def call(
        self, method: str, path: str, token: str = "", /, *, host: str = "graph.instagram.com", **params: Any
    ) -> Any:
        """Call the Graph API: parameters as form on POST, else in the query."""
        headers = {"authorization": f"Bearer {token}"} if token else {}
        where = "data" if method == "POST" else "params"
        return self.client.request(method, f"/{host}/{path}", headers=headers, **{where: params})

    def publish(self, token: str, image_url: str, **params: Any) -> str:
        """Publish a picture and return its media id."""
        container = self.call("POST", "me/media", token, image_url=image_url, **params).json()["id"]
        reply = self.call("POST", "me/media_publish", token, creation_id=container)
        assert reply.status_code == 200, reply.text
        return str(reply.json()["id"])


def mp4(seconds: float = 3.5, width: int = 180, height: int = 320, rate: int = 24, codec: str = "libx264") -> bytes:
    """A real video, small enough to make in a moment."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as file:
        video: Any = file.add_stream(codec, rate=rate)
        video.width, video.height, video.pix_fmt = width, height, "yuv420p"
        if codec == "libx264":
            video.options = {"preset": "ultrafast"}
        picture = av.VideoFrame.from_image(Image.new("RGB", (width, height), "tomato"))
        for number in range(round(seconds * rate)):
            picture.pts = number
            file.mux(video.encode(picture))
        file.mux(video.encode(None))
    return buffer.getvalue()
