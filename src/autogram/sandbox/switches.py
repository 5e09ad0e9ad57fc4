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
    webhook_retry_seconds: list[Seconds] = [0, 60, 300, 900, 1_800, 3_600, 7_200, 14_400]
    webhook_give_up_seconds: Seconds = Field(default=129_600, ge=0)
    webhook_disable_seconds: Seconds | None = Field(default=3_600, ge=0)
    webhook_timeout_seconds: Seconds = Field(default=10, gt=0)
    webhook_batch_size: int = Field(default=1, ge=1, le=1_000)
    webhook_body: Literal["object", "array"] = "object"
    webhook_changes: Literal["changes", "direct"] = "changes"
    webhook_comment_id: Literal["id", "comment_id"] = "id"
    echoes_under: Literal["messages", "message_echoes"] = "messages"
    message_window_seconds: Seconds = Field(default=86_400, ge=0)
    human_agent_seconds: Seconds = Field(default=7 * 86_400, ge=0)
    private_reply_seconds: Seconds = Field(default=7 * 86_400, ge=0)
    sends_per_second: int = Field(default=300, ge=0)
    media_sends_per_second: int = Field(default=10, ge=0)
    private_replies_per_hour: int = Field(default=750, ge=0)
    conversation_calls_per_second: int = Field(default=20, ge=0)
    app_mode: Literal["live", "development"] = "live"
    profile_consent: bool = True
    profile_consent_code: Literal[230, 100] = 230
    session_seconds: Seconds = Field(default=90 * 86_400, gt=0)
    web_logged_out: Literal["please_wait", "login_page", "html", "login_required"] = "please_wait"
    list_page_size: int = Field(default=200, ge=1, le=1_000)
    graphql_page_size: int = Field(default=50, ge=1, le=1_000)
    comment_page_size: int = Field(default=20, ge=1, le=1_000)
    foreign_list_limit: int | None = Field(default=None, ge=0)
    insights_seed: str = "sandbox"
    insights_range_days: int | None = Field(default=30, ge=1)
    insights_delay_seconds: Seconds = Field(default=0, ge=0)
    insights_min_followers: int = Field(default=100, ge=0)
    insights_min_story_viewers: int = Field(default=5, ge=0)
    insights_dead_metrics: list[str] = []
    insights_missing: list[str] = []
    http_status: dict[str, int] = {"190": 401, "10": 403, "200": 403, "4": 403}
