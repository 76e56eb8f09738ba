"""Where an agreement's page leads beside the register: its subjects, the articles and routes that name it or rest on it.

One query, over the search documents: they know title, language and date of every public page in every language.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language

from config.web.translated import reading_order
from news.kinds import Kind, kind_named, page_kinds
from news.models import Agreement, Reference, SearchDocument


@dataclass(frozen=True, slots=True)
class Link:
    kind: Kind
    title: str
    lang: str  # of the title, where it is not the page's
    url: str
    dated_on: date | None


def links_of(agreement: Agreement) -> dict[str, list[Link]]:
    """By kind: `topic`, the subjects; and every kind but agreements that cites it, the newest first."""
    naming = Reference.objects.public().to("agreement", agreement.slug)
    named = Exists(naming.filter(holder_kind=OuterRef("kind"), holder_key=OuterRef("key")))
    subjects = Q(kind="topic", key__in=agreement.topics.values("slug"))
    found: dict[tuple[str, str], dict[str, SearchDocument]] = {}
    documents = SearchDocument.objects.public().filter(subjects | named | _resting_on(agreement))
    for document in documents.exclude(kind="agreement").order_by("-dated_on", "title"):
        found.setdefault((document.kind, document.key), {})[document.language] = document
    links: dict[str, list[Link]] = {}
    for (kind, _key), versions in found.items():
        links.setdefault(kind, []).append(_link(versions))
    return links


def _resting_on(agreement: Agreement) -> Q:
    """Pages whose rows point at the agreement by foreign key: a route that rests on it."""
    condition = Q(pk__in=[])
    for holder in page_kinds():
        for path in holder.cites.get("agreement", ()) if holder.name != "agreement" else ():
            keys = holder.model._default_manager.filter(**{path: agreement}).values(holder.key_field)
            condition |= Q(kind=holder.name, key__in=keys)
    return condition


def _link(versions: dict[str, SearchDocument]) -> Link:
    document = next(versions[code] for code in reading_order() if code in versions)
    kind = kind_named(document.kind)
    assert kind is not None  # noqa: S101 only kinds write search documents
    return Link(
        kind=kind,
        title=document.title,
        lang="" if document.title_language == get_language() else document.title_language,
        url=kind.url(document.key),
        dated_on=document.dated_on,
    )
