"""What an import did not take as it stood: every file, column and value, counted, with where it was first met."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# Lines named for each finding; the rest is counted.
EXAMPLES = 3


class Level(models.TextChoices):
    LEFT_OUT = "left_out", _("left out")  # rows that were not taken
    CHANGED = "changed", _("taken otherwise")  # than they stood
    NOT_KEPT = "not_kept", _("not kept")  # said by the feed, and nothing that we hold


class FeedRefusedError(Exception):
    """The file is no feed that could be taken, in words."""


@dataclass(slots=True)
class Finding:
    level: Level
    file: str
    message: str
    count: int = 0
    examples: list[str] = field(default_factory=list)


@dataclass
class Report:
    """`taken`: rows written (or, of a dry run, that would be) by what they are."""

    findings: dict[tuple[str, str, str], Finding] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)

    def add(
        self, level: Level, file: str, message: str, *, line: int = 0, value: str = "", count: int = 1
    ) -> None:
        finding = self.findings.setdefault((level, file, message), Finding(level, file, message))
        finding.count += count
        if len(finding.examples) < EXAMPLES and (line or value):
            where = gettext("line %(line)s") % {"line": line} if line else ""
            finding.examples.append(": ".join(filter(None, (where, value[:80]))))

    def left_out(self, file: str, message: str, *, line: int = 0, value: str = "") -> None:
        self.add(Level.LEFT_OUT, file, message, line=line, value=value)

    def changed(self, file: str, message: str, *, line: int = 0, value: str = "") -> None:
        self.add(Level.CHANGED, file, message, line=line, value=value)

    def not_kept(self, file: str, message: str, *, line: int = 0, value: str = "", count: int = 1) -> None:
        self.add(Level.NOT_KEPT, file, message, line=line, value=value, count=count)

    def took(self, what: str, count: int = 1) -> None:
        if count:
            self.taken[what] = self.taken.get(what, 0) + count

    def of(self, level: Level) -> list[Finding]:
        return [finding for finding in self.findings.values() if finding.level == level]

    def lines(self) -> Iterator[str]:
        for what, count in self.taken.items():
            yield f"{what}: {count}"
        for level in Level:
            for finding in self.of(level):
                examples = f" ({'; '.join(finding.examples)})" if finding.examples else ""
                yield f"{level.label}: {finding.file}: {finding.message} × {finding.count}{examples}"
