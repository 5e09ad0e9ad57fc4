"""Every look at and change of rules and decisions."""
