"""The community itself: its settings, members and their history, notices and chat link."""
