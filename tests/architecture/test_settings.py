"""A wrong setting stops the start with its name; what can be set is written down."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from config.environment import Environment, WrongSetting, read_environment

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def env_file(tmp_path, monkeypatch):
    monkeypatch.delenv("ENV_FILE")
    file = tmp_path / ".env"
    file.touch(mode=0o600)
    return file


def test_missing_secret_is_named():
    with pytest.raises(WrongSetting, match=r"^SECRET_KEY is missing"):
        Environment({"SECRET_KEY": ""}).required("SECRET_KEY")


@pytest.mark.parametrize("value", ["", "On", "yes", "true", "1", "0"])
def test_switch_is_on_or_off_and_nothing_else(value):
    with pytest.raises(WrongSetting, match=r"^HTTPS must be on or off\.$"):
        Environment({"HTTPS": value}).switch("HTTPS", default=True)


@pytest.mark.parametrize(("value", "meaning"), [("on", True), ("off", False)])
def test_switch_overrides_its_default(value, meaning):
    assert Environment({"HTTPS": value}).switch("HTTPS", default=not meaning) is meaning


@pytest.mark.parametrize("value", ["-1", "1.5", "two", ""])
def test_number_is_a_whole_one(value):
    with pytest.raises(WrongSetting, match=r"^TRUSTED_PROXIES must be a whole number"):
        Environment({"TRUSTED_PROXIES": value}).number("TRUSTED_PROXIES", default=0)


@pytest.mark.parametrize("value", ["seloste.example.fi", "ftp://seloste.example.fi", "https://"])
def test_address_has_a_scheme_and_a_host(value):
    with pytest.raises(WrongSetting, match=r"^SITE_URL must be an address"):
        Environment({"SITE_URL": value}).address("SITE_URL", default="http://localhost")


@pytest.mark.parametrize(
    "value", ["mysql://u:hunter2@h/d", "hunter2", "postgresql://u:hunter2@h:x/d"]
)
def test_wrong_database_is_named_without_its_password(value):
    with pytest.raises(WrongSetting, match=r"^DATABASE_URL must be ") as raised:
        Environment({"DATABASE_URL": value}).database("DATABASE_URL", default="", root=ROOT)
    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize(
    "value",
    [
        "smtp://u:hunter2@h",
        "imaps://u@h",
        "imaps://u:hunter2@",
        "imaps://u:hunter2@h:x",
        "imaps://[",
    ],
)
def test_wrong_mailbox_is_named_without_its_password(value):
    with pytest.raises(WrongSetting, match=r"^SELF_TEST_IMAP must be ") as raised:
        Environment({"SELF_TEST_IMAP": value}).mailbox("SELF_TEST_IMAP", default="")
    assert "hunter2" not in str(raised.value)


def test_mailbox_is_read_from_its_address():
    value = "imaps://testi%40esimerkki.example:a%3Ab@imap.esimerkki.example/Oma/Testi"
    assert Environment({"SELF_TEST_IMAP": value}).mailbox("SELF_TEST_IMAP", default="") == {
        "host": "imap.esimerkki.example",
        "port": 993,
        "tls": True,
        "user": "testi@esimerkki.example",
        "password": "a:b",
        "folder": "Oma/Testi",
    }
    plain = Environment({"SELF_TEST_IMAP": "imap://u:p@localhost"}).mailbox(
        "SELF_TEST_IMAP", default=""
    )
    assert plain is not None
    assert (plain["port"], plain["tls"], plain["folder"]) == (143, False, "INBOX")
    assert Environment({"SELF_TEST_IMAP": ""}).mailbox("SELF_TEST_IMAP", default="") is None


def test_database_file_is_counted_from_the_project():
    database = Environment({}).database("DATABASE_URL", default="sqlite:///var/x.db", root=ROOT)
    assert database["NAME"] == ROOT / "var" / "x.db"


def test_sqlite_waits_for_its_turn_instead_of_failing():
    options = Environment({}).database("D", default="sqlite:///x.db", root=ROOT)["OPTIONS"]
    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)
    assert "journal_mode=WAL" in options["init_command"]


def test_file_gives_a_secret(tmp_path):
    (tmp_path / "key").write_text("from a file\n")
    env = Environment({"SECRET_KEY_FILE": str(tmp_path / "key")})
    assert env.required("SECRET_KEY") == "from a file"


def test_file_that_cannot_be_read_is_named(tmp_path):
    env = Environment({"SECRET_KEY_FILE": str(tmp_path / "none")})
    with pytest.raises(WrongSetting, match=r"^SECRET_KEY_FILE names a file that cannot be read"):
        env.required("SECRET_KEY")


def test_value_and_file_together_are_refused():
    env = Environment({"SECRET_KEY": "a", "SECRET_KEY_FILE": "/b"})
    with pytest.raises(WrongSetting, match=r"^SECRET_KEY and SECRET_KEY_FILE are both set"):
        env.required("SECRET_KEY")


def test_environment_wins_over_the_file(env_file, monkeypatch):
    env_file.write_text("MAIL_FROM=file@example.fi\nSITE_URL=https://file.example.fi\n")
    monkeypatch.setenv("MAIL_FROM", "environment@example.fi")
    monkeypatch.delenv("SITE_URL", raising=False)
    env = read_environment(env_file)
    assert env.text("MAIL_FROM", default="") == "environment@example.fi"
    assert env.text("SITE_URL", default="") == "https://file.example.fi"


def test_file_of_a_secret_in_the_environment_wins_over_the_env_file(
    env_file, tmp_path, monkeypatch
):
    env_file.write_text("SECRET_KEY=old\n")
    (tmp_path / "key").write_text("new")
    monkeypatch.delenv("SECRET_KEY")
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))
    assert read_environment(env_file).required("SECRET_KEY") == "new"


def test_env_file_stays_out_of_the_environment_of_other_processes(env_file):
    env_file.write_text("ONLY_IN_FILE=secret\n")
    assert read_environment(env_file).required("ONLY_IN_FILE") == "secret"
    assert "ONLY_IN_FILE" not in os.environ


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_env_file_that_others_can_read_stops_the_start(env_file, mode):
    env_file.chmod(mode)
    with pytest.raises(WrongSetting, match=r"^\.env can be read by others: chmod 600 \.env"):
        read_environment(env_file)


def test_command_line_stops_with_one_line_that_names_the_setting():
    stopped = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=os.environ | {"HTTPS": "perhaps"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert stopped.returncode == 1
    assert stopped.stderr == "Seloste did not start: HTTPS must be on or off.\n"


def settings_read() -> dict[str, str | None]:
    """Each name that config/settings.py asks for, with its default as the table writes it."""
    tree = ast.parse((ROOT / "config" / "settings.py").read_text())
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
    ]
    return {ast.literal_eval(call.args[0]): default_in_words(call) for call in calls}


def default_in_words(call: ast.Call) -> str | None:
    given = [keyword.value for keyword in call.keywords if keyword.arg == "default"]
    if not given:
        return "none: must be set"
    try:
        default = ast.literal_eval(given[0])
    except ValueError:
        return None  # computed: the table says how
    if isinstance(default, bool):
        return "`on`" if default else "`off`"
    return "none" if default == [] else f"`{default}`"


def test_table_of_settings_names_each_with_its_default_and_meaning():
    rows = re.findall(
        r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", (ROOT / "docs" / "settings.md").read_text(), re.M
    )
    defaults = {name: default for name, default, meaning in rows if len(meaning) > 10}
    read = settings_read() | {"ENV_FILE": "`.env`"}
    assert defaults == {
        name: default if default is not None else defaults.get(name)
        for name, default in read.items()
    }
