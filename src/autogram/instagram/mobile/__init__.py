"""The telephone's way into Instagram, for people who lend their account to write comments: Instagrapi, unmodified."""
