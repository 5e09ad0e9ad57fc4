"""How much of an uploaded file is read before it is refused."""

from dataclasses import dataclass

MEGABYTE = 1_048_576


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one export may ask of us.

    A full export reaches half a gigabyte with its media, while its lists stay small; a million accounts take about
    230 MB of JSON and 25 MB of ZIP.
    """

    archive_members: int = 200_000
    directory_bytes: int = 32 * MEGABYTE
    member_bytes: int = 1024 * MEGABYTE
    total_bytes: int = 2048 * MEGABYTE
    # Lists of accounts shrink to about a tenth; deflate itself cannot do better than 1,032.
    compression_ratio: int = 150
    record_bytes: int = MEGABYTE
    accounts: int = 3_000_000
    files: int = 1_000
