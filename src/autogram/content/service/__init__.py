"""What can be done with media; the face other domains use."""

from autogram.content.incoming import incoming
from autogram.content.requirements import MediaUseCase, media_problems
from autogram.content.schemas import AddedMedia, MediaItem, UploadDetails
from autogram.content.service.intake import add_bytes, add_file
from autogram.content.service.library import (
    change_media,
    delete_media,
    find_by_url,
    find_media,
    get_media,
    hold_media,
    list_media,
    release_media,
)
from autogram.content.service.upkeep import erase_objects, sweep

__all__ = [
    "AddedMedia",
    "MediaItem",
    "MediaUseCase",
    "UploadDetails",
    "add_bytes",
    "add_file",
    "change_media",
    "delete_media",
    "erase_objects",
    "find_by_url",
    "find_media",
    "get_media",
    "hold_media",
    "incoming",
    "list_media",
    "media_problems",
    "release_media",
    "sweep",
]
