"""What would suffer if a thing went: pages that readers read, versions that stay readable, drafts, records that are not public.

Read from the registry and from Django's own relations, so that a new table that points at things is found by itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import CASCADE, DO_NOTHING, PROTECT, RESTRICT, Exists, Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from news.kinds import Kind, kind_named, kind_naming, kind_of
from news.models import ArticleVersion, Reference

# Shown of each sort; of more, it is said that there are more.
SHOWN = 20
# Of versions that name it, so many of the newest are looked at first.
LOOKED_AT = 500
# Steps from a row to what it belongs to: a stop, its trip, its timetable, its route.
MOST_STEPS = 3


@dataclass(frozen=True, slots=True)
class Record:
    """A thing of the registry that names another in its text or by its rows; without a kind, a row of its own."""

    thing: Model
    kind: Kind | None
    title: str
    language: str
    is_public: bool
    address: str


@dataclass(slots=True)
class Dependants:
    """Each list holds at most one more than is shown. `is_held`: the database will not let it go."""

    public: list[ArticleVersion] = field(default_factory=list)
    earlier: list[ArticleVersion] = field(default_factory=list)
    drafts: list[ArticleVersion] = field(default_factory=list)
    records: dict[tuple[type[Model], Any], Record] = field(default_factory=dict)
    # Its own rows that are kept for good: "actions".
    parts: list[str] = field(default_factory=list)
    is_held: bool = False

    @property
    def public_records(self) -> list[Record]:
        return [record for record in self.records.values() if record.is_public]

    @property
    def other_records(self) -> list[Record]:
        return [record for record in self.records.values() if not record.is_public]

    @property
    def forbids(self) -> bool:
        """Readers read something that names it, or the database holds it."""
        return bool(self.public or self.earlier or self.public_records or self.parts or self.is_held)

    @property
    def is_used(self) -> bool:
        return bool(self.forbids or self.drafts or self.records)


def dependants(thing: Model, at: datetime | None = None) -> Dependants:
    """At most a query for each way of pointing at such a thing: not one more for more rows."""
    at = at or timezone.now()
    found = Dependants()
    _add_versions(found, _versions(thing), at)
    _add_texts(found, thing)
    for relation, rows in _rows_pointing_at(thing):
        _add_wholes(found, thing, relation, rows)
    return found


def _versions(thing: Model) -> QuerySet[ArticleVersion]:
    """Versions that name it in their text, or by a column of their own (the lead picture).

    Of a thing that thousands name, the newest of them, if readers read one of these: enough to show, and to know.
    """
    pointing = [*_pointing_at(thing)]
    newest = {pk for pks in pointing for pk in pks[:LOOKED_AT]}
    versions = ArticleVersion.objects.select_related("article").without_texts()
    found = versions.filter(pk__in=newest)
    if not newest:
        return versions.none()
    if len(newest) < LOOKED_AT or found.filter(live_from__isnull=False).exists():
        return found
    return versions.filter(reduce(or_, (Q(pk__in=pks) for pks in pointing)))


def _pointing_at(thing: Model) -> Iterator[QuerySet[Any]]:
    """The keys of versions, the newest first, by each way of pointing at it."""
    if kind := kind_naming(thing):
        named = Reference.objects.to(kind.name, kind.key(thing)).filter(version__isnull=False)
        yield named.order_by("-version").values_list("version", flat=True)
    for relation in _relations(thing):
        if relation.related_model is ArticleVersion:
            own = ArticleVersion.objects.filter(**{relation.field.name: thing})
            yield own.order_by("-pk").values_list("pk", flat=True)


def _add_versions(found: Dependants, versions: QuerySet[ArticleVersion], at: datetime) -> None:
    found.public = [*versions.unended(at).of_shown().order_by("-live_from", "-pk")[: SHOWN + 1]]
    is_gone = Q(article__removed_at__isnull=False) | Q(article__merged_into__isnull=False)
    past = versions.filter(Q(live_until__lte=at) | is_gone, live_from__isnull=False)
    found.earlier = [*past.order_by("-live_from", "-pk")[: SHOWN + 1]]
    found.drafts = [*versions.drafts().order_by("-pk")[: SHOWN + 1]]


def _add_texts(found: Dependants, thing: Model) -> None:
    """Texts that have no versions: notes, descriptions, abstracts."""
    if (kind := kind_naming(thing)) is None:
        return
    rows = Reference.objects.to(kind.name, kind.key(thing)).filter(version__isnull=True)
    keys: dict[str, set[str]] = {}
    for name, key in rows.order_by().values_list("holder_kind", "holder_key").distinct()[: SHOWN + 1]:
        keys.setdefault(name, set()).add(key)
    for name, own in keys.items():
        holder = kind_named(name)
        for each in holder.load(own).values() if holder else ():
            _add(found, thing, each, holder)


def _relations(thing: Model) -> Iterator[Any]:
    """Every foreign key and many-to-many that points at such a thing, those without a name for the way back too; but not
    what only counts and stays as it is when the thing goes."""
    for relation in thing._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.related_model._meta.auto_created:
            continue
        if getattr(relation, "on_delete", None) is not DO_NOTHING:
            yield relation


def _rows_pointing_at(thing: Model) -> Iterator[tuple[Any, QuerySet[Any]]]:
    """Each relation with its rows, where it has any: one query asks that of all of them."""
    ways = [
        (relation, relation.related_model._default_manager.filter(**{relation.field.name: thing}))
        for relation in _relations(thing)
        if relation.related_model is not ArticleVersion
    ]
    if not ways:
        return
    this = type(thing)._base_manager.filter(pk=thing.pk)
    for found in this.values_list(*(Exists(rows) for _relation, rows in ways)):
        yield from (way for way, has_any in zip(ways, found, strict=True) if has_any)


def _add_wholes(found: Dependants, thing: Model, relation: Any, rows: QuerySet[Any]) -> None:
    kind, path = whole_of(relation.related_model)
    is_held = getattr(relation, "on_delete", None) in (PROTECT, RESTRICT)
    if path == relation.field.name:
        if is_held:
            found.parts.append(str(relation.related_model._meta.verbose_name_plural))
        return
    if kind is None:
        wholes: Sequence[Model] = rows[: SHOWN + 1]
    else:
        # The newest rows first, by their own table alone: thousands may point at it. One more, as it may be one itself.
        some = rows.order_by(f"-{path}").values(path).distinct()[: SHOWN + 2]
        wholes = kind.things().filter(pk__in=some)[: SHOWN + 1]
    others = [each for each in wholes if type(each) is not type(thing) or each.pk != thing.pk]
    for each in others:
        _add(found, thing, each, kind)
    found.is_held = found.is_held or bool(others and is_held)


def _add(found: Dependants, thing: Model, holder: Any, kind: Kind | None) -> None:
    if type(holder) is type(thing) and holder.pk == thing.pk:
        return
    title, language = kind.title(holder, get_language() or "en") if kind else (str(holder), "")
    is_public = kind is not None and kind.has_page and holder.is_listed
    key = kind.key(holder) if kind else ""
    record = Record(
        holder, kind, title or key, language, is_public, kind.url(key) if kind and is_public else ""
    )
    found.records.setdefault((type(holder), holder.pk), record)


def whole_of(model: type[Model], steps: int = MOST_STEPS) -> tuple[Kind | None, str]:
    """The kind to which rows of a table belong, and the path from such a row to its thing ("pk": it is one itself)."""
    kind = kind_of(model)
    if kind is not None:
        return kind, "pk" if model is kind.model else kind.parts[model]
    for own in model._meta.concrete_fields if steps else ():
        if own.many_to_one and own.remote_field.on_delete is CASCADE:
            whole, path = whole_of(own.related_model, steps - 1)
            if whole is not None:
                return whole, own.name if path == "pk" else f"{own.name}__{path}"
    return None, "pk"
