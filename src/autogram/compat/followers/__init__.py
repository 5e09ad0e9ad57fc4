"""The follower analyser's paths below `/api`, and the unfollow checker's, in their words, over our crawls."""
