"""Every look at and change of the audience's tables."""
