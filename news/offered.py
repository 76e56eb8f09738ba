"""What lists offer to readers of each language of one article, from when until when. Pure: plain rows in, plain rows out.

A stretch of time is tiled by the moments at which a version begins or ends; in each stretch a reader is offered the live
version in the language they are likeliest to read (`reading_order`). Only what has not ended is told.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.utils import timezone

from config.web.translated import LANGUAGES, reading_order

CORRECTING = ("correction", "clarification")
Offer = tuple["Said", datetime, datetime | None]  # from when until when


@dataclass(frozen=True, slots=True)
class Said:
    """A public version, as far as lists ask: `until` is None where it has no end."""

    pk: int
    language: str
    act: str
    since: datetime
    until: datetime | None

    def is_live(self, at: datetime) -> bool:
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class Story:
    """An article that stands at its own address. `topics`: their primary keys."""

    pk: int
    kind: str
    withdrawn_at: datetime | None
    topics: Sequence[int]
    versions: Sequence[Said]


def offers(versions: Iterable[Said], reader: str, now: datetime) -> list[Offer]:
    """Which version a reader of the language is offered from now on, in the order of time."""
    lasting = [each for each in versions if each.until is None or each.until > now]
    moments = {each.since for each in lasting} | {each.until for each in lasting if each.until}
    rank = {language: place for place, language in enumerate(reading_order(reader))}
    found: list[Offer] = []
    for since, until in pairwise([*sorted(moments), None]):
        live = [each for each in lasting if since and each.is_live(since)]
        if since and live:
            _extend(found, min(live, key=lambda each: rank[each.language]), since, until)
    return [offer for offer in found if offer[2] is None or offer[2] > now]


def stretches(versions: Iterable[Said], now: datetime) -> list[tuple[datetime, datetime | None]]:
    """From when until when any version is live, from now on, in the order of time."""
    found: list[tuple[datetime, datetime | None]] = []
    for each in sorted(versions, key=lambda each: each.since):
        if each.until is not None and each.until <= now:
            continue
        since, until = each.since, each.until
        if found and (found[-1][1] is None or since <= found[-1][1]):
            since, before = found.pop()
            until = None if before is None or until is None else max(before, until)
        found.append((since, until))
    return found


def _extend(found: list[Any], what: Any, since: datetime, until: datetime | None) -> None:
    """Adds a stretch, or makes the last one longer if it is of the same."""
    if found and found[-1][0] == what and found[-1][2] == since:
        since = found.pop()[1]
    found.append((what, since, until))


def rows_of(story: Story, now: datetime) -> Iterator[dict[str, Any]]:
    """Values of the rows of `Reading`, by the names of its columns."""
    first: dict[str, datetime] = {}
    for version in story.versions:
        first[version.language] = min(version.since, first.get(version.language, version.since))
    for reader in LANGUAGES:
        offered = offers(story.versions, reader, now)
        for offer in offered:
            if story.withdrawn_at:
                yield _row(story, "withdrawn", reader, None, story.withdrawn_at, offer, now)
                continue
            for topic in (None, *story.topics):
                yield _row(story, "news", reader, topic, first[offer[0].language], offer, now)
        for offer in _corrections(story.versions, offered):
            yield _row(story, "corrections", reader, None, offer[0].since, offer, now)


def _corrections(versions: Sequence[Said], offered: Iterable[Offer]) -> Iterator[Offer]:
    """Every one in the language in which a reader reads the article, while they read it in that one."""
    languages: list[tuple[str, datetime, datetime | None]] = []
    for version, since, until in offered:
        _extend(languages, version.language, since, until)
    for language, since, until in languages:
        for version in versions:
            begins = max(since, version.since)
            if version.language == language and version.act in CORRECTING and (not until or begins < until):
                yield version, begins, until


def _row(
    story: Story,
    of_list: str,
    reader: str,
    topic: int | None,
    dated_at: datetime,
    offer: Offer,
    now: datetime,
) -> dict[str, Any]:
    version, begins_at, ends_at = offer
    return {
        "article_id": story.pk,
        "list": of_list,
        "reader": reader,
        "topic_id": topic,
        "version_id": version.pk,
        "kind": story.kind,
        "year": timezone.localtime(dated_at).year,
        "dated_at": dated_at,
        "begins_at": begins_at,
        "ends_at": ends_at,
        "timed": ends_at is not None or begins_at > now,
    }
