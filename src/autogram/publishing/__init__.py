"""Posts: planned, checked, published exactly once, and proven."""
