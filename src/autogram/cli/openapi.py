"""`python -m autogram.cli.openapi`: the description of the API, from which the console's types are made."""

import json
import sys
from contextlib import AbstractAsyncContextManager

from autogram.api.app import create_app
from autogram.core.runtime import Runtime
from autogram.core.settings import load_settings


def description() -> str:
    """The OpenAPI document of this version, always the same text for the same code; needs no database."""

    def nothing_to_open() -> AbstractAsyncContextManager[Runtime]:
        raise AssertionError("describing the API serves nothing")

    return json.dumps(create_app(load_settings(), nothing_to_open).openapi(), indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.stdout.write(description())
