"""Use cases of collecting: what is due, a round over an account's publications, and over its days."""

from autogram.analytics.collection.service.days import measure_days
from autogram.analytics.collection.service.planning import ask_now, plan_days, plan_posts
from autogram.analytics.collection.service.posts import measure_posts

__all__ = ["ask_now", "measure_days", "measure_posts", "plan_days", "plan_posts"]
