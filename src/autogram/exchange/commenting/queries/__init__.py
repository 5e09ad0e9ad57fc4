"""Every statement about consumers, producers, runs and comments."""
