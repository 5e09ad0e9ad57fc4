"""Every look at and change of comments."""
