"""Measurements that anyone can repeat: `make bench`, or one of them with `uv run python -m bench.jobs`."""
