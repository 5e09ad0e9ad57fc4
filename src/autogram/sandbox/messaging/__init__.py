"""Direct messages: who writes, what was written, and when the account may answer."""
