"""Every statement of identity, one module per subject."""
