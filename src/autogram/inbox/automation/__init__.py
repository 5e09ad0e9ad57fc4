"""Rules that answer, label and assign by themselves, and why they did or did not."""
