"""Compiles the lock files from pyproject.toml; with --check, says whether they still fit it.

The lock files pin every package with its hash and name no registry and no folder of a machine.
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"requirements.txt": [], "requirements-dev.txt": ["--group", "dev"]}
FOREIGN = re.compile(r"://|^--?\w*index|^--find-links|(^|\s)/", re.MULTILINE)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, fail when stale")
    parser.add_argument("--upgrade", action="store_true", help="take newer versions that fit")
    options = parser.parse_args()
    if options.check:
        check()
    else:
        compile_all(upgrade=options.upgrade)


def compile_all(*, upgrade: bool) -> None:
    for name, extra in LOCKS.items():
        constraint = [] if name == "requirements.txt" else ["--constraint", "requirements.txt"]
        subprocess.run(
            [
                *(sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", *extra),
                *("--universal", "--python-version", "3.11", "--generate-hashes", *constraint),
                *("--no-emit-index-url", "--no-header", "--no-annotate", "--quiet"),
                *(["--upgrade"] if upgrade else []),
                *("--output-file", name),
            ],
            cwd=ROOT,
            check=True,
        )
        lines = (ROOT / name).read_text(encoding="utf-8")
        if foreign := FOREIGN.search(lines):
            sys.exit(f"{name} names a place outside the project: {foreign[0]!r}")
        (ROOT / name).write_text(head() + lines, encoding="utf-8")


def check() -> None:
    stale = [
        name for name in LOCKS if not (ROOT / name).read_text(encoding="utf-8").startswith(head())
    ]
    if stale:
        sys.exit(f"{', '.join(stale)} do not fit pyproject.toml: run make lock.")


def head() -> str:
    """The first line of a lock file: what it was compiled from."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [project["project"]["requires-python"], project["project"]["dependencies"]]
    wanted.append(project["dependency-groups"])
    digest = hashlib.sha256(json.dumps(wanted, sort_keys=True).encode()).hexdigest()
    return f"# Compiled by make lock from the dependencies in pyproject.toml, {digest[:16]}.\n"


if __name__ == "__main__":
    main()
