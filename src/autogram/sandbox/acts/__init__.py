"""What people do: customers who write, tap, comment and mention, and owners with their phone."""
