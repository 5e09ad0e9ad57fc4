"""Every statement on the tables of verifications."""
