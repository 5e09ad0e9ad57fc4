"""How the Graph API reads a request and writes an answer, whatever it is about."""
