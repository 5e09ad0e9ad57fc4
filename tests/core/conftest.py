"""Data folders of single tests."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from autogram.core.embedded import EmbeddedPostgres


@pytest.fixture
def own_home() -> Iterator[Path]:
    """An empty data folder, whose database, if any, is stopped at the end. Short, because sockets live in it."""
    folder = Path(tempfile.mkdtemp(prefix="ag-"))
    yield folder
    if (folder / "postgres" / "PG_VERSION").exists():
        server = EmbeddedPostgres(folder)
        server.start()
        server.stop()
    shutil.rmtree(folder, ignore_errors=True)
