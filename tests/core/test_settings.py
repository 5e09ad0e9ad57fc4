"""A wrong setting stops the start with one line that names it."""

import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from autogram.core.alarms import report_errors
from autogram.core.settings import SettingsError, load_settings, setting_names


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting in the environment, and no `.env` but the test's own."""
    for name in setting_names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("AUTOGRAM_PORT", "no-number", "valid integer"),
        ("AUTOGRAM_PORT", "0", "greater than or equal to 1"),
        ("SANDBOX_PORT", "65536", "less than or equal to 65535"),
        ("DATABASE_URL", "mysql://127.0.0.1/autogram", "must start with postgresql://"),
        ("DATABASE_URL", "postgresql://127.0.0.1:port/autogram", "port"),
        ("DATABASE_POOL_SIZE", "0", "greater than or equal to 1"),
        ("SECRET_KEY", "short", "at least 32 characters"),
        ("ENCRYPTION_KEYS", "not-a-key", "32 bytes"),
        ("PUBLIC_URL", "autogram.example.com", "must be an address like"),
        ("CORS_ORIGINS", "*", "must list each origin"),
        ("CORS_ORIGINS", "https://app.example.com,https://*.example.com", "must list each origin"),
        ("CORS_ORIGINS", "app.example.com", "must be an address like"),
        ("CORS_ORIGINS", "https://app.example.com/console", "without a path"),
        ("LOG_LEVEL", "LOUD", "must be DEBUG, INFO, WARNING or ERROR"),
        ("LOG_JSON", "perhaps", "valid boolean"),
        ("MAX_BODY_BYTES", "1", "greater than or equal to 1024"),
        ("META_API_VERSION", "25", "pattern"),
        ("INSTAGRAM_GRAPH_URL", "ftp://graph.instagram.com", "must be an address like"),
        ("SMTP_URL", "http://mail.example.com", "must start with smtp://"),
        ("MEDIA_URL", "ftp://media.example.com", "must begin with one of"),
        ("LATE_AFTER_MINUTES", "0", "greater than or equal to 1"),
        ("WORKER_CONCURRENCY", "1", "greater than or equal to 2"),
        ("WORKER_HEARTBEAT_TIMEOUT_SECONDS", "0.1", "greater than or equal to 1"),
        ("ACCESS_TOKEN_MINUTES", "0", "greater than or equal to 1"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(monkeypatch, name, value, reason):
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError) as refusal:
        load_settings()

    assert str(refusal.value).startswith(f"{name}: ")
    assert reason in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "SMTP_URL", "ENCRYPTION_KEYS"])
def test_the_line_does_not_repeat_a_secret(monkeypatch, name):
    monkeypatch.setenv(name, "hush-hush")

    with pytest.raises(SettingsError) as refusal:
        load_settings()

    assert "hush-hush" not in str(refusal.value)
    assert "hush-hush" not in repr(refusal.value.__cause__)


def test_without_any_setting_everything_has_a_default(tmp_path):
    settings = load_settings()

    assert settings.home == tmp_path / ".autogram"
    assert settings.core.public_url == "http://127.0.0.1:8000"
    assert settings.core.database_url is None
    assert settings.core.cors_origins == ()
    assert settings.meta.meta_api_version == "v25.0"


def test_an_empty_variable_counts_as_unset(monkeypatch):
    for name in ("DATABASE_URL", "AUTOGRAM_PORT", "CORS_ORIGINS", "LOG_LEVEL", "SMTP_URL", "PUBLIC_URL"):
        monkeypatch.setenv(name, "")

    settings = load_settings()

    assert settings.core.database_url is None
    assert settings.core.autogram_port == 8000
    assert settings.core.log_level == "INFO"
    assert settings.mail.smtp_url is None


def test_lists_are_separated_by_commas(monkeypatch):
    monkeypatch.setenv("CORS_ORIGINS", " https://app.example.com/ ,http://localhost:5173,")

    assert load_settings().core.cors_origins == ("https://app.example.com", "http://localhost:5173")


def test_settings_come_from_a_file_unless_the_environment_says_otherwise(monkeypatch, tmp_path):
    (tmp_path / ".env").write_text("AUTOGRAM_PORT=9001\nLOG_LEVEL=debug\nUNKNOWN_SETTING=1\n")
    monkeypatch.setenv("LOG_LEVEL", "error")

    settings = load_settings()

    assert settings.core.autogram_port == 9001
    assert settings.core.log_level == "ERROR"


def test_what_the_command_line_says_comes_first(monkeypatch):
    monkeypatch.setenv("AUTOGRAM_PORT", "9001")

    assert load_settings(autogram_port=9002).core.autogram_port == 9002
    assert load_settings(autogram_port=None).core.autogram_port == 9001


def test_the_public_address_follows_host_and_port():
    assert load_settings(autogram_port=9001).core.public_url == "http://127.0.0.1:9001"
    assert load_settings(public_url="https://autogram.example.com/").core.public_url == "https://autogram.example.com"


def test_settings_never_change_after_start():
    settings = load_settings()

    with pytest.raises(ValidationError):
        settings.core.autogram_port = 1
    with pytest.raises(AttributeError):
        settings.core = None  # type: ignore[misc,assignment]


def test_secrets_are_not_shown(monkeypatch):
    secrets = {
        "SECRET_KEY": "k" * 40,
        "META_APP_SECRET": "hush-app",
        "DATABASE_URL": "postgresql://u:hush-db@127.0.0.1/x",
        "SMTP_URL": "smtp://u:hush-mail@127.0.0.1",
    }
    for name, value in secrets.items():
        monkeypatch.setenv(name, value)

    shown = repr(load_settings())

    assert "hush" not in shown
    assert "kkkk" not in shown


def test_sentry_without_its_package_is_told_in_one_line(monkeypatch):
    monkeypatch.setitem(sys.modules, "sentry_sdk", None)
    settings = load_settings(SENTRY_DSN="https://key@127.0.0.1/1")

    with pytest.raises(SettingsError, match=r"SENTRY_DSN: needs the extra"):
        report_errors(settings.core)
