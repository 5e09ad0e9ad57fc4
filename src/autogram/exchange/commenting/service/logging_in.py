"""A login at Instagram, within the request: what is not stored cannot be stolen."""

from dataclasses import dataclass, field

from autogram.core.settings import Settings
from autogram.exchange.commenting.schemas import LogIn
from autogram.exchange.commenting.service.phones import phone
from autogram.exchange.commenting.service.refusals import as_app_error
from autogram.instagram.web.errors import WebError


@dataclass(frozen=True, slots=True)
class Proven:
    """What a login has proven: whose account it is, and a session of it."""

    instagram_id: str
    session: str = field(repr=False)


async def prove(settings: Settings, username: str, wish: LogIn) -> Proven:
    """Raises `ProducerLoginRefused`, `ProducerMustAct`, `ProducerLoginUnusable`. Call it with no transaction open."""
    async with phone(settings) as device:
        try:
            await device.log_in(username, wish.password.get_secret_value(), wish.code)
        except WebError as error:
            raise as_app_error(error) from None
        return Proven(device.account_id, device.export_session())
