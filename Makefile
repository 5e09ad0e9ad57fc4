# Needs only Python 3.11 or newer and make; brings everything else along.
ARGS ?=
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null || echo .venv-uv/bin/uv)
RUN := $(UV) run --no-sync

CONSOLE := $(RUN) python console/build.py

.PHONY: demo test check up install console browser bench migration

demo: install console  ## The whole main job, told step by step, on a sandbox.
	@$(RUN) autogram demo $(ARGS)

up: install console
	@$(RUN) autogram up $(ARGS)

test: install check console browser  ## Everything: style, types, structure, tests.
	@$(RUN) pytest -n auto --ignore=tests/console $(ARGS)
	@$(RUN) pytest -n auto tests/console $(ARGS)

check: install
	@$(RUN) ruff format --check .
	@$(RUN) ruff check .
	@$(RUN) mypy
	@$(RUN) lint-imports
	@$(CONSOLE) check

console: install  ## The console, built into the package. Node.js comes along where the machine has none.
	@$(CONSOLE)

browser: install
	@$(RUN) python -m tests.console.browser

install: $(UV)
	@$(UV) sync --frozen --quiet

.venv-uv/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Autogram needs Python 3.11 or newer")'
	@$(PYTHON) -m venv .venv-uv && .venv-uv/bin/python -m pip install --quiet --disable-pip-version-check uv
ifneq ($(UV),.venv-uv/bin/uv)
$(UV): ;
endif

bench: install  ## Every measurement; takes some minutes. jobs wants redis-server or valkey-server, webhook wants wrk.
	@$(UV) sync --frozen --quiet --group bench
	@for name in start jobs publish webhook audience followers reads; do $(RUN) python -m bench.$$name || exit 1; done

migration: install  ## A new migration from the models: make migration MESSAGE="add x"
	@$(RUN) python -m autogram.cli.revision "$(MESSAGE)"
