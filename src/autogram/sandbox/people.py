"""The sandbox's accounts: seeding, creating, drawing their pictures."""

from colorsys import hls_to_rgb
from html import escape

from autogram.sandbox.community.documents import Login
from autogram.sandbox.documents import Account
from autogram.sandbox.world import World, stable_number

SEED_PASSWORD = "sandbox"  # noqa: S105  # everybody may know it
OWNER_ID = "10220000000000001"
OWNER_NAME = "Sandbox Owner"

SEED = (
    {
        "username": "sunny.bakery",
        "name": "Sunny Bakery",
        "account_type": "BUSINESS",
        "biography": "Bread, buns and a view of the harbour. Open from six.",
        "website": "https://sunny-bakery.example",
        "followers_count": 4_821,
        "follows_count": 312,
    },
    {
        "username": "lena.paints",
        "name": "Lena Paints",
        "account_type": "MEDIA_CREATOR",
        "biography": "Watercolours, mostly skies.",
        "website": "https://lena-paints.example",
        "followers_count": 12_407,
        "follows_count": 689,
    },
)


def create_account(
    world: World,
    username: str,
    *,
    name: str = "",
    account_type: str = "BUSINESS",
    biography: str = "",
    website: str = "",
    followers_count: int = 0,
    follows_count: int = 0,
    is_private: bool = False,
    password: str | None = None,
) -> Account:
    """Add an account; the same username gets the same ids in every sandbox."""
    number = stable_number(username)
    while str(17_841_400_000_000_000 + number) in world.accounts:
        number += 1
    account = Account(
        id=str(17_841_400_000_000_000 + number),
        scoped_id=str(26_500_000_000_000_000 + number),
        page_id=str(105_000_000_000_000 + number),
        username=username,
        name=name or username,
        account_type=account_type,
        biography=biography,
        website=website,
        followers_count=followers_count,
        follows_count=follows_count,
        is_private=is_private,
        created_at=world.clock.now(),
    )
    if password is not None:
        world.community.logins.put(Login(id=account.id, password=password))
    return world.add_account(account)


def seed(world: World) -> None:
    """Give a new sandbox its two first accounts."""
    if not len(world.accounts):
        for person in SEED:
            create_account(world, password=SEED_PASSWORD, **person)  # type: ignore[arg-type]  # the values follow the keyword's own type


def avatar(username: str) -> str:
    """Draw a round picture with the first letter, as SVG; the same username is always the same colour."""
    hue = stable_number(username) % 360 / 360
    light, dark = _hex(hue, 0.62), _hex((hue + 0.08) % 1, 0.42)
    letter = escape(username[:1].upper())
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="320" viewBox="0 0 320 320">'
        f'<defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop stop-color="{light}"/>'
        f'<stop offset="1" stop-color="{dark}"/></linearGradient></defs>'
        '<rect width="320" height="320" fill="url(#g)"/><circle cx="246" cy="70" r="110" fill="#fff" opacity=".12"/>'
        '<text x="160" y="160" dy=".35em" text-anchor="middle" font-family="system-ui,sans-serif" font-size="150" '
        f'font-weight="600" fill="#fff">{letter}</text></svg>'
    )


def avatar_url(world: World, username: str) -> str:
    """Where the picture of an account is served."""
    return f"{world.public_url}/_sandbox/avatars/{username}.svg"


def _hex(hue: float, lightness: float) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in hls_to_rgb(hue, lightness, 0.55))
