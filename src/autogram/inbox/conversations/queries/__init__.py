"""Every statement of conversations, one module per subject."""
