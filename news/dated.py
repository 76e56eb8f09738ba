"""What stands on the timeline, as rows of it. Pure: plain facts in, values of rows out.

A row is written once for the whole line and once more for each topic that the thing is on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from config.web.partial_dates import DatePrecision
from news.agreements.facts import CONCLUSIONS, ENDS
from news.agreements.terms import ActionType, Occurrence
from news.offered import Story, stretches

NEWS, OTHER = "news", "other_acts"
# What was done to an agreement, as a reader asks for it; types of actions that no other strand takes are "other_acts".
ACTS = {
    "concluded": CONCLUSIONS,
    "in_force": frozenset({ActionType.ENTERS_INTO_FORCE}),
    "ended": frozenset(ENDS),
}


@dataclass(frozen=True, slots=True)
class Happening:
    """A dated thing (`row`: its primary key) of a thing with a page. `known`: how precisely its day is."""

    holder_kind: str
    holder_key: str
    row: int
    strand: str
    day: date
    known: str = DatePrecision.DAY
    planned: bool = False

    def rows(
        self,
        topics: Iterable[int],
        begins_at: datetime | None = None,
        ends_at: datetime | None = None,
    ) -> Iterator[dict[str, Any]]:
        """Values of the rows of `TimelineRow`, by the names of its columns. `topics`: their primary keys; the moments bound
        when readers are shown it."""
        for topic in (None, *sorted(set(topics))):
            yield {
                "holder_kind": self.holder_kind,
                "holder_key": self.holder_key,
                "row": self.row,
                "strand": self.strand,
                "planned": self.planned,
                "topic_id": topic,
                "day": self.day,
                "year": self.day.year,
                "month": 0 if self.known == DatePrecision.YEAR else self.day.month,
                "begins_at": begins_at,
                "ends_at": ends_at,
                "timed": begins_at is not None or ends_at is not None,
            }


def article_rows(
    story: Story, slug: str, happened_on: date | None, now: datetime
) -> Iterator[dict[str, Any]]:
    """Of an article that tells of a day, from when until when any version of it is public; none of one that is withdrawn."""
    if happened_on is None or story.withdrawn_at:
        return
    happening = Happening("article", slug, story.pk, NEWS, happened_on)
    for since, until in stretches(story.versions, now):
        yield from happening.rows(story.topics, since if since > now else None, until)


def act(slug: str, pk: int, of_type: str, occurrence: str, day: date, known: str) -> Happening:
    """What was done to the agreement of this address."""
    return Happening(
        "agreement", slug, pk, strand_of(of_type), day, known, planned=occurrence != Occurrence.OCCURRED
    )


def strand_of(of_type: str) -> str:
    return next((strand for strand, types in ACTS.items() if of_type in types), OTHER)
