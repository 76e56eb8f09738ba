"""The server of `make run` and of the browser tests, with the options that deploying.md recommends."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from workbench.environment import ROOT, VENV
from workbench.progress import CannotGoOnError

HOST = "127.0.0.1"
SECONDS_TO_START = 60
SECONDS_TO_STOP = 5
# One thread of Python computes at a time: four, so that others go on while one waits for the database.
APPLICATION = "config.wsgi:application"
GRANIAN = [str(VENV / "bin" / "granian"), APPLICATION, "--interface", "wsgi", "--host", HOST]
OPTIONS = ["--workers", "1", "--blocking-threads", "4", "--backpressure", "64", "--log-level", "warning"]
# A worker that was killed is started anew; one that dies as it starts ends the server.
OPTIONS += ["--respawn-failed-workers", "--respawn-interval", "0.5"]
# Of glibc: memory freed by one thread is used by the others, a tenth less in all.
ENVIRONMENT = {"MALLOC_ARENA_MAX": "2"}


def address(port: int) -> str:
    return f"http://{HOST}:{port}"


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    port: int, environment: Mapping[str, str] | None = None, application: str = APPLICATION
) -> Iterator[subprocess.Popen[bytes]]:
    """A server that answers by the time the block begins and is gone when it ends."""
    # Where the kernel offers it (Linux), it stops the server when this program dies, however it dies.
    tied = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
    command = [*tied, GRANIAN[0], application, *GRANIAN[2:], *OPTIONS, "--port", str(port)]
    # In a process group of its own: Ctrl+C reaches this program, which then stops the server once; two signals at
    # the same moment have left it hanging.
    process = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | ENVIRONMENT | dict(environment or {}), process_group=0
    )
    try:
        _wait_until_it_answers(process, port)
        yield process
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait_until_it_answers(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise CannotGoOnError("The server did not start; its own words are above.")
