"""Figures are asked from Instagram and written down: what was given, when, and what was not given and why."""
