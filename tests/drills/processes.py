"""Processes by their parents, so that a drill ends only those it started."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

_starting = ThreadPoolExecutor(max_workers=1, thread_name_prefix="starting")


# The kernel stops it when the drill dies, however it dies.
TIED = ["setpriv", "--pdeathsig", "TERM"]


def launch(command, **options):
    """A tied process is stopped already when the *thread* that started it ends: so one starts all, and lives as long as the
    drill."""
    return _starting.submit(subprocess.Popen, command, **options).result()


def children(pid):
    """The direct ones, oldest first."""
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def is_alive(pid):
    """One that ended and that nobody asked for its code yet is not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
