"""Webhooks: what is told to the app, how it is written and signed, and how it gets there."""
