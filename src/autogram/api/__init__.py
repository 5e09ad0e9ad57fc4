"""The web application: middleware, error handling and the one table of every mounted router."""
