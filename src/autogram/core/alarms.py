"""Sentry, for those who want it: unforeseen errors, without people's words and without secrets."""

from importlib import import_module

from autogram.core.settings import CoreSettings, SettingsError


def report_errors(settings: CoreSettings) -> None:
    """With `SENTRY_DSN`, unhandled errors go there. Raises `SettingsError` if the package is missing."""
    if settings.sentry_dsn is None:
        return
    try:
        sentry = import_module("sentry_sdk")
    except ImportError:
        raise SettingsError("SENTRY_DSN: needs the extra: pip install 'autogram[sentry]'") from None
    sentry.init(
        dsn=settings.sentry_dsn.get_secret_value(),
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
    )
