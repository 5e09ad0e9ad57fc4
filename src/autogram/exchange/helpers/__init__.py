"""Helper accounts, which read posts and comments for the community."""
