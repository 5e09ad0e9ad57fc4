"""Secrets: generated once into the home folder, encrypted at rest, never shown."""

import hashlib
import hmac
import secrets as random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from pydantic import SecretStr
from sqlalchemy import LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from autogram.core.settings import CoreSettings, SettingsError

SECRET_KEY_FILE = "secret.key"  # noqa: S105  a file name
ENCRYPTION_KEYS_FILE = "encryption.keys"


class Keyring:
    """The signing secret and the encryption keys of one installation, newest key first.

    `read_keys` gives the keys as they are now: when another process has rotated them, the first secret that cannot
    be read makes this one look again.
    """

    def __init__(self, secret_key: str, read_keys: Callable[[], str]) -> None:
        self.secret_key = secret_key
        self._read_keys = read_keys
        self._fernet = self._load()

    def _load(self) -> MultiFernet:
        keys = [key.strip() for key in self._read_keys().replace("\n", ",").split(",") if key.strip()]
        try:
            return MultiFernet([Fernet(key) for key in keys])
        except ValueError:
            raise SettingsError(
                "ENCRYPTION_KEYS: each key must be 32 bytes in URL-safe base64 (44 characters)"
            ) from None

    def __repr__(self) -> str:
        return "Keyring(…)"

    def encrypt(self, text: str) -> bytes:
        """Ciphertext under the newest key."""
        return self._fernet.encrypt(text.encode())

    def decrypt(self, ciphertext: bytes) -> str:
        """The text, whichever of the keys it was written with. Raises `SecretUnreadable`."""
        try:
            return self._fernet.decrypt(ciphertext).decode()
        except InvalidToken:
            self._fernet = self._load()
        try:
            return self._fernet.decrypt(ciphertext).decode()
        except InvalidToken:
            raise SecretUnreadable from None

    def keyed_hash(self, text: str) -> str:
        """HMAC-SHA256 of `text` under the signing secret, in hex: for tokens that are looked up but never shown."""
        return hmac.new(self.secret_key.encode(), text.encode(), hashlib.sha256).hexdigest()


class SecretUnreadable(Exception):
    """A stored secret was written with a key that ENCRYPTION_KEYS no longer holds."""


def new_token(bytes_of_entropy: int = 32) -> str:
    """A random token that is safe in URLs."""
    return random.token_urlsafe(bytes_of_entropy)


def load_keyring(settings: CoreSettings) -> Keyring:
    """The keys from the environment, else from the home folder, where they are generated once with mode 0600."""
    secret_key = _given(settings.secret_key) or _stored(settings.autogram_home / SECRET_KEY_FILE, new_token(48))
    file = settings.autogram_home / ENCRYPTION_KEYS_FILE
    return Keyring(
        secret_key, lambda: _given(settings.encryption_keys) or _stored(file, Fernet.generate_key().decode())
    )


def add_encryption_key(home: Path) -> None:
    """A new key stands first in the home folder's key file; the older ones stay, so that all secrets stay readable."""
    path = home / ENCRYPTION_KEYS_FILE
    older = path.read_text() if path.exists() else ""
    _write_private(path, f"{Fernet.generate_key().decode()}\n{older}")


def drop_older_encryption_keys(home: Path) -> None:
    """Only the newest key is left. Call when every secret has been rotated to it."""
    path = home / ENCRYPTION_KEYS_FILE
    _write_private(path, path.read_text().splitlines()[0] + "\n")


def _given(value: SecretStr | None) -> str:
    return value.get_secret_value() if value else ""


def _stored(path: Path, fresh: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x") as file:
            path.chmod(0o600)
            file.write(fresh + "\n")
    except FileExistsError:
        pass
    return path.read_text().strip()


def _write_private(path: Path, text: str) -> None:
    draft = path.with_suffix(".new")
    draft.touch(mode=0o600)
    draft.write_text(text)
    draft.replace(path)


_keyring: Keyring | None = None


def install_keyring(keyring: Keyring) -> None:
    """Encrypted columns of this process use `keyring` from now on."""
    global _keyring
    _keyring = keyring


def installed_keyring() -> Keyring:
    if _keyring is None:
        raise RuntimeError("install_keyring() must run before an encrypted column is used")
    return _keyring


class EncryptedText(TypeDecorator[str]):
    """A text column whose value is only ever ciphertext in the database."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else installed_keyring().encrypt(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        return None if value is None else installed_keyring().decrypt(value)
