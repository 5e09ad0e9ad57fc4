"""What Instagram tells becomes messages and comments: from the journal, and by looking for what it missed."""
