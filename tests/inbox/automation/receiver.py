"""Somebody's server that takes webhooks, and checks their signatures with nothing of ours."""

import asyncio
import base64
import hashlib
import hmac
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response


@dataclass
class Receiver:
    """A server that takes webhooks, as often as it wants to."""

    port: int
    statuses: list[int] = field(default_factory=list)
    taken: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] in {"http", "lifespan"}
        if scope["type"] == "lifespan":
            return
        request = Request(scope, receive)
        self.taken.append((dict(request.headers), await request.body()))
        status = self.statuses.pop(0) if self.statuses else 204
        answer = RedirectResponse("http://127.0.0.1:1/", status) if status == 302 else Response(status_code=status)
        await answer(scope, receive, send)

    @property
    def hook(self) -> dict[str, Any]:
        return {"type": "webhook", "url": f"http://127.0.0.1:{self.port}/in?who=me"}


def is_signed(headers: dict[str, str], body: bytes, secret: str) -> bool:
    """As a receiver would check it, with nothing of ours."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return hmac.compare_digest(headers["webhook-signature"], f"v1,{expected}")


def self_signed(name: str, folder: Path) -> Path:
    """A file with a certificate for this name, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(named)
        .issuer_name(named)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + built.public_bytes(Encoding.PEM))
    return file


@asynccontextmanager
async def answering_over_tls(certificate: Path) -> AsyncIterator[int]:
    """A server that says 200 to everything; its port."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=tls)
    async with server:
        yield server.sockets[0].getsockname()[1]
