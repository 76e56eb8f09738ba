"""A PostgreSQL that keeps what it acknowledges, and can be killed, frozen and brought back."""

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from tests.drills.processes import children, is_alive, launch
from workbench import postgresql
from workbench.postgresql import _as_unprivileged_user, _initialise, _wait_until_it_answers

# Before it recovers it writes down every file there is: at once, or one by one, which takes seconds.
OPTIONS = ["max_connections=60", "recovery_init_sync_method=syncfs"]


class Cluster:
    """In a folder of its own, reached by a socket. `template`: the folder of a stopped cluster to begin with; `follows`: a
    running one of which this is to be a standby."""

    def __init__(self, folder, template=None, follows=None):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.programs = postgresql.ensure()
        if template:
            subprocess.run(["cp", "-a", f"{template}/data", str(self.folder)], check=True)
        self.as_user = _as_unprivileged_user(self.folder)
        if follows:
            copy = [
                self.programs / "pg_basebackup",
                "-h",
                follows.folder,
                "-U",
                "chronicle",
                "-R",
                "-c",
                "fast",
            ]
            subprocess.run([*self.as_user, *copy, "-D", self.folder / "data"], cwd=self.folder, check=True)
        elif not template:
            _initialise(self.programs, self.folder, self.as_user)
        self.server = None

    @property
    def url(self):
        return f"postgres://chronicle@/postgres?host={self.folder}"

    def start(self):
        options = ["listen_addresses=", f"unix_socket_directories={self.folder}", *OPTIONS]
        switches = [word for option in options for word in ("-c", option)]
        command = [*self.as_user, str(self.programs / "postgres"), "-D", str(self.folder / "data"), *switches]
        with (self.folder / "log").open("a+") as log:
            self.server = launch(command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
            _wait_until_it_answers(self.programs, self.folder, self.server, log)

    def answers(self, seconds=30):
        """Whether it does, by then: after a crash it first reads what it had written down."""
        ask = [self.programs / "pg_isready", "-q", "-h", self.folder]
        return wait_for(lambda: subprocess.run(ask, check=False).returncode == 0, seconds)

    def kill(self):
        """kill -9 of the server and of all that serve a connection, at one moment, as when power goes."""
        os.kill(self.server.pid, signal.SIGSTOP)  # so that it starts no more of them meanwhile
        everybody = [self.server.pid, *children(self.server.pid)]
        for pid in everybody:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.server.wait()
        wait_for(lambda: not any(map(is_alive, everybody)), 10)

    def kill_a_backend(self):
        """kill -9 of one; the others are told to go, and the server recovers by itself."""
        serving = [pid for pid in children(self.server.pid) if b"postgres: chronicle" in command_line(pid)]
        if serving:
            os.kill(serving[0], signal.SIGKILL)

    def freeze(self):
        self._signal_all(signal.SIGSTOP)

    def thaw(self):
        self._signal_all(signal.SIGCONT)

    def _signal_all(self, number):
        for pid in [self.server.pid, *children(self.server.pid)]:
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def stop(self):
        if self.server and is_alive(self.server.pid):
            self.thaw()
            self.server.send_signal(signal.SIGINT)  # sessions end, what was done is written
            with suppress(subprocess.TimeoutExpired):
                self.server.wait(20)
        if self.server and self.server.poll() is None:
            self.kill()

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def command_line(pid):
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def wait_for(condition, seconds, every=0.05):
    """Whether it came true in time."""
    until = time.monotonic() + seconds
    while not (met := condition()) and time.monotonic() < until:
        time.sleep(every)
    return met
