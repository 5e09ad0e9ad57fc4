"""Secrets are generated once, encrypted at rest, readable after a rotation, and never shown."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text
from tests.core.processes import clean_environment, python, run_python
from tests.people import make_user

from autogram.accounts.models import InstagramAccount
from autogram.core.db import Database
from autogram.core.secrets import (
    Keyring,
    SecretUnreadable,
    add_encryption_key,
    drop_older_encryption_keys,
    load_keyring,
)
from autogram.core.settings import SettingsError, load_settings

KEEPER = Path(__file__).with_name("keeper.py")


def keyring_of(home: Path) -> Keyring:
    return load_keyring(load_settings(autogram_home=home).core)


def test_keys_are_generated_once_and_readable_by_their_owner_alone(tmp_path):
    first, second = keyring_of(tmp_path), keyring_of(tmp_path)

    assert first.secret_key == second.secret_key
    assert second.decrypt(first.encrypt("token")) == "token"
    for name in ("secret.key", "encryption.keys"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert {file.name for file in tmp_path.iterdir()} == {"secret.key", "encryption.keys"}


def test_processes_that_start_together_agree_on_the_keys(tmp_path):
    script = (
        "import sys, time, pathlib\n"
        "from autogram.core.secrets import load_keyring\n"
        "from autogram.core.settings import load_settings\n"
        "settings = load_settings(autogram_home=sys.argv[1])\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        "for number in range(100):\n"
        "    home = pathlib.Path(sys.argv[1]) / str(number)\n"
        "    keyring = load_keyring(settings.core.model_copy(update={'autogram_home': home}))\n"
        "    print(keyring.secret_key, flush=True)\n"
    )

    processes = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=clean_environment(),
        )
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    answers = [process.communicate(timeout=30)[0].split() for process in processes]

    assert [process.returncode for process in processes] == [0, 0, 0]
    assert len(answers[0]) == 100
    assert answers[0] == answers[1] == answers[2]
    assert all(len(secret) > 40 for secret in answers[0])


def test_keys_from_the_environment_are_used_and_nothing_is_written(tmp_path):
    newer, older = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings = load_settings(autogram_home=tmp_path, secret_key="s" * 40, encryption_keys=f"{newer}, {older}")

    keyring = load_keyring(settings.core)

    assert keyring.secret_key == "s" * 40
    assert keyring.decrypt(Fernet(older).encrypt(b"token")) == "token"
    assert Fernet(newer).decrypt(keyring.encrypt("token")) == b"token"
    assert list(tmp_path.iterdir()) == []


def test_a_running_process_reads_and_writes_with_a_key_that_another_added(tmp_path):
    long_lived = keyring_of(tmp_path)
    before = long_lived.encrypt("before")

    add_encryption_key(tmp_path)
    rotated = keyring_of(tmp_path).encrypt("rotated")

    assert long_lived.decrypt(rotated) == "rotated"
    assert long_lived.decrypt(before) == "before"
    drop_older_encryption_keys(tmp_path)
    assert keyring_of(tmp_path).decrypt(long_lived.encrypt("after")) == "after"


def test_a_process_that_has_read_nothing_since_writes_with_the_new_key(tmp_path):
    long_lived = keyring_of(tmp_path)

    add_encryption_key(tmp_path)
    drop_older_encryption_keys(tmp_path)

    assert keyring_of(tmp_path).decrypt(long_lived.encrypt("secret")) == "secret"
    assert stat.S_IMODE((tmp_path / "encryption.keys").stat().st_mode) == 0o600


def test_a_secret_of_a_forgotten_key_cannot_be_read(tmp_path):
    keyring = keyring_of(tmp_path)
    foreign = Fernet(Fernet.generate_key()).encrypt(b"hush")

    with pytest.raises(SecretUnreadable):
        keyring.decrypt(foreign)
    with pytest.raises(SecretUnreadable):
        keyring.decrypt(b"no ciphertext at all")


@pytest.mark.parametrize("content", ["", "garbage\n"])
def test_a_damaged_key_file_stops_the_start_and_is_not_shown(tmp_path, content):
    (tmp_path / "encryption.keys").write_text(content)

    with pytest.raises(SettingsError, match=r"ENCRYPTION_KEYS.*encryption\.keys") as refusal:
        keyring_of(tmp_path)

    assert "garbage" not in str(refusal.value)


def test_a_keyring_shows_nothing_of_itself(tmp_path):
    keyring = keyring_of(tmp_path)
    secrets = [keyring.secret_key, (tmp_path / "encryption.keys").read_text().strip()]

    shown = f"{keyring} {keyring!r} {[keyring]}"

    assert not any(secret in shown for secret in secrets)


def test_hashes_for_looking_up_depend_on_the_signing_secret(tmp_path):
    one, other = keyring_of(tmp_path / "one"), keyring_of(tmp_path / "other")

    assert one.keyed_hash("token") == one.keyed_hash("token")
    assert one.keyed_hash("token") != other.keyed_hash("token")
    assert "token" not in one.keyed_hash("token")


async def test_an_encrypted_column_is_ciphertext_in_the_database(session):
    person = await make_user(session)
    account = InstagramAccount(
        workspace_id=person.workspace_id, instagram_user_id="1", username="ada", token="hush-hush"
    )
    session.add(account)
    await session.flush()
    session.expire(account, ["token"])

    stored = await session.scalar(text("SELECT token FROM account WHERE id = :id"), {"id": account.id})

    assert isinstance(stored, bytes)
    assert b"hush" not in stored
    await session.refresh(account, ["token"])
    assert account.token == "hush-hush"
    assert "hush" not in repr(account)


async def test_an_encrypted_column_may_be_empty(session):
    person = await make_user(session)
    account = InstagramAccount(workspace_id=person.workspace_id, instagram_user_id="1", username="ada", token=None)
    session.add(account)
    await session.flush()

    assert await session.scalar(text("SELECT token IS NULL FROM account WHERE id = :id"), {"id": account.id})


async def a_workspace(url: str) -> str:
    """Somebody's in this database; its id."""
    database = Database(url)
    async with database.transaction() as session:
        person = await make_user(session)
    await database.close()
    return str(person.workspace_id)


async def test_keys_are_rotated_under_a_running_process(tmp_path, fresh_database):
    workspace_id = await a_workspace(fresh_database)
    command = ("-m", "autogram.cli.main", "keys", "rotate", "--home", str(tmp_path))

    def rotate(*options: str) -> str:
        done = run_python(*command, *options, environment=clean_environment(DATABASE_URL=fresh_database))
        assert done.returncode == 0, done.stderr
        return done.stdout

    with python(str(KEEPER), str(tmp_path), fresh_database, workspace_id) as keeper:

        def ask(line: str) -> str:
            keeper.stdin.write(line + "\n")
            keeper.stdin.flush()
            return keeper.stdout.readline().strip()

        assert keeper.stdout.readline() == "ready\n"
        before = ask("write hush-before")
        oldest = (tmp_path / "encryption.keys").read_text()

        assert "1 secrets are encrypted with the newest key" in rotate()
        assert ask(f"read {before}") == "hush-before"
        meanwhile = ask("write hush-meanwhile")

        pruned = rotate("--prune")
        assert "2 secrets are encrypted" in pruned
        assert "older keys are forgotten" in pruned
        keys = (tmp_path / "encryption.keys").read_text().split()
        assert len(keys) == 1
        assert keys[0] not in oldest
        assert ask(f"read {before}") == "hush-before"
        assert ask(f"read {meanwhile}") == "hush-meanwhile"
