"""Switches: where Instagram's own sources disagree, or a developer wants another Instagram."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Seconds = float


class ProcessingSeconds(BaseModel):
    """How long a container of each kind stays IN_PROGRESS."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    image: Seconds = Field(default=0, ge=0)
    video: Seconds = Field(default=2, ge=0)
    reel: Seconds = Field(default=2, ge=0)
    story_image: Seconds = Field(default=0, ge=0)
    story_video: Seconds = Field(default=2, ge=0)
    carousel: Seconds = Field(default=0, ge=0)


class Switches(BaseModel):
    """Every switch with its default; changed with PUT /_sandbox/settings."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    latency_ms: float = Field(default=0, ge=0, le=600_000)
    processing_seconds: ProcessingSeconds = ProcessingSeconds()
    publish_quota: int = Field(default=100, ge=0)
    containers_per_day: int = Field(default=400, ge=0)
    container_life_seconds: Seconds = Field(default=86_400, gt=0)
    finished_but_not_ready_times: int = Field(default=0, ge=0)
    container_error: int | None = None
    media_fetch: Literal["real", "skipped"] = "real"
    media_fetch_timeout_seconds: Seconds = Field(default=20, gt=0)
    image_formats: list[str] = ["JPEG"]
    refused_usernames: list[str] = []
    trial_reels_min_followers: int = Field(default=0, ge=0)
    permalinks: Literal["sandbox", "instagram"] = "sandbox"
    redirect_uris: list[str] = []
    oauth_shape: Literal["flat", "docs"] = "flat"
    permissions_shape: Literal["array", "string"] = "array"
    user_id_shape: Literal["string", "number"] = "string"
    me_shape: Literal["flat", "docs"] = "flat"
    code_seconds: Seconds = Field(default=3_600, gt=0)
    short_token_seconds: Seconds = Field(default=3_600, gt=0)
    long_token_seconds: int = Field(default=5_183_944, gt=0)
    token_min_refresh_age_seconds: Seconds = Field(default=86_400, ge=0)
    require_appsecret_proof: bool = False
    enforce_permissions: bool = True
    calls_per_day: int = Field(default=48_000, gt=0)
    enforce_rate_limit: bool = False
    http_status: dict[str, int] = {"190": 401, "10": 403, "200": 403, "4": 403}
