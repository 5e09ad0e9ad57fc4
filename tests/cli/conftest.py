"""The command line, run as people run it."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.core.conftest import own_home
from tests.core.processes import clean_environment, run_python

__all__ = ["own_home"]

Run = Callable[..., "subprocess.CompletedProcess[str]"]
COMMAND = ("-m", "autogram.cli.main")


@pytest.fixture
def run(own_home: Path) -> Run:
    """Runs a command to its end on the test's own home, with settings in the environment."""

    def run(*arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
        environment = clean_environment(AUTOGRAM_HOME=str(own_home), **settings)
        return run_python(*COMMAND, *arguments, environment=environment, folder=own_home)

    return run
