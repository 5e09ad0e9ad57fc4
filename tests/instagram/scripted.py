"""A server on 127.0.0.1 that says word for word what a test wants Instagram to say."""

import asyncio
import json
import re
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

HANG_UP = b""


@dataclass
class Scripted:
    """Gives the answers in their order, the last one again and again; keeps what it was asked."""

    url: str = ""
    answers: deque[bytes | None] = field(default_factory=deque)
    asked: list[str] = field(default_factory=list)

    def will_say(self, body: Any = None, *, status: int = 200, raw: str | None = None, **headers: str) -> None:
        """One more answer: JSON, or `raw` as it is."""
        text = raw if raw is not None else json.dumps(body)
        lines = [f"HTTP/1.1 {status} -", f"Content-Length: {len(text.encode())}", "Connection: close"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.answers.append(("\r\n".join(lines) + "\r\n\r\n" + text).encode())

    def will_send(self, content: bytes, content_type: str) -> None:
        """One more answer: a file."""
        head = f"HTTP/1.1 200 -\r\nContent-Length: {len(content)}\r\nContent-Type: {content_type}\r\n"
        self.answers.append(f"{head}Connection: close\r\n\r\n".encode() + content)

    @property
    def bodies(self) -> list[Any]:
        """The JSON that came with each question so far."""
        return [json.loads(text.partition("\r\n\r\n")[2]) for text in self.asked if text.startswith("POST")]

    def will_refuse(self, status: int = 400, **envelope: Any) -> None:
        self.will_say({"error": envelope}, status=status)

    def will_hang_up(self) -> None:
        self.answers.append(HANG_UP)

    def will_be_silent(self) -> None:
        self.answers.append(None)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            declared = re.search(r"(?i)^content-length: (\d+)", head, re.MULTILINE)
            body = await reader.readexactly(int(declared[1])) if declared else b""
            self.asked.append(head + body.decode())
            answer = self.answers[0] if len(self.answers) == 1 else self.answers.popleft()
            if answer is None:
                await reader.read()
            else:
                writer.write(answer)
                await writer.drain()
        finally:
            writer.close()


@asynccontextmanager
async def scripted_server() -> AsyncIterator[Scripted]:
    """A server in this very loop, while the block runs."""
    script = Scripted()
    server = await asyncio.start_server(script.serve, "127.0.0.1", 0)
    script.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield script
    finally:
        server.close()
        await server.wait_closed()
