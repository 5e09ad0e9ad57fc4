"""Days, weeks and months of an account in one row each (seed 002), written every morning."""
