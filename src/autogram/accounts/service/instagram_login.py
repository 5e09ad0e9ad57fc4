"""Our Meta app on Instagram's login hosts."""

from autogram.accounts.errors import MetaAppMissing
from autogram.core.runtime import Runtime
from autogram.instagram.oauth import InstagramLogin


def of(runtime: Runtime) -> InstagramLogin:
    """Raises `MetaAppMissing` when no app is configured."""
    meta = runtime.settings.meta
    secret = meta.meta_app_secret.get_secret_value()
    if not meta.meta_app_id or not secret:
        raise MetaAppMissing("Set META_APP_ID and META_APP_SECRET, or try everything with: autogram up --sandbox")
    return InstagramLogin(
        runtime.http,
        meta.instagram_login_url,
        meta.instagram_api_url,
        meta.instagram_graph_url,
        meta.meta_app_id,
        secret,
    )
