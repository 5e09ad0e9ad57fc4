"""What the official API does not show: logins, sessions, who follows whom, who likes what."""
