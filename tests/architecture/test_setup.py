"""`make setup` prepares a machine, keeps what is there, and says what it cannot do itself."""

import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.test_settings import settings_read
from tooling import lock, setup

ROOT = Path(__file__).resolve().parents[2]
# Assembled, so that this file does not name them itself.
REGISTRIES = [".".join(parts) for parts in (("pypi", "org"), ("npmjs", "org"), ("debian", "org"))]


def committed_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_env_file_is_private_and_holds_every_secret(tmp_path):
    file = tmp_path / ".env"
    setup.write_env(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    values = re.findall(r"^(\w+)=(\S{50,})$", file.read_text(), re.MULTILINE)
    assert [name for name, _value in values] == setup.SECRETS


def test_env_file_keeps_every_line_that_is_there(tmp_path):
    file = tmp_path / ".env"
    file.write_text("SECRET_KEY=mine\nSITE_URL=https://seloste.example.fi")
    setup.write_env(file)
    assert file.read_text().startswith("SECRET_KEY=mine\nSITE_URL=https://seloste.example.fi")
    assert file.read_text().count("SECRET_KEY") == 1
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_missing_secrets_are_added_after_the_last_line(tmp_path):
    file = tmp_path / ".env"
    file.write_text("DEBUG=on")
    setup.write_env(file)
    assert file.read_text().splitlines()[0] == "DEBUG=on"
    assert file.read_text().splitlines()[1].startswith("SECRET_KEY=")


def test_secret_in_a_named_file_is_not_missing(tmp_path):
    file = tmp_path / ".env"
    file.write_text("".join(f"{name}_FILE=/run/{name}\n" for name in setup.SECRETS))
    before = file.read_text()
    setup.write_env(file)
    assert file.read_text() == before


def test_two_machines_get_two_secrets(tmp_path):
    for name in ("one", "two"):
        setup.write_env(tmp_path / name)
    assert (tmp_path / "one").read_text() != (tmp_path / "two").read_text()


def test_setup_makes_every_setting_that_must_be_set():
    required = {name for name, default in settings_read().items() if default == "none: must be set"}
    assert set(setup.SECRETS) == required


def test_without_root_setup_names_the_command_and_stops(monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    part = setup.SystemPart("A thing", "libthing", lambda: False)
    with pytest.raises(SystemExit) as stopped:
        setup.install_system_parts([part])
    assert "sudo apt-get install --yes --no-install-recommends libthing" in str(stopped.value)


def test_what_is_there_is_not_installed_again(monkeypatch):
    monkeypatch.setattr(setup, "run", lambda *command, **_: pytest.fail(f"ran {command}"))
    setup.install_system_parts([setup.SystemPart("A thing", "libthing", lambda: True)])


def test_make_alone_lists_every_target():
    listed = subprocess.run(
        ["make", "--no-print-directory"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    targets = set(re.findall(r"^  (\w+) ", listed.stdout, re.MULTILINE))
    assert targets >= {"setup", "demo", "test", "check", "lint", "fix", "types", "arch"}
    assert targets >= {"messages", "lock", "clean"}


def test_ci_runs_the_command_the_readme_names():
    commands = (ROOT / ".ci" / "run").read_text().splitlines()
    assert commands[-1] == "exec make test"
    assert "make test" in (ROOT / "README.md").read_text()


def test_lock_files_pin_every_package_with_its_hash():
    for name in lock.LOCKS:
        packages = re.findall(r"^(?!#)\S.*(?:\n .*)*", (ROOT / name).read_text(), re.MULTILINE)
        assert len(packages) > 30
        assert [p for p in packages if "==" not in p or "--hash=sha256:" not in p] == []


def test_the_tests_have_the_very_packages_that_run_in_production():
    runtime, dev = (
        set(re.findall(r"^[a-z0-9-]+==\S+", (ROOT / name).read_text(), re.MULTILINE))
        for name in lock.LOCKS
    )
    assert runtime <= dev


def test_every_dependency_says_what_it_is_for():
    lines = (ROOT / "pyproject.toml").read_text().split("[tool.")[0].splitlines()
    packages = [line for line in lines if re.match(r'    "', line)]
    assert len(packages) > 20
    assert [line for line in packages if not re.search(r'",\s+# \w+', line)] == []


def test_no_committed_file_names_a_package_registry():
    named = {
        f"{file.relative_to(ROOT)}: {host}"
        for file in committed_files()
        for host in REGISTRIES
        if host.encode() in file.read_bytes()
    }
    assert named == set()


def test_setup_says_which_python_it_needs():
    source = (ROOT / "tooling" / "setup.py").read_text()
    message = source[source.index("if sys.version_info") : source.index("import argparse")]
    stopped = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.version_info = (3, 9)\n{message}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert stopped.returncode == 1
    assert stopped.stderr.startswith("Seloste needs Python 3.11 or newer")
