"""Use cases of conversations, one module per subject; the rest of the product calls them from here."""
