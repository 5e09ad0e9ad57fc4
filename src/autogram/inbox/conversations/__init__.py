"""People who write, conversations with them, and what may be sent to them."""
