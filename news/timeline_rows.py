"""Keeps the rows of the timeline as the record is: of articles, and of what was done to agreements. Those of the railway are
kept by `routes`, which is told when an agreement that routes rest on may bear other topics."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from news.agreements.terms import Assertion, Layer
from news.dated import act, article_rows
from news.derived import replace_rows
from news.models import Action, Agreement, Article, TimelineRow
from news.offered import Story

# Asked with the primary keys of agreements; says whether anything changed.
Told = Callable[[Collection[int]], bool]
_told: list[Told] = []


def tell_of_agreements(told: Told) -> None:
    _told.append(told)


def standing_acts() -> QuerySet[Action]:
    """What passed between the parties, by the latest record of it; what a State does at home stands on the agreement."""
    return Action.objects.filter(
        layer=Layer.INTERNATIONAL,
        assertion__in=[Assertion.CONFIRMED, Assertion.REPORTED, Assertion.DISPUTED],
        replaced_by__isnull=True,
    )


def index_article_on_timeline(article: Article, story: Story | None, now: datetime) -> bool:
    """`story`: None of an article that is not shown at its own address."""
    rows = article_rows(story, article.slug, article.happened_on, now) if story else ()
    return keep("article", [article.slug], rows)


def index_agreements_on_timeline(agreements: Collection[Agreement]) -> bool:
    slugs = {agreement.pk: agreement.slug for agreement in agreements}
    topics = topics_of(slugs)
    acts = standing_acts().filter(agreement__in=slugs).order_by()
    facts = acts.values_list("agreement", "pk", "type", "occurrence", "dated_on", "date_precision")
    rows = (row for pk, *fact in facts for row in act(slugs[pk], *fact).rows(topics.get(pk, ())))
    changed = keep("agreement", list(slugs.values()), rows)
    return max([told(slugs) for told in _told], default=False) or changed


def topics_of(agreements: Iterable[int]) -> Mapping[int, list[int]]:
    """By the key of the agreement those of its topics."""
    found: dict[int, list[int]] = {}
    through = Agreement.topics.through.objects.filter(agreement__in=list(agreements))
    for agreement, topic in through.values_list("agreement_id", "topic_id"):
        found.setdefault(agreement, []).append(topic)
    return found


def keep(kind: str, keys: Collection[str], rows: Iterable[dict[str, Any]]) -> bool:
    """Makes the rows of the things of a kind with these keys what they should be; true where any changed."""
    existing = TimelineRow.objects.filter(holder_kind=kind, holder_key__in=keys)
    return replace_rows(existing, [TimelineRow(**row) for row in rows], TimelineRow.FACTS)
