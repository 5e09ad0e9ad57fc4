"""Secrets: generated once into the home folder, encrypted at rest, never shown."""

import hashlib
import hmac
import os
import secrets as random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from pydantic import SecretStr
from sqlalchemy import LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from autogram.core.settings import CoreSettings, SettingsError, split_keys

SECRET_KEY_FILE = "secret.key"  # noqa: S105  a file name
ENCRYPTION_KEYS_FILE = "encryption.keys"


class Keyring:
    """The signing secret and the encryption keys of one installation, newest key first.

    `read_keys` gives the keys as they are now. Another process may have rotated them: each secret is written with the
    key that is newest at that moment, and one that cannot be read makes this process look again.
    """

    def __init__(self, secret_key: str, read_keys: Callable[[], str]) -> None:
        self.secret_key = secret_key
        self._read_keys = read_keys
        self._fernet = self._load()

    def _load(self) -> MultiFernet:
        try:
            return MultiFernet([Fernet(key) for key in split_keys(self._read_keys())])
        except ValueError:
            raise SettingsError(
                f"ENCRYPTION_KEYS, or {ENCRYPTION_KEYS_FILE} in the home folder: "
                "each key must be 32 bytes in URL-safe base64 (44 characters)"
            ) from None

    def __repr__(self) -> str:
        return "Keyring(…)"

    def encrypt(self, text: str) -> bytes:
        """Ciphertext under the newest key."""
        self._fernet = self._load()
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
    """What the file says. If there is none yet it says `fresh` from now on, unless another process was faster."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with _private_draft(path, fresh + "\n") as draft, suppress(FileExistsError):
            os.link(draft, path)
    return path.read_text().strip()


def _write_private(path: Path, text: str) -> None:
    with _private_draft(path, text) as draft:
        draft.replace(path)


@contextmanager
def _private_draft(path: Path, text: str) -> Iterator[Path]:
    """A complete file of mode 0600 beside `path`: whoever sees it under its own name sees all of it."""
    number, name = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(number, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(number)
        yield draft
    finally:
        draft.unlink(missing_ok=True)


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
