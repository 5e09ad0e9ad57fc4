"""What only the website has: its pages, its login, its GraphQL."""
