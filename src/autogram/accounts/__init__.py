"""Connected Instagram accounts: how they are connected, how their tokens live, what they may still do."""
