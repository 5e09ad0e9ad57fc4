"""Use cases of the audience."""

from autogram.audience.service.comparing import FollowComparison, compare_lists
from autogram.audience.service.downloading import Format, download
from autogram.audience.service.forgetting import forget_snapshot, forget_unread
from autogram.audience.service.histories import person_history
from autogram.audience.service.importing import give_up, list_imports, read_import, receive_export, run_import
from autogram.audience.service.laying_out import Wanted, lay_out_ahead
from autogram.audience.service.profiles import (
    create_profile,
    delete_profile,
    end_exemption,
    exempt_person,
    list_exempt,
    list_profiles,
    profile_named,
    read_profile,
    update_profile,
)
from autogram.audience.service.reading import read_page
from autogram.audience.service.storing import ReadList, store_snapshot
from autogram.audience.service.timeline import (
    compare_neighbours,
    compare_snapshots,
    delete_snapshot,
    list_snapshots,
    older_of,
    read_snapshot,
)

__all__ = [
    "FollowComparison",
    "Format",
    "ReadList",
    "Wanted",
    "compare_lists",
    "compare_neighbours",
    "compare_snapshots",
    "create_profile",
    "delete_profile",
    "delete_snapshot",
    "download",
    "end_exemption",
    "exempt_person",
    "forget_snapshot",
    "forget_unread",
    "give_up",
    "lay_out_ahead",
    "list_exempt",
    "list_imports",
    "list_profiles",
    "list_snapshots",
    "older_of",
    "person_history",
    "profile_named",
    "read_import",
    "read_page",
    "read_profile",
    "read_snapshot",
    "receive_export",
    "run_import",
    "store_snapshot",
    "update_profile",
]
