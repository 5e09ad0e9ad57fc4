"""`autogram audience crawl` at the sandbox: nothing else is needed."""

from collections.abc import Iterator

import pytest
from tests.servers import Instagram
from typer.testing import CliRunner

from autogram.cli.main import app
from autogram.core.settings import Settings

PASSWORD = "secret-word"
runner = CliRunner()


@pytest.fixture
def account(instagram: Instagram, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Instagram]:
    for name in ("instagram_web_url", "instagram_mobile_url", "unofficial_enabled", "audience_page_seconds"):
        monkeypatch.setenv(name.upper(), str(getattr(settings.unofficial, name)))
    account = instagram.personal(password=PASSWORD)
    account.has_list("followers", usernames=["ada", "bea", "cleo"])
    account.has_list("following", usernames=["bea", "zoe", "dora"])
    return account


def crawl(*arguments: str, answers: list[str], home) -> object:
    lines = "".join(f"{answer}\n" for answer in answers)
    return runner.invoke(app, ["audience", "crawl", "--home", str(home), *arguments], input=lines)


def test_with_cookies_it_tells_who_does_not_follow_back(account: Instagram, tmp_path):
    session = account.session()
    file = tmp_path / "out.csv"
    result = crawl("--csv", str(file), answers=[session["session_id"], session["csrf_token"]], home=tmp_path)

    assert result.exit_code == 0, result.output
    assert "do not follow you back                 │ 2" in result.stdout
    assert [line for line in result.stdout.splitlines() if line.startswith("  ")] == ["  dora", "  zoe"]
    assert "not_following_back,zoe,https://www.instagram.com/zoe" in file.read_text()
    assert session["session_id"] not in result.output


def test_with_a_password_it_asks_for_the_code_too(account: Instagram, tmp_path):
    account.logs_in_with(password=PASSWORD, codes=["123456"])
    result = crawl("--username", account.username, answers=[PASSWORD, "123456"], home=tmp_path)

    assert result.exit_code == 0, result.output
    assert "  zoe" in result.stdout
    assert PASSWORD not in result.output
    assert len(account.calls("web.login")) == 1


def test_from_a_list_with_gaps_it_concludes_nothing(account: Instagram, tmp_path):
    account.has_list("followers", usernames=["ada"], shown_count=3)
    session = account.session()
    result = crawl(answers=[session["session_id"], session["csrf_token"]], home=tmp_path)

    assert result.exit_code == 1
    assert "1 of 3 followers" in result.stderr
    assert "zoe" not in result.output


def test_what_the_person_can_mend_is_one_line(account: Instagram, tmp_path, monkeypatch):
    wrong = crawl("--username", account.username, answers=["guess"], home=tmp_path)
    assert (wrong.exit_code, "does not accept" in wrong.stderr) == (2, True)

    monkeypatch.setenv("UNOFFICIAL_ENABLED", "false")
    off = crawl(answers=[], home=tmp_path)
    assert (off.exit_code, "UNOFFICIAL_ENABLED" in off.stderr) == (2, True)
