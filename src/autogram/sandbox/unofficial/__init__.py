"""What Instagram's own website and phone app speak, as Instaloader, Instagrapi and the web follower lists use it."""
