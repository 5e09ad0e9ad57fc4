"""Every customer, conversation and message."""
