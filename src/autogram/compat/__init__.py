"""The predecessors' paths and shapes: thin adapters over the same services."""
