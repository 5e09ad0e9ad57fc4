"""The operator's switch: without it nobody's session is used, and none is taken."""

from autogram.core.errors import Forbidden
from autogram.core.settings import Settings


class UnofficialAccessDisabled(Forbidden):
    """Reading with somebody's session breaches Instagram's terms, so the operator must have allowed it."""

    title = "Unofficial access is switched off"


def require_unofficial_access(settings: Settings) -> None:
    """Raises `UnofficialAccessDisabled` unless the operator has switched it on."""
    if not settings.unofficial.unofficial_enabled:
        raise UnofficialAccessDisabled(
            "This installation reads nothing with passwords or browser sessions. Its operator can allow it with "
            "UNOFFICIAL_ENABLED=true; Instagram's own export file works without."
        )
