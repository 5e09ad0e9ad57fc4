"""Temporary: until the helpers' service exists."""

try:
    from autogram.exchange.helpers import service as helpers
    from autogram.exchange.helpers.errors import HelperResting, NoHelperAvailable
except ImportError:
    helpers = None

    class HelperResting(Exception): ...

    class NoHelperAvailable(Exception): ...
