"""Every `select` and `insert` of communities, members and notices."""
