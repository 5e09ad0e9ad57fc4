"""The community's predecessor (seeds 000 and 001) below `/api`."""
