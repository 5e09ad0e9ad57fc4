"""The README's first command, as a stranger runs it."""

import os
import subprocess
import sys
from pathlib import Path

from tests.servers import free_port


def test_the_demo_ends_with_status_0_also_the_second_time(tmp_path: Path) -> None:
    ports = {"AUTOGRAM_PORT": str(free_port()), "SANDBOX_PORT": str(free_port()), "SANDBOX_SMTP_PORT": str(free_port())}
    command = [sys.executable, "-m", "autogram.cli.main", "demo", "--exit", "--home", str(tmp_path)]

    # A production database in the environment is none of the demo's business.
    elsewhere = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/production"}

    for _ in range(2):
        ended = subprocess.run(
            command, env=os.environ | ports | elsewhere, capture_output=True, text=True, timeout=180, check=False
        )

        assert ended.returncode == 0, ended.stdout + ended.stderr + (tmp_path / "demo" / "demo.log").read_text()[-3000:]
        assert "Every step held" in ended.stdout
