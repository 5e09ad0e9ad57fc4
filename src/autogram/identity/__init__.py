"""Who may do what: users, their sessions and keys, and the workspaces they share."""
