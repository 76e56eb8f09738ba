"""Keeps the derived gaps of translations as the versions of their article are: which is behind which, whose numbers differ."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from news.models import ArticleVersion, GapKind, TranslationGap
from news.texts.numbers import typed
from news.translations.behind import followed
from news.translations.following import CUTS, Disagreement, beginning, behind, beside, disagreements

COLUMNS = ("article", "language", "number", "live_from", "live_until", "translated_from")
KEY = ("version_id", "original_id", "kind")
VALUES = (*KEY, "language", "live_from", "live_until", "paragraphs")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A translation that readers have or will have, the version it keeps up with, and a later one unless they are compared."""

    version: ArticleVersion
    source: ArticleVersion
    newer: ArticleVersion | None = None

    @property
    def span(self) -> tuple[datetime, datetime | None]:
        both = [self.version, *([self.newer] if self.newer else [])]
        ends = [each.live_until for each in both if each.live_until]
        return max(each.live_from for each in both), min(ends, default=None)


def index_gaps(article_pk: int) -> bool:
    """Rebuilds the gaps of one article, in a number of queries that does not grow with its versions; true where any changed."""
    existing = list(TranslationGap.objects.filter(version__article=article_pk))
    wanted = list(_gaps(article_pk))
    stale = [gap.pk for gap in existing if _values(gap) not in map(_values, wanted)]
    new = [gap for gap in wanted if _values(gap) not in map(_values, existing)]
    if stale:
        TranslationGap.objects.filter(pk__in=stale).delete()
    if new:
        TranslationGap.objects.bulk_create(new)
    return bool(stale or new)


def touches_gaps(version: ArticleVersion) -> bool:
    """Whether saving this version can open or close one: it is public, or was until now."""
    if version.live_from:
        return True
    return TranslationGap.objects.filter(Q(version=version) | Q(original=version)).exists()


def _values(gap: TranslationGap) -> list[Any]:
    return [getattr(gap, name) for name in VALUES]


def _gaps(article_pk: int) -> Iterator[TranslationGap]:
    found = list(_candidates(article_pk, timezone.now()))
    texts = _texts({each.pk for one in found for each in (one.version, one.source, one.newer) if each})
    for candidate in found:
        lines = _lines(candidate, texts)
        if lines:
            start, end = candidate.span
            yield TranslationGap(
                kind=GapKind.BEHIND if candidate.newer else GapKind.NUMBERS,
                version_id=candidate.version.pk,
                original_id=(candidate.newer or candidate.source).pk,
                language=candidate.version.language,
                live_from=start,
                live_until=end,
                paragraphs=lines,
            )


def _candidates(article_pk: int, now: datetime) -> Iterator[Candidate]:
    """What is over is left out: nobody can follow it any more."""
    public = ArticleVersion.objects.filter(article=article_pk, live_from__isnull=False)
    versions = list(public.with_checks().only(*COLUMNS))
    for version in versions:
        source = followed(version, versions)
        if source is None or (version.live_until and version.live_until <= now):
            continue
        yield Candidate(version, source)
        for newer in versions:
            if newer.language == source.language and newer.number > source.number:
                candidate = Candidate(version, source, newer)
                start, end = candidate.span
                if end is None or end > max(start, now):
                    yield candidate


def _texts(pks: set[int]) -> dict[int, dict[str, str]]:
    rows = ArticleVersion.objects.filter(pk__in=pks).values("pk", *CUTS) if pks else ()
    return {row.pop("pk"): row for row in rows}


def _lines(candidate: Candidate, texts: dict[int, dict[str, str]]) -> list[dict[str, Any]]:
    source, version = candidate.source, candidate.version
    if candidate.newer:
        return [asdict(line) for line in behind(texts[source.pk], texts[candidate.newer.pk])]
    both = beside(texts[source.pk], texts[version.pk], source.language, version.language)
    return [_numbers(each) for each in disagreements(both, source.language, version.language)]


def _numbers(found: Disagreement) -> dict[str, Any]:
    paragraph = found.paragraph
    return {
        "field": paragraph.field,
        "kind": str(paragraph.kind),
        "line": found.line,
        "words": beginning(paragraph.own.text) if paragraph.own else "",
        "missing": typed(found.difference.missing),
        "extra": typed(found.difference.extra),
    }
