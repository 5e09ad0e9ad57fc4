"""Webhooks that are waiting or were delivered."""
