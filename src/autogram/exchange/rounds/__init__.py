"""Weekly requests: which posts the community is asked to comment on, and where the requests come from."""
