"""Imports as the API shows and takes them."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from autogram.publishing.imports import columns
from autogram.publishing.models import ImportStatus
from autogram.publishing.schemas import TimeZone


class UploadFields(BaseModel):
    """What may stand beside the file."""

    model_config = ConfigDict(extra="forbid")

    account_id: UUID | None = None
    time_zone: TimeZone = "UTC"


class ImportUpdate(BaseModel):
    """Only the fields that are present change; the rows are looked at anew."""

    model_config = ConfigDict(extra="forbid")

    mapping: dict[columns.Field, int] | None = Field(default=None, description="For each field, the column's index.")
    account_id: UUID | None = Field(default=None, description="For rows that name no account.")
    time_zone: TimeZone | None = Field(default=None, description="Of the wall clocks in the table.")


class ImportApply(BaseModel):
    """Rows with faults are refused, or left out."""

    model_config = ConfigDict(extra="forbid")

    skip_faulty: bool = False


class RowFault(BaseModel):
    """What is wrong in a row; `row` is its number in the file, the first line being 1."""

    row: int
    field: str
    message: str


class ImportRead(BaseModel):
    """A table of posts, and how far it is. `rows` shows the first ones by field, as they would be read."""

    id: UUID
    filename: str
    status: ImportStatus
    account_id: UUID | None
    time_zone: str
    columns: list[str]
    mapping: dict[str, int]
    total: int
    done: int
    faulty_rows: int
    faults: list[RowFault] = Field(description="The first hundred.")
    rows: list[dict[str, str]]
    created_at: datetime
    finished_at: datetime | None
