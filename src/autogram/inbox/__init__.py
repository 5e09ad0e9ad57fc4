"""Everything people write to an account, and every answer: journal, conversations, comments, automation."""
