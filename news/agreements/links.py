"""Where an agreement's page leads beside the register: its subjects, the articles and routes that name it or rest on it.

One query, over the search documents: they know title, language and date of every public page in every language.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Case, Exists, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import get_language

from config.web.addresses import whose
from config.web.pagination import PageOfSeveral
from config.web.partial_dates import PartialDate
from config.web.prepared import Many, Prepared, Rows, Slot, prepared
from news.backlinks import offered_references
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
def _first_page(most: int) -> QuerySet:
    return _documents(slice(0, most))


def _documents(own: slice) -> QuerySet:
    """Kind by kind, so that each part of the condition finds its documents by their key; of the articles, which may be
    thousands, those of a page, and whether there are more."""
    naming = Reference.objects.to("agreement", Slot("slug")).filter(version=None)
    subjects = Agreement.topics.through.objects.filter(agreement=Slot("pk")).values("topic__slug")
    leads_to = Q(kind="topic", key__in=subjects) & STANDING
    for holder in page_kinds():
        if holder.name == "agreement":
            continue
        if holder.model is Article:
            articles = offered_references("agreement", Slot("slug"), Slot("now"))
            leads_to |= Q(kind=holder.name, key__in=articles.values("holder_key")[own]) & LIVE
            more = Exists(articles[own.stop : own.stop + 1])
            continue
        texts = naming.filter(holder_kind=holder.name).values("holder_key")
        leads_to |= Q(kind=holder.name, key__in=texts) & STANDING
        for path in holder.cites.get("agreement", ()):
            keys = holder.model._default_manager.filter(**{path: Slot("pk")}).order_by()
            leads_to |= Q(kind=holder.name, key__in=keys.values(holder.key_field)) & STANDING
    named = Q(kind__in=Many("kinds"), key__in=Many("keys"), part="")
    rows = SearchDocument.objects.filter(leads_to | named & STANDING | named & LIVE)
    rows = rows.annotate(is_link=Case(When(leads_to, then=Value(1)), default=Value(0)), more=more)
    columns = ("kind", "key", "language", "title", "title_language", "dated_on", "more", "is_link")
    return rows.order_by("-dated_on", "title").values_list(*columns)


def links_of(
    agreement: Agreement, turned: PageOfSeveral, names: Iterable[Name] = ()
) -> tuple[Mapping[str, list[Link]], Names]:
    """By kind: `topic`, the subjects; and every kind but agreements that cites it, the newest first, of articles those on the
    page. And what the `names` are called, by the same query."""
    kinds, keys = wanted(names)
    query = Prepared(_documents(turned.own)) if turned.own.start else _first_page(turned.own.stop)
    rows = query.read(kinds=kinds, keys=keys, slug=agreement.slug, pk=agreement.pk, now=timezone.now())
    links, named, are_more = _made(rows, whose())
    turned.note(len(links.get("article", ())) + are_more)
    return links, named


@lru_cache(64)
def _made(read: Rows, _whose: tuple[str | None, ...]) -> tuple[Mapping[str, list[Link]], Names, bool]:
    rows = list(_first_page(1).made(read))
    dated = {(kind, key): dated_on for kind, key, _language, _title, _its, dated_on, *_more in rows}
    links: dict[str, list[Link]] = {}
    for name, thing in Names(row[:5] for row in rows if row[-1]).items():
        links.setdefault(thing.kind.name, []).append(_link(thing, dated[name]))
    return links, Names(row[:5] for row in rows), any(row[-2] for row in rows)


def _link(thing: Named, dated_on: date | None) -> Link:
    title, language = thing.title()
    return Link(
        kind=thing.kind,
        title=title,
        lang="" if language == get_language() else language,
        url=thing.url,
        dated=thing.kind.known_date(dated_on),
    )
