"""The operator's switch as routes ask for it."""

from typing import Annotated

from fastapi import Depends

from autogram.core.runtime import Runtime
from autogram.identity.access import Running
from autogram.instagram.web.switch import require_unofficial_access


def _switched_on(runtime: Running) -> Runtime:
    """The operator has allowed it; else nobody is even asked for a session."""
    require_unofficial_access(runtime.settings)
    return runtime


only_switched_on = Depends(_switched_on)
SwitchedOn = Annotated[Runtime, Depends(_switched_on)]
