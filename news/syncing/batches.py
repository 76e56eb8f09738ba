"""Rows are written and read so many at a time: few statements, and none that a database would find too long."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

BATCH = 500
Each = TypeVar("Each")


def in_batches(rows: Sequence[Each]) -> Iterator[Sequence[Each]]:
    for at in range(0, len(rows), BATCH):
        yield rows[at : at + BATCH]
