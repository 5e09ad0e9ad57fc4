"""What is published: media, comments, and the account they belong to."""
