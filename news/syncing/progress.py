"""How far it is: one line that grows on a terminal, a plain line a table elsewhere."""

from typing import Any

WIDTH = 30


class Progress:
    """`out`: a command's output. On a terminal the line is written over; in a log each kind of record gets one line."""

    def __init__(self, out: Any, *, is_quiet: bool = False) -> None:
        self.out, self.is_quiet = out, is_quiet
        self.is_terminal = out.isatty()
        self.total = self.done = 0
        self.name, self.of_name = "", 0

    def say(self, words: str) -> None:
        if not self.is_quiet:
            self._finish_line()
            self.out.write(words)

    def expect(self, total: int) -> None:
        """The bar begins anew, for so many."""
        self.total, self.done = total, 0

    def more(self, name: str, count: int) -> None:
        if self.is_quiet:
            return
        if name != self.name:
            self._finish_line()
            self.name, self.of_name = name, 0
        self.done, self.of_name = self.done + count, self.of_name + count
        if self.is_terminal:
            self.out.write(f"\r\x1b[K{self._bar()} {self._line()}", ending="")
            self.out.flush()

    def end(self) -> None:
        if not self.is_quiet:
            self._finish_line()
            self.name = ""

    def _finish_line(self) -> None:
        if not self.name:
            return
        if self.is_terminal:
            self.out.write(f"\r\x1b[K  {self._line()}")
        else:
            self.out.write(f"  {self._line()}")
        self.name = ""

    def _line(self) -> str:
        return f"{self.of_name} {self.name}" if self.of_name else self.name

    def _bar(self) -> str:
        share = self.done / self.total if self.total else 1
        full = round(WIDTH * share)
        return f"[{'#' * full}{'.' * (WIDTH - full)}] {share:4.0%}"
