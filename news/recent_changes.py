"""The latest changes readers got, one an article, each with one line of what changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from config.web.translated import reading_order
from news.changes import change_line
from news.models import ArticleVersion

# Versions read for each article shown: usually one a language.
VERSIONS_AN_ARTICLE = 3


@dataclass(frozen=True, slots=True)
class RecentChange:
    """`languages`: those that changed with it, by their own names."""

    version: ArticleVersion
    languages: str
    line: str


def recent_changes(now: datetime, number: int) -> list[RecentChange]:
    """Two queries. The line is the note to readers, or else what differs from the version before."""
    found = ArticleVersion.objects.been_public(now).select_related("article", "published_by")
    versions = found.defer("body", "confirmed", "claimed", "unknown").order_by("-live_from", "-pk")
    by_article: dict[int, list[ArticleVersion]] = {}
    for version in versions[: number * VERSIONS_AN_ARTICLE]:
        own = by_article.setdefault(version.article_id, [])
        if not own or own[0].live_from == version.live_from:
            own.append(version)
    shown = [(_to_show(own), own) for own in [*by_article.values()][:number]]
    texts = _with_those_before(version for version, _own in shown if not version.note)
    return [RecentChange(each, _languages(own), each.note or _line(each, texts)) for each, own in shown]


def _to_show(versions: list[ArticleVersion]) -> ArticleVersion:
    """Of those that became public together, the one in the language the editor reads best."""
    together = {version.language: version for version in versions}
    return next(together[code] for code in reading_order() if code in together)


def _languages(versions: list[ArticleVersion]) -> str:
    return ", ".join(dict.fromkeys(version.get_language_display() for version in reversed(versions)))


def _line(version: ArticleVersion, texts: list[ArticleVersion]) -> str:
    new = next(each for each in texts if each.pk == version.pk)
    old = next((each for each in texts if each.pk != version.pk and _precedes(each, version)), None)
    # Names weigh in what a version may be called; for a line of a list they are not worth reading the record.
    return change_line(old, new, known=frozenset())


def _precedes(old: ArticleVersion, new: ArticleVersion) -> bool:
    place = (new.article_id, new.language, new.live_from)
    return (old.article_id, old.language, old.live_until) == place


def _with_those_before(versions: Iterable[ArticleVersion]) -> list[ArticleVersion]:
    """With their texts, each with the version that ended when it began; one query."""
    wanted = Q(pk__in=[])
    for each in versions:
        wanted |= Q(pk=each.pk)
        wanted |= Q(article=each.article_id, language=each.language, live_until=each.live_from)
    return [*ArticleVersion.objects.filter(wanted)]
