"""Our Meta app on Instagram's login hosts."""

from autogram.accounts.errors import MetaAppMissing
from autogram.core.runtime import Runtime
from autogram.instagram.oauth import InstagramLogin


def of(runtime: Runtime) -> InstagramLogin:
    """Raises `MetaAppMissing` when no app is configured."""
    login = without_app(runtime)
    if not login.app_id or not login.app_secret:
        raise MetaAppMissing("Set META_APP_ID and META_APP_SECRET, or try everything with: autogram up --sandbox")
    return login


def without_app(runtime: Runtime) -> InstagramLogin:
    """For refreshing a token, which needs nothing but the token."""
    meta = runtime.settings.meta
    return InstagramLogin(
        runtime.http,
        meta.instagram_login_url,
        meta.instagram_api_url,
        meta.instagram_graph_url,
        meta.meta_app_id,
        meta.meta_app_secret.get_secret_value(),
    )
