"""Where the app's two hosts are."""

FIRST_HOST, LOGIN_HOST = "i.instagram.com", "b.i.instagram.com"


def hosts_of(mobile_url: str) -> dict[str, str]:
    """Each host's address. The second is beside the first, or is the same server under another name."""
    base = mobile_url.rstrip("/")
    beside = base.removesuffix(FIRST_HOST) + LOGIN_HOST if base.endswith(FIRST_HOST) else base
    return {FIRST_HOST: base, LOGIN_HOST: beside}
