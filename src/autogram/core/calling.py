"""Posting to addresses that customers name: only public ones, only as checked, and only a little of the answer."""

import asyncio
import base64
import binascii
import hashlib
import hmac
import ipaddress
import socket
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import SplitResult, urlsplit, urlunsplit

import httpx2

from autogram import __version__
from autogram.core.secrets import new_token

TIMEOUT_SECONDS = 15.0
ADDRESSES_TRIED = 3
SECRET_PREFIX = "whsec_"  # noqa: S105  the beginning of every secret, not one
# IPv6 addresses in which a gateway finds an IPv4 one.
NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class AddressRefused(Exception):
    """The address must not be called, now or ever; the text says why."""


class CallFailed(Exception):
    """The receiver did not take it this time; the text says how."""


@dataclass(frozen=True, slots=True)
class Call:
    """What is posted where. `call_id` is the same for each try, so that the receiver can tell a repetition."""

    url: str
    body: bytes
    call_id: str
    secret: str
    timestamp: int


def new_secret() -> str:
    """For signatures as https://www.standardwebhooks.com has them."""
    return SECRET_PREFIX + base64.b64encode(new_token(24).encode()).decode()


def signature(call: Call) -> str:
    """HMAC-SHA256 over id, timestamp and body, joined by dots."""
    signed = f"{call.call_id}.{call.timestamp}.".encode() + call.body
    return "v1," + base64.b64encode(hmac.new(_key(call.secret), signed, hashlib.sha256).digest()).decode()


def _key(secret: str) -> bytes:
    """Of a secret of ours what is written in it; of one that somebody made up, its own letters."""
    if secret.startswith(SECRET_PREFIX):
        try:
            return base64.b64decode(secret.removeprefix(SECRET_PREFIX), validate=True)
        except binascii.Error:
            pass
    return secret.encode()


def require_allowed_url(url: str, *, private_allowed: bool) -> None:
    """Raises `AddressRefused` for what can be seen without looking the name up."""
    parts = urlsplit(url)
    if not private_allowed and parts.scheme != "https":
        raise AddressRefused("It must begin with https://, because it carries what people wrote.")
    literal = _literal(parts.hostname or "")
    if literal is not None and not private_allowed:
        _require_public([literal])


async def post(call: Call, *, private_allowed: bool) -> int:
    """The receiver's status, which is one of success. Raises `AddressRefused` or `CallFailed`.

    The name is looked up once, and the connection goes to the very address that was checked: what the name means a
    moment later is of no importance. Redirects are not followed, and nothing of the answer but its status is read.
    """
    require_allowed_url(call.url, private_allowed=private_allowed)
    parts = urlsplit(call.url)
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            addresses = await _look_up(parts)
            if not private_allowed:
                _require_public(addresses)
            return await _post_to_one(call, parts, addresses)
    except TimeoutError:
        raise CallFailed(f"Nothing came within {TIMEOUT_SECONDS:g} seconds.") from None


async def _look_up(parts: SplitResult) -> list[Address]:
    host, port = parts.hostname or "", _port(parts)
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise CallFailed("Its name cannot be looked up.") from None
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    return list(dict.fromkeys(addresses))[:ADDRESSES_TRIED]


def _require_public(addresses: Sequence[Address]) -> None:
    if any(not _is_public(address) for address in addresses):
        raise AddressRefused("It leads into a private network. OUTGOING_WEBHOOKS_PRIVATE would allow that.")


def _is_public(address: Address) -> bool:
    inner = _inner(address)
    if inner is not None:
        return _is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


def _inner(address: Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


async def _post_to_one(call: Call, parts: SplitResult, addresses: Sequence[Address]) -> int:
    """Each address is tried until one can be connected to."""
    # No proxy of the environment: it would look the name up again, elsewhere.
    async with httpx2.AsyncClient(trust_env=False, verify=_tls(), timeout=TIMEOUT_SECONDS) as http:
        for address in addresses:
            try:
                return await _post(http, call, parts, address)
            except (httpx2.ConnectError, httpx2.ConnectTimeout):
                continue
            except httpx2.HTTPError as error:
                raise CallFailed(f"It did not answer properly ({type(error).__name__}).") from None
    raise CallFailed("It cannot be connected to.")


async def _post(http: httpx2.AsyncClient, call: Call, parts: SplitResult, address: Address) -> int:
    host = f"[{address}]" if address.version == 6 else str(address)
    url = urlunsplit((parts.scheme, f"{host}:{_port(parts)}", parts.path or "/", parts.query, ""))
    headers = {
        "host": parts.netloc,
        "content-type": "application/json",
        "user-agent": f"Autogram/{__version__}",
        "webhook-id": call.call_id,
        "webhook-timestamp": str(call.timestamp),
        "webhook-signature": signature(call),
    }
    # The certificate must be the name's, not the address's.
    named = {"sni_hostname": parts.hostname or ""}
    request = http.build_request("POST", url, content=call.body, headers=headers, extensions=named)
    answer = await http.send(request, stream=True, follow_redirects=False)
    await answer.aclose()
    return _require_success(answer.status_code)


def _require_success(status: int) -> int:
    if 200 <= status < 300:
        return status
    if status == 410:
        raise AddressRefused("It answered 410: nobody wants it any more.")
    if 300 <= status < 400:
        raise CallFailed(f"It answered {status}; redirects are not followed.")
    raise CallFailed(f"It answered {status}.")


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


@cache
def _tls() -> ssl.SSLContext:
    """Made once: reading the certificates of the authorities takes a while."""
    return httpx2.create_ssl_context(trust_env=False)
