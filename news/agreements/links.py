"""Where an agreement's page leads beside the register: its subjects, the articles and routes that name it or rest on it.

One query, over the search documents: they know title, language and date of every public page in every language.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import get_language

from config.web.addresses import whose
from config.web.partial_dates import PartialDate
from config.web.prepared import Many, Rows, Slot, prepared
from news.kinds import Kind, page_kinds
from news.models import Agreement, Article, Reference, SearchDocument
from news.named import LIVE, STANDING, Name, Named, Names, wanted


@dataclass(frozen=True, slots=True)
class Link:
    kind: Kind
    title: str
    lang: str  # of the title, where it is not the page's
    url: str
    dated: PartialDate | None


@prepared
def _documents() -> QuerySet:
    """Kind by kind, so that each part of the condition finds its documents by their key."""
    naming = Reference.objects.public(Slot("now")).to("agreement", Slot("slug"))
    subjects = Agreement.topics.through.objects.filter(agreement=Slot("pk")).values("topic__slug")
    leads_to = Q(kind="topic", key__in=subjects) & STANDING
    for holder in page_kinds():
        if holder.name == "agreement":
            continue
        standing = LIVE if holder.model is Article else STANDING
        texts = naming.filter(holder_kind=holder.name).values("holder_key")
        leads_to |= Q(kind=holder.name, key__in=texts) & standing
        for path in holder.cites.get("agreement", ()):
            keys = holder.model._default_manager.filter(**{path: Slot("pk")}).order_by()
            leads_to |= Q(kind=holder.name, key__in=keys.values(holder.key_field)) & standing
    named = Q(kind__in=Many("kinds"), key__in=Many("keys"), part="")
    rows = SearchDocument.objects.filter(leads_to | named & STANDING | named & LIVE)
    rows = rows.annotate(is_link=Case(When(leads_to, then=Value(1)), default=Value(0)))
    columns = ("kind", "key", "language", "title", "title_language", "dated_on", "is_link")
    return rows.order_by("-dated_on", "title").values_list(*columns)


def links_of(agreement: Agreement, names: Iterable[Name] = ()) -> tuple[Mapping[str, list[Link]], Names]:
    """By kind: `topic`, the subjects; and every kind but agreements that cites it, the newest first. And what the `names`
    are called, by the same query."""
    kinds, keys = wanted(names)
    rows = _documents().read(kinds=kinds, keys=keys, slug=agreement.slug, pk=agreement.pk, now=timezone.now())
    return _made(rows, whose())


@lru_cache(64)
def _made(read: Rows, _whose: tuple[str | None, ...]) -> tuple[Mapping[str, list[Link]], Names]:
    rows = list(_documents().made(read))
    dated = {(kind, key): dated_on for kind, key, _language, _title, _its, dated_on, _is in rows}
    links: dict[str, list[Link]] = {}
    for name, thing in Names(row[:5] for row in rows if row[-1]).items():
        links.setdefault(thing.kind.name, []).append(_link(thing, dated[name]))
    return links, Names(row[:5] for row in rows)


def _link(thing: Named, dated_on: date | None) -> Link:
    title, language = thing.title()
    return Link(
        kind=thing.kind,
        title=title,
        lang="" if language == get_language() else language,
        url=thing.url,
        dated=thing.kind.known_date(dated_on),
    )
