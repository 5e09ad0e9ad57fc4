"""What a single field cannot know of itself."""

from collections.abc import Collection

from pydantic import BaseModel

from autogram.core.errors import FieldError, InvalidInput


def require_present(change: BaseModel, *, nullable: Collection[str]) -> None:
    """Null was sent only where there may be nothing. Raises `InvalidInput`."""
    empty = [name for name in change.model_fields_set if getattr(change, name) is None and name not in nullable]
    if empty:
        raise InvalidInput([FieldError(name, "cannot be null") for name in sorted(empty)])
