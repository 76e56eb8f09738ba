"""Runs what reads files of strangers in a process of its own, which may take so much memory and time and no more.

A decoder with a hole in it then has nothing at hand: no database, no settings, no other upload, no way to write a file.
"""

import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore

ROOT = Path(__file__).resolve().parents[2]
# Each may take its whole memory: so many at a time in a process of the site, and the others wait.
MOST_AT_ONCE = 2
_places = BoundedSemaphore(MOST_AT_ONCE)
# Limits first, then the imports: nothing of the module runs without them. They cannot be raised again from inside.
BEGIN = """\
import resource, sys
memory, seconds = int(sys.argv[2]), int(sys.argv[3])
for limit, value in (
    (resource.RLIMIT_AS, memory),
    (resource.RLIMIT_CPU, seconds),
    (resource.RLIMIT_FSIZE, 0),
    (resource.RLIMIT_CORE, 0),
    (resource.RLIMIT_NOFILE, 64),
):
    resource.setrlimit(limit, (value, value))
sys.path.insert(0, sys.argv[1])
import importlib
answer = importlib.import_module(sys.argv[4]).answer(sys.stdin.buffer.read())
sys.stdout.buffer.write(answer)
sys.stdout.buffer.flush()
"""


class ApartError(Exception):
    """It could not be read: it is broken, or takes more than it may."""

    def __init__(self, *, takes_too_much: bool, words: str = "") -> None:
        super().__init__(words)
        self.takes_too_much = takes_too_much


def run_apart(module: str, data: bytes, *, memory: int, seconds: int) -> bytes:
    """What the module's `answer(data)` gives. `module` imports no Django; `memory` in bytes, `seconds` of a processor."""
    command = [sys.executable, "-I", "-c", BEGIN, str(ROOT), str(memory), str(seconds), module]
    with _places:
        try:
            done = subprocess.run(
                command, input=data, capture_output=True, env={}, timeout=2 * seconds, check=False
            )
        except subprocess.TimeoutExpired:
            raise ApartError(takes_too_much=True, words=f"{module}: more than {2 * seconds} s") from None
    if done.returncode:
        # Ended by a signal (the processor's time is over, the kernel took it for its memory), or out of memory.
        is_too_much = done.returncode < 0 or b"MemoryError" in done.stderr
        raise ApartError(takes_too_much=is_too_much, words=done.stderr.decode("utf-8", "replace")[-500:])
    return done.stdout
