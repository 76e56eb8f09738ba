"""What can be cited and linked, as far as an account may see it: found by words, or named by the references of a text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.exceptions import NotRegistered
from django.db import connection
from django.db.models import Case, Model, Prefetch, Q, QuerySet, When
from django.http import HttpRequest

from news.admin.pictures.addresses import thumbnail_address
from news.kinds import Kind, kind_named
from news.models import Article, Figure, FigureValue, Image, Source
from news.named import Named as PublicThing
from news.texts.markdown_printer import value_note, value_text
from news.texts.reference_lookup import Lookup, Target
from news.texts.references import Reference


@dataclass(frozen=True, slots=True)
class Choice:
    """One text that can be typed for a thing. Of a figure: a period and its value."""

    typed: str
    period: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    kind: Kind
    key: str
    title: str
    language: str  # of the title
    is_public: bool
    choices: tuple[Choice, ...]
    picture: str = ""

    @property
    def typed(self) -> list[str]:
        return [choice.typed for choice in self.choices]


@dataclass(frozen=True, slots=True)
class Named:
    """What a reference leads to. `label` is what a reader meets in the text, `title` what it stands for."""

    reference: str
    state: str  # public, draft, missing or hidden (the account may not see its kind)
    label: str = ""
    title: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """The things of each kind that the account of a request may see, and those it may add."""

    site: AdminSite
    request: HttpRequest
    _admins: dict[str, Any] = field(default_factory=dict)

    def admin(self, kind: Kind) -> Any:
        """Its ModelAdmin; None where the kind has none or the account may not see it."""
        if kind.name not in self._admins:
            self._admins[kind.name] = self._visible_admin(kind)
        return self._admins[kind.name]

    def search(self, kind: Kind, query: str, language: str, limit: int) -> list[Found]:
        """As the kind's own list searches. Three queries at most, and one more for figures."""
        model_admin = self.admin(kind)
        if model_admin is None:
            return []
        shown = list(kind.prepare(self._matching(kind, query), None)[:limit])
        public = set(
            kind.listed(None).filter(pk__in=[each.pk for each in shown]).values_list("pk", flat=True)
        )
        return [_found(kind, thing, language, thing.pk in public) for thing in shown]

    def name(self, references: Iterable[Reference], language: str, as_of: date) -> list[Named]:
        """One query a kind."""
        wanted = list(dict.fromkeys(references))
        seen = {
            each: (kind := kind_named(each.kind)) is None or self.admin(kind) is not None for each in wanted
        }
        lookup = Lookup([each for each in wanted if seen[each]], language=language, as_of=as_of)
        return [
            _named(each, lookup.find(each), language) if seen[each] else Named(str(each), "hidden")
            for each in wanted
        ]

    def _matching(self, kind: Kind, query: str) -> QuerySet:
        things = _ordered(kind, query)
        if not query:
            return things
        search = self.admin(kind).get_search_results
        if kind.model is Article:  # found by its words, however they are spelled
            return search(self.request, things, query)[0]
        everything = kind.model._default_manager.order_by()
        found = [search(self.request, everything, each)[0].values("pk") for each in _spellings(query)]
        return things.filter(pk__in=reduce(or_, found))

    def _visible_admin(self, kind: Kind) -> Any:
        try:
            model_admin: Any = self.site.get_model_admin(kind.model)
        except NotRegistered:
            return None
        return model_admin if model_admin.has_view_or_change_permission(self.request) else None


def _spellings(query: str) -> list[str]:
    """SQLite knows small and capital letters of Latin words only; others are asked for as they may be written."""
    if connection.vendor != "sqlite" or query.isascii():
        return [query]
    return list(dict.fromkeys([query, query.lower(), query.capitalize(), query.title()]))


def _ordered(kind: Kind, query: str) -> QuerySet:
    """Those whose key begins with what was typed come first; of articles, which are many, the newest."""
    if kind.model is Article:
        return Article.objects.order_by("-pk")
    named = Q(**{f"{kind.key_field}__istartswith": "-".join(query.split())})
    things = kind.model._default_manager.order_by(kind.key_field)
    if query:
        things = things.order_by(Case(When(named, then=0), default=1), kind.key_field)
    if kind.model is not Figure:
        return things
    # Of two values for a period the last is the better source's, as in a text.
    values = FigureValue.objects.order_by("as_of", "-source__grade", "pk")
    return things.prefetch_related(Prefetch("values", queryset=values))


def _found(kind: Kind, thing: Any, language: str, is_public: bool) -> Found:
    title, title_language = kind.title(thing, language)
    return Found(
        kind=kind,
        key=kind.key(thing),
        title=title or str(thing),
        language=title_language,
        is_public=is_public,
        choices=tuple(choices(kind, thing, language)),
        picture=thumbnail_address(thing) if isinstance(thing, Image) else "",
    )


def choices(kind: Kind, thing: Model, language: str) -> Iterator[Choice]:
    """Everything that can be typed for it: one text, or one a period for a figure, the newest first."""
    if isinstance(thing, Source):
        yield Choice(f"[^{thing.key}]")
    elif isinstance(thing, Figure):
        by_period = {value.period: value for value in thing.values.all()}
        for value in sorted(by_period.values(), key=lambda each: each.as_of, reverse=True):
            yield Choice(f"[[figure:{thing.key}@{value.period}]]", value.period, value_text(value, language))
    else:
        yield Choice(f"[[{kind.name}:{kind.key(thing)}]]")


def _named(reference: Reference, target: Target | None, language: str) -> Named:
    if target is None:
        return Named(str(reference), "missing")
    thing = target.thing
    state = "public" if target.is_listed else "draft"
    title = _title(target, language)
    label = title
    if isinstance(thing, FigureValue):
        label = value_text(thing, language)
    elif isinstance(thing, Source):
        label = Source.publisher.read(thing, language)[0]
    picture = thumbnail_address(thing) if isinstance(thing, Image) else ""
    return Named(str(reference), state, label or reference.words, title or str(thing), picture)


def _title(target: Target, language: str) -> str:
    if isinstance(target.thing, FigureValue):
        return value_note(target.thing)
    if isinstance(target.thing, PublicThing):
        return target.thing.title(language)[0]
    return target.kind.title(target.thing, language)[0]
