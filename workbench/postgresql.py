"""A PostgreSQL cluster of the tests' own: in a temporary folder, reached by a socket, gone afterwards."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from workbench import system_packages
from workbench.progress import CannotGoOnError

# Durability costs half the time and a test cluster has nothing to lose.
OPTIONS = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "shared_buffers=128MB",
    "max_connections=40",
]
SECONDS_TO_START = 30
DEBIAN = Path("/usr/lib/postgresql")
# PostgreSQL refuses to run as root; its own user comes with Debian's package, nobody is everywhere.
UNPRIVILEGED_USERS = ["postgres", "nobody"]


def find() -> Path | None:
    """The folder of initdb and postgres: Debian keeps them out of PATH, one folder a major version."""
    installed = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    if installed:
        return installed[-1].parent
    in_path = shutil.which("initdb")
    return Path(in_path).resolve().parent if in_path else None


def ensure() -> Path:
    """The folder of the programs, installed if need be; raises CannotGoOnError with what to type."""
    if find() is None:
        system_packages.install("postgresql")
    programs = find()
    if programs is None:
        raise CannotGoOnError(f"initdb not found; type:  {system_packages.command_to_type('postgresql')}")
    return programs


@contextmanager
def running_cluster(programs: Path) -> Iterator[str]:
    """Yields the DATABASE_URL of an empty cluster that no other program can reach: it listens on no port."""
    folder = Path(tempfile.mkdtemp(prefix="chronicle-postgresql-"))
    try:
        as_user = _as_unprivileged_user(folder)
        _initialise(programs, folder, as_user)
        with (folder / "log").open("w+") as log, _server(programs, folder, as_user, log) as server:
            _wait_until_it_answers(programs, folder, server, log)
            yield f"postgres://chronicle@/postgres?host={folder}"
    finally:
        shutil.rmtree(folder)


def _as_unprivileged_user(folder: Path) -> list[str]:
    """The words before a command of the cluster; for root, another user's, to whom the folder is handed.

    The kernel stops the server when this program dies, however it dies.
    """
    setpriv = ["setpriv", "--pdeathsig", "QUIT"]
    if os.geteuid() != 0:
        return setpriv
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = next(known[name] for name in UNPRIVILEGED_USERS if name in known)
    os.chown(folder, user.pw_uid, user.pw_gid)
    return [*setpriv, f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def _initialise(programs: Path, folder: Path, as_user: list[str]) -> None:
    initdb = [str(programs / "initdb"), "--username=chronicle", "--auth=trust", "--encoding=UTF8"]
    command = [*as_user, *initdb, "--locale=C.UTF-8", "--no-sync", "--pgdata", str(folder / "data")]
    done = subprocess.run(
        command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise CannotGoOnError(f"initdb failed:\n{done.stdout}{done.stderr}")


@contextmanager
def _server(
    programs: Path, folder: Path, as_user: list[str], log: IO[str]
) -> Iterator[subprocess.Popen[bytes]]:
    options = [*OPTIONS, "listen_addresses=", f"unix_socket_directories={folder}"]
    switches = [word for option in options for word in ("-c", option)]
    command = [*as_user, str(programs / "postgres"), "-D", str(folder / "data"), *switches]
    server = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        yield server
    finally:
        server.send_signal(signal.SIGQUIT)  # at once: there is nothing to keep
        server.wait()


def _wait_until_it_answers(
    programs: Path, folder: Path, server: subprocess.Popen[bytes], log: IO[str]
) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and server.poll() is None:
        if (
            subprocess.run([str(programs / "pg_isready"), "-q", "-h", str(folder)], check=False).returncode
            == 0
        ):
            return
        time.sleep(0.05)
    log.seek(0)
    raise CannotGoOnError(f"PostgreSQL did not start:\n{log.read()}")
