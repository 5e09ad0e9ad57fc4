"""Use cases of the audience."""

from autogram.audience.service.comparing import FollowComparison, compare_lists
from autogram.audience.service.storing import ReadList, store_snapshot

__all__ = ["FollowComparison", "ReadList", "compare_lists", "store_snapshot"]
