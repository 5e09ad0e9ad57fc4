"""Comments below an account's media, and what is done about them."""
