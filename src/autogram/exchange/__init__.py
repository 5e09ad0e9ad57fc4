"""Exchange: a community whose members comment on each other's weekly posts, with evidence of who did."""
