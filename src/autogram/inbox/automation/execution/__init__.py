"""What rules do, step by step."""
