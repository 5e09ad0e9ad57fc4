"""Everything the journal asks of the database."""
