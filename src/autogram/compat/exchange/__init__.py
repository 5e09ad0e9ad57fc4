"""The comment exchange's paths below `/api`, in its words, about the community that is in front."""
