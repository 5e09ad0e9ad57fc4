"""Where Instagram's hosts are, for libraries that know them by their names."""

from autogram.core.settings import Settings


def instaloader_hosts(settings: Settings) -> dict[str, str]:
    """The hosts that Instaloader may speak to, each with its address."""
    return {
        "www.instagram.com": settings.unofficial.instagram_web_url,
        "i.instagram.com": settings.unofficial.instagram_mobile_url,
    }
