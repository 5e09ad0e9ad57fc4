"""Every `select` and `insert` of requests and imports."""
