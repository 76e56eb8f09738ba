"""What would suffer if a thing went: pages that readers read, versions that stay readable, drafts, records that are not public.

Read from the registry and from Django's own relations, so that a new table that points at things is found by itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, reduce
from itertools import compress
from operator import or_
from typing import Any

from django.db.models import CASCADE, DO_NOTHING, PROTECT, RESTRICT, Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from config.web.prepared import Many, Slot, prepared
from news.kinds import Kind, kind_named, kind_naming, kind_of
from news.models import ArticleVersion, Reference

# Shown of each sort; of more, it is said that there are more.
SHOWN = 20
# Of versions that name it, so many of the newest are looked at first.
LOOKED_AT = 500
# Steps from a row to what it belongs to: a stop, its trip, its timetable, its route.
MOST_STEPS = 3
# Of versions: what readers read, what stays readable, what they do not see.
SORTS = ("public", "earlier", "drafts")


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
    _add_versions(found, thing, at)
    _add_texts(found, thing)
    for relation in _ways_used(thing):
        _add_wholes(found, thing, relation, at)
    return found


def _add_versions(found: Dependants, thing: Model, at: datetime) -> None:
    """Versions that name it in their text, or by a column of their own (the lead picture).

    Of a thing that thousands name, the newest of them, if readers read one of these: enough to show, and to know.
    """
    newest = {pk for keys in _pointing_at(thing) for pk in keys}
    if not newest:
        return
    some = [_newest_of(sort).rows(keys=sorted(newest), now=at) for sort in SORTS]
    if len(newest) >= LOOKED_AT and not (some[0] or some[1]):
        some = [[*_of_sort(sort, _all_pointing_at(thing), at)] for sort in SORTS]
    found.public, found.earlier, found.drafts = some


def _of_sort(sort: str, versions: Any, at: Any) -> QuerySet[ArticleVersion]:
    if sort == "public":
        versions = versions.unended(at).of_shown().order_by("-live_from", "-pk")
    elif sort == "earlier":
        is_gone = Q(article__removed_at__isnull=False) | Q(article__merged_into__isnull=False)
        versions = versions.filter(Q(live_until__lte=at) | is_gone, live_from__isnull=False)
        versions = versions.order_by("-live_from", "-pk")
    else:
        versions = versions.drafts().order_by("-pk")
    return versions.select_related("article").without_texts()[: SHOWN + 1]


@prepared
def _newest_of(sort: str) -> QuerySet[ArticleVersion]:
    return _of_sort(sort, ArticleVersion.objects.filter(pk__in=Many("keys")), Slot("now"))


def _pointing_at(thing: Model) -> Iterator[list[int]]:
    """The keys of versions, the newest, by each way of pointing at it."""
    if kind := kind_naming(thing):
        yield _versions_naming(kind.name).rows(key=kind.key(thing))
    for relation in _relations_of_versions(type(thing)):
        yield _versions_with(type(thing), relation.field.name).rows(pk=thing.pk)


@prepared
def _versions_naming(kind: str) -> QuerySet[Reference]:
    named = Reference.objects.to(kind, Slot("key")).filter(version__isnull=False)
    return named.order_by("-version").values_list("version", flat=True)[:LOOKED_AT]


@prepared
def _versions_with(model: type[Model], column: str) -> QuerySet[ArticleVersion]:
    own = ArticleVersion.objects.filter(**{column: Slot("pk")})
    return own.order_by("-pk").values_list("pk", flat=True)[:LOOKED_AT]


def _all_pointing_at(thing: Model) -> QuerySet[ArticleVersion]:
    ways = [Q(**{relation.field.name: thing}) for relation in _relations_of_versions(type(thing))]
    if kind := kind_naming(thing):
        named = Reference.objects.to(kind.name, kind.key(thing)).filter(version__isnull=False)
        ways.append(Q(pk__in=named.values("version")))
    return ArticleVersion.objects.filter(reduce(or_, ways))


def _add_texts(found: Dependants, thing: Model) -> None:
    """Texts that have no versions: notes, descriptions, abstracts."""
    if (kind := kind_naming(thing)) is None:
        return
    keys: dict[str, set[str]] = {}
    for name, key in _texts_naming(kind.name).rows(key=kind.key(thing)):
        keys.setdefault(name, set()).add(key)
    for name, own in keys.items():
        holder = kind_named(name)
        for each in holder.load(own).values() if holder else ():
            _add(found, thing, each, holder)


@prepared
def _texts_naming(kind: str) -> QuerySet[Reference]:
    rows = Reference.objects.to(kind, Slot("key")).filter(version__isnull=True)
    return rows.order_by().values_list("holder_kind", "holder_key").distinct()[: SHOWN + 1]


@cache
def _relations(model: type[Model]) -> Sequence[Any]:
    """Every foreign key and many-to-many that points at such a thing, those without a name for the way back too; but not
    what only counts and stays as it is when the thing goes."""
    return [
        relation
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and not relation.concrete
        and not relation.related_model._meta.auto_created
        and getattr(relation, "on_delete", None) is not DO_NOTHING
    ]


def _relations_of_versions(model: type[Model]) -> list[Any]:
    return [relation for relation in _relations(model) if relation.related_model is ArticleVersion]


def _relations_of_rows(model: type[Model]) -> list[Any]:
    return [relation for relation in _relations(model) if relation.related_model is not ArticleVersion]


def _ways_used(thing: Model) -> list[Any]:
    """The relations by which any row points at it: one query asks that of all of them."""
    ways = _relations_of_rows(type(thing))
    found = _uses(type(thing)).first(pk=thing.pk) if ways else None
    return list(compress(ways, found or ()))


@prepared
def _uses(model: type[Model]) -> QuerySet[Any]:
    rows = (
        relation.related_model._default_manager.filter(**{relation.field.name: OuterRef("pk")})
        for relation in _relations_of_rows(model)
    )
    return model._base_manager.filter(pk=Slot("pk")).values_list(*map(Exists, rows))


def _add_wholes(found: Dependants, thing: Model, relation: Any, at: datetime) -> None:
    model, column = relation.related_model, relation.field.name
    kind, path = whole_of(model)
    is_held = getattr(relation, "on_delete", None) in (PROTECT, RESTRICT)
    if path == column:
        if is_held:
            found.parts.append(str(model._meta.verbose_name_plural))
        return
    wholes = _wholes(model, column).rows(pk=thing.pk, now=at)
    others = [each for each in wholes if type(each) is not type(thing) or each.pk != thing.pk]
    for each in others:
        _add(found, thing, each, kind)
    found.is_held = found.is_held or bool(others and is_held)


@prepared
def _wholes(model: type[Model], column: str) -> QuerySet[Any]:
    """What the rows that point at it belong to, or those rows where they belong to nothing."""
    kind, path = whole_of(model)
    rows = model._default_manager.filter(**{column: Slot("pk")})
    if kind is None:
        return rows[: SHOWN + 1]
    # The newest rows first, by their own table alone: thousands may point at it. One more, as it may be one itself.
    some = rows.order_by(f"-{path}").values(path).distinct()[: SHOWN + 2]
    return kind.things(Slot("now")).filter(pk__in=some)[: SHOWN + 1]


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


@cache
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
