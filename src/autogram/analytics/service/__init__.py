"""Use cases of figures: every one only reads what was collected."""

from autogram.analytics.service.best_times import best_times
from autogram.analytics.service.comparing import compare
from autogram.analytics.service.followers import followers
from autogram.analytics.service.overview import overview
from autogram.analytics.service.performance import performance
from autogram.analytics.service.posts import PostsFound, list_posts, posts_found

__all__ = [
    "PostsFound",
    "best_times",
    "compare",
    "followers",
    "list_posts",
    "overview",
    "performance",
    "posts_found",
]
