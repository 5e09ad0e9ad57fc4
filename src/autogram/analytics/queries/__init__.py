"""Every look at figures."""
