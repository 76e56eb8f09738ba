"""How a command tells how far it is: one line that is written over on a terminal, nothing elsewhere but with -v 2."""

import time
from typing import Any

EVERY = 0.1  # seconds


class Progress:
    def __init__(self, stream: Any, verbosity: int) -> None:
        self.stream = stream
        self.is_terminal = bool(verbosity) and stream.isatty()
        self.is_wordy = verbosity > 1 and not self.is_terminal
        self.told_at = 0.0

    def __call__(self, words: str) -> None:
        if self.is_wordy:
            self.stream.write(words)
        elif self.is_terminal and time.monotonic() - self.told_at >= EVERY:
            self.told_at = time.monotonic()
            self.stream.write(f"\r{words:<78.78}", ending="")
            self.stream.flush()

    def finish(self) -> None:
        if self.told_at:
            self.stream.write(f"\r{'':<78}\r", ending="")
