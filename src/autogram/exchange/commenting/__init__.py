"""Comments written by a model, for those who asked for them, by those who lend their account."""
