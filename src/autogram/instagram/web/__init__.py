"""The website's follower lists, read with a person's own session: our client, and Instaloader behind the same face."""
