"""Clients to Instagram. They know its rules and nothing of our database."""
