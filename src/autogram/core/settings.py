"""Settings: environment variables or `.env`, read once at start, frozen, passed in."""

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import SplitResult, urlsplit

from cryptography.fernet import Fernet, MultiFernet
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

MEDIA_STORES = ("file", "s3", "gs", "az", "abfss")


class SettingsError(Exception):
    """A setting cannot be used; the text names it and says what it must be, on one line."""


class SettingsGroup(BaseSettings):
    """Base of all groups: upper-case environment variables, empty means unset, never changed after start."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)


def _http_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ValueError("must be an address like https://example.com")
    _port_of(parts)
    return value.rstrip("/")


def _port_of(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise ValueError("must have a port between 1 and 65535, or none") from None


def split_keys(text: str) -> list[str]:
    """Encryption keys as they stand in a variable (commas) or a file (lines), newest first."""
    return [key.strip() for key in text.replace("\n", ",").split(",") if key.strip()]


def _require_keys(keys: list[str]) -> None:
    try:
        MultiFernet([Fernet(key) for key in keys])
    except ValueError:
        raise ValueError("each key must be 32 bytes in URL-safe base64 (44 characters)") from None


class CoreSettings(SettingsGroup):
    """Where the process lives and who may talk to it."""

    autogram_home: Path = Path(".autogram")
    autogram_host: str = "127.0.0.1"
    autogram_port: int = Field(default=8000, ge=1, le=65535)
    sandbox_port: int = Field(default=8001, ge=1, le=65535)
    sandbox_smtp_port: int = Field(default=8025, ge=1, le=65535)
    database_url: SecretStr | None = None
    database_pool_size: int = Field(default=10, ge=1, le=200)
    secret_key: SecretStr | None = None
    encryption_keys: SecretStr | None = None
    public_url: str = ""
    cors_origins: Annotated[tuple[str, ...], NoDecode] = ()
    log_level: str = "INFO"
    log_json: bool = False
    sentry_dsn: SecretStr | None = None
    trusted_proxies: int = Field(default=0, ge=0, le=10)
    max_body_bytes: int = Field(default=1_048_576, ge=1024)

    @field_validator("autogram_home")
    @classmethod
    def _absolute_home(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @field_validator("database_url")
    @classmethod
    def _postgres_only(cls, value: SecretStr | None) -> SecretStr | None:
        if value:
            parts = urlsplit(value.get_secret_value())
            if parts.scheme not in {"postgresql", "postgres"}:
                raise ValueError("must start with postgresql://")
            _port_of(parts)
        return value

    @field_validator("secret_key")
    @classmethod
    def _long_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value and len(value.get_secret_value()) < 32:
            raise ValueError("must have at least 32 characters")
        return value

    @field_validator("encryption_keys")
    @classmethod
    def _usable_keys(cls, value: SecretStr | None) -> SecretStr | None:
        if value:
            _require_keys(split_keys(value.get_secret_value()))
        return value

    @field_validator("public_url")
    @classmethod
    def _public_address(cls, value: str) -> str:
        return _http_url(value) if value else value

    @field_validator("cors_origins", mode="before")
    @classmethod
    def _split_origins(cls, value: Any) -> Any:
        return tuple(v.strip().rstrip("/") for v in value.split(",") if v.strip()) if isinstance(value, str) else value

    @field_validator("cors_origins")
    @classmethod
    def _explicit_origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if any("*" in origin for origin in value):
            raise ValueError("must list each origin; * would let any web site act for a signed-in user")
        if any(urlsplit(_http_url(origin)).path for origin in value):
            raise ValueError("must list origins, like https://example.com, without a path")
        return value

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, value: str) -> str:
        if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("must be DEBUG, INFO, WARNING or ERROR")
        return value.upper()

    @model_validator(mode="after")
    def _default_public_url(self) -> "CoreSettings":
        if not self.public_url:
            host = f"[{self.autogram_host}]" if ":" in self.autogram_host else self.autogram_host
            object.__setattr__(self, "public_url", f"http://{host}:{self.autogram_port}")
        return self


class MetaSettings(SettingsGroup):
    """The Meta app and the hosts it talks to; `--sandbox` points each host at the sandbox."""

    meta_app_id: str = ""
    meta_app_secret: SecretStr = SecretStr("")
    meta_verify_token: SecretStr = SecretStr("")
    meta_api_version: str = Field(default="v25.0", pattern=r"^v\d+\.\d+$")
    instagram_graph_url: str = "https://graph.instagram.com"
    facebook_graph_url: str = "https://graph.facebook.com"
    instagram_api_url: str = "https://api.instagram.com"
    instagram_login_url: str = "https://www.instagram.com"
    instagram_timeout_seconds: float = Field(default=30.0, gt=0, le=300)

    _urls = field_validator("instagram_graph_url", "facebook_graph_url", "instagram_api_url", "instagram_login_url")(
        _http_url
    )


class MailSettings(SettingsGroup):
    """Where mail goes. Without `SMTP_URL` no mail is sent, and a warning in the log says so."""

    smtp_url: SecretStr | None = None
    mail_from: str = "Autogram <autogram@localhost>"

    @field_validator("smtp_url")
    @classmethod
    def _smtp_scheme(cls, value: SecretStr | None) -> SecretStr | None:
        if value and urlsplit(value.get_secret_value()).scheme not in {"smtp", "smtps", "smtp+starttls"}:
            raise ValueError("must start with smtp://, smtps:// or smtp+starttls://")
        return value


class MediaSettings(SettingsGroup):
    """Where media is stored, how large it may be, and under which address Instagram fetches it."""

    media_url: str = ""
    media_max_bytes: int = Field(default=314_572_800, ge=1024, description="Instagram's largest video: 300 MB.")
    media_max_pixels: int = Field(default=64_000_000, ge=1_000_000, le=500_000_000)
    media_public_url: str = ""
    media_workers: int = Field(default=2, ge=1, le=64)

    @field_validator("media_url")
    @classmethod
    def _known_store(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in MEDIA_STORES:
            raise ValueError(f"must begin with one of {', '.join(f'{scheme}://' for scheme in MEDIA_STORES)}")
        return value

    @field_validator("media_public_url")
    @classmethod
    def _public_address(cls, value: str) -> str:
        return _http_url(value) if value else value


class PublishingSettings(SettingsGroup):
    """How late is too late, and how long an unclear answer is given before anything is tried again."""

    late_after_minutes: int = Field(default=60, ge=1, le=10_080)
    publish_grace_seconds: int = Field(default=10, ge=1, le=3600)
    container_poll_seconds: float = Field(default=3.0, gt=0, le=60)
    publish_lease_seconds: int = Field(default=60, ge=5, le=3600)


class WorkerSettings(SettingsGroup):
    """How much one worker does at once and how soon a dead one's jobs are taken over."""

    worker_processes: int = Field(default=1, ge=1, le=64)
    worker_concurrency: int = Field(default=100, ge=2, le=1000)
    worker_heartbeat_timeout_seconds: float = Field(default=10.0, ge=1, le=600)
    worker_stop_seconds: float = Field(default=20.0, ge=1, le=600)
    overdue_alarm_seconds: int = Field(default=120, ge=5, le=3600)


class InboxSettings(SettingsGroup):
    """How long deliveries are kept, how often we look for what they missed, and where outgoing webhooks may go."""

    webhook_retention_days: int = Field(default=30, ge=1, le=3650)
    webhook_extra_secrets: SecretStr = SecretStr("")
    reconcile_minutes: int = Field(default=10, ge=1, le=1440)
    outgoing_webhooks_private: bool = False


class UnofficialSettings(SettingsGroup):
    """What needs somebody's own session instead of the official API: off until the operator has switched it on."""

    unofficial_enabled: bool = False
    instagram_web_url: str = "https://www.instagram.com"
    instagram_mobile_url: str = "https://i.instagram.com"
    audience_max_jobs: int = Field(default=5, ge=1, le=100)
    audience_result_seconds: int = Field(default=300, ge=10, le=86_400)
    audience_page_seconds: float = Field(default=2.0, ge=0, le=600)
    audience_pages_per_hour: int = Field(default=400, ge=1, le=1_000_000)
    exchange_comment_pause_seconds: float = Field(default=45.0, ge=0, le=3600)

    _urls = field_validator("instagram_web_url", "instagram_mobile_url")(_http_url)


class AiSettings(SettingsGroup):
    """Which model writes. Without `OPENAI_API_KEY` and without `OPENAI_BASE_URL` there is none."""

    openai_api_key: SecretStr | None = None
    openai_base_url: str = ""
    openai_text_model: str = "gpt-5-mini"
    openai_image_model: str = "gpt-image-1"
    openai_timeout_seconds: float = Field(default=60.0, gt=0, le=600)

    @field_validator("openai_base_url")
    @classmethod
    def _model_address(cls, value: str) -> str:
        return _http_url(value) if value else value


class IdentitySettings(SettingsGroup):
    """Who may register, and how long a sign-in lasts."""

    registration_open: bool = True
    require_verified_email: bool | None = Field(default=None, description="Unset: exactly when SMTP_URL is set.")
    access_token_minutes: int = Field(default=30, ge=1, le=1440)
    refresh_token_days: int = Field(default=30, ge=1, le=365)


@dataclass(frozen=True)
class Settings:
    """Everything a process was started with."""

    core: CoreSettings
    meta: MetaSettings
    mail: MailSettings
    media: MediaSettings
    publishing: PublishingSettings
    inbox: InboxSettings
    unofficial: UnofficialSettings
    ai: AiSettings
    worker: WorkerSettings
    identity: IdentitySettings

    @cached_property
    def home(self) -> Path:
        return self.core.autogram_home


def load_settings(**overrides: Any) -> Settings:
    """Read every group from the environment and `.env`, with `overrides` on top (names as in the environment).

    Raises `SettingsError`, one line naming the setting and what it must be.
    """
    given = {name.lower(): value for name, value in overrides.items() if value is not None}

    def build(group: type[Any]) -> Any:
        return group(**{name: given[name] for name in group.model_fields if name in given})

    try:
        return Settings(
            core=build(CoreSettings),
            meta=build(MetaSettings),
            mail=build(MailSettings),
            media=build(MediaSettings),
            publishing=build(PublishingSettings),
            inbox=build(InboxSettings),
            unofficial=build(UnofficialSettings),
            ai=build(AiSettings),
            worker=build(WorkerSettings),
            identity=build(IdentitySettings),
        )
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "settings"
        raise SettingsError(f"{name}: {first['msg'].removeprefix('Value error, ')}") from None


def setting_names() -> list[str]:
    """Every environment variable that is read, for the documentation's completeness test."""
    groups = (
        CoreSettings,
        MetaSettings,
        MailSettings,
        MediaSettings,
        PublishingSettings,
        InboxSettings,
        UnofficialSettings,
        AiSettings,
        WorkerSettings,
        IdentitySettings,
    )
    return sorted(name.upper() for group in groups for name in group.model_fields)


def child_environment(**changes: str) -> dict[str, str]:
    """This process's environment with `changes`, for starting another role of Autogram."""
    return {**os.environ, **changes}


def child_environment_without_settings() -> dict[str, str]:
    """This process's environment without any setting of ours."""
    return {name: value for name, value in os.environ.items() if name.upper() not in setting_names()}
