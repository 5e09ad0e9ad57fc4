"""A message on its way out, from claim to proof; every step can be the last one before a crash."""
