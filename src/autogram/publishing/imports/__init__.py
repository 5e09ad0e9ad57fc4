"""Tables of posts: read, shown with their faults, then written."""
