"""Autogram: run an Instagram presence yourself."""

__version__ = "0.1.0"
