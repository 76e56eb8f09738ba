"""What the references of a page lead to: their titles in one query, and one more each for sources, figures and pictures."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, When
from django.utils.translation import get_language, override

from config.web.prepared import Many, Rows, prepared
from news.kinds import Kind, kind_named
from news.models import Article, Figure, FigureValue, FormerAddress, Image, Source, Verification
from news.named import Named, Names, name_of, named_things, with_topics_of
from news.texts.reference_syntax import Reference

# What texts refer to: keys by kind.
Keys = Mapping[str, frozenset[str]]
# Of these a page prints more than a title.
READ_WHOLE = (Source, Image)


@prepared
def _values(others: int) -> QuerySet:
    """The oldest first; of several for one period, the best source's last. `others`: of so many figures besides, those with
    several values first."""
    wanted = Q(figure__key__in=Many("keys"))
    if others:
        count = Count("values")
        figures = Figure.objects.alias(count=count).filter(count__gt=0)
        figures = figures.order_by(Case(When(count__gt=1, then=0), default=1), "key").values("pk")
        wanted |= Q(figure__in=figures[:others])
    values = FigureValue.objects.filter(wanted)
    values = values.select_related("figure", "source", "said_by")
    return values.order_by("as_of", "-source__grade", "pk")


class Values(Mapping[str, list[FigureValue]]):
    """By the key of the figure; made of rows, and equal, as `Names` are. `asked`: for which figures they were read."""

    def __init__(self, rows: Rows = (), asked: Iterable[str] = ()) -> None:
        self.rows = rows
        self.asked = frozenset(asked)

    def __hash__(self) -> int:
        return hash(self.rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Values) and self.rows == other.rows

    def __getitem__(self, key: str) -> list[FigureValue]:
        return self._by_key[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_key)

    def __len__(self) -> int:
        return len(self._by_key)

    @cached_property
    def _by_key(self) -> dict[str, list[FigureValue]]:
        found: dict[str, list[FigureValue]] = {}
        for value in _values(0).made(self.rows):
            found.setdefault(value.figure.key, []).append(value)
        return found


NO_VALUES = Values()


def figure_values(keys: Iterable[str], others: int = 0) -> Values:
    """One query."""
    keys = tuple(sorted(keys))
    return _same(_values(others).read(keys=keys), keys)


@lru_cache(32)
def _same(rows: Rows, asked: tuple[str, ...]) -> Values:
    """Of the same rows the same values, which are made once."""
    return Values(rows, asked)


@dataclass(frozen=True, slots=True)
class Read:
    """What the database says of the things that texts refer to. Where it is equal, so is what they print."""

    names: Names
    values: Values
    whole: tuple[tuple[str, Rows], ...]

    def made(self, kind: Kind) -> dict[str, Any]:
        """Of a kind that is read whole: things by their keys."""
        return next((kind.made(rows) for name, rows in self.whole if name == kind.name), {})


def read_things(
    keys: Keys,
    language: str,
    *,
    topics_of: int | None = None,
    known: Names | None = None,
    values: Values = NO_VALUES,
) -> Read:
    """At most four queries: for names, figures, sources and pictures. `topics_of`: an article whose topics are wanted too, at
    no query more. `known`, `values`: what has been read already. Names are those of the texts' language and the active one."""
    names, whole = known, []
    titled = []
    for name in sorted(keys):
        kind = kind_named(name)
        if kind is None:
            continue
        if kind.model is Figure:
            missing = keys[name] - values.asked
            values = Values(values.rows + figure_values(missing).rows, keys[name]) if missing else values
        elif kind.model in READ_WHOLE:
            whole.append((name, kind.read(keys[name])))
        else:
            titled += [(name, key) for key in keys[name]]
    if names is None:
        languages = sorted({language, get_language() or language})
        if topics_of is None:
            names = named_things(titled, languages=languages)
        else:
            names = with_topics_of(topics_of, titled, languages=languages)
    return Read(names, values, tuple(whole))


class UnreadError(Exception):
    """Something that a text refers to is not among what was read."""


def _called(kind: Kind, things: Mapping[str, Any]) -> dict[str, Any]:
    """Of those that readers are led to, what they are called."""
    return {key: name_of(kind, thing) if thing.is_listed else thing for key, thing in things.items()}


def keys_of(references: Iterable[Reference]) -> Keys:
    found: dict[str, set[str]] = {}
    for each in references:
        found.setdefault(each.kind, set()).add(each.key)
    return {name: frozenset(keys) for name, keys in found.items()}


@dataclass(frozen=True, slots=True)
class Target:
    """`thing` is a FigureValue for a figure, a Source or an Image, and otherwise what it is called (Named), or itself where
    readers are not led to it: it is withdrawn, removed or a draft."""

    kind: Kind
    thing: Any
    text: str
    # Of the text, where it is not the one asked for.
    language: str
    is_listed: bool
    page_language: str | None

    @property
    def url(self) -> str:
        """The address in the page's language; empty where readers are not led."""
        if not self.is_listed:
            return ""
        if isinstance(self.thing, Image):
            return self.thing.file.url
        thing = self.thing.figure if isinstance(self.thing, FigureValue) else self.thing
        key = thing.key if isinstance(thing, Named) else self.kind.key(thing)
        if get_language() == self.page_language:
            return self.kind.url(key)
        with override(self.page_language):
            return self.kind.url(key)


class Lookup:
    """Titles are in `language`; addresses in the active language, which is the page's.

    `read`: what has been read of the things (`read_things`); what it lacks (withdrawn things, drafts, those that have another
    key now) is asked for, unless nothing may be asked: then it raises `UnreadError`.
    """

    def __init__(
        self,
        references: Iterable[Reference],
        *,
        language: str,
        as_of: date,
        read: Read | None = None,
        may_ask: bool = True,
    ) -> None:
        self.language = language
        self.as_of = as_of
        self.page_language = get_language()
        self.references = list(references)
        self._keys = keys_of(self.references)
        self._may_ask = may_ask
        self._read = read or read_things(self._keys, language)
        self._things = {name: self._found(name, keys) for name, keys in self._keys.items()}
        self._find_moved()
        self._targets = {each: self._target(each) for each in dict.fromkeys(self.references)}

    def find(self, reference: Reference) -> Target | None:
        """None where the reference leads nowhere."""
        return self._targets[reference]

    @property
    def missing(self) -> list[Reference]:
        """Those that lead nowhere, once each, in order."""
        return [each for each, target in self._targets.items() if target is None]

    @property
    def targets(self) -> dict[str, list[Any]]:
        """By kind, what readers are led to, once each, in order; sources that are only cited are the notes' business."""
        found: dict[str, dict[Any, None]] = {}
        for reference, target in self._targets.items():
            if target and target.is_listed and not reference.is_note:
                thing = target.thing.figure if isinstance(target.thing, FigureValue) else target.thing
                found.setdefault(reference.kind, {})[thing] = None
        return {kind: list(things) for kind, things in found.items()}

    @property
    def figures(self) -> list[FigureValue]:
        """The values printed, once each, in order."""
        things = (each.thing for each in self._targets.values() if each)
        return list(dict.fromkeys(each for each in things if isinstance(each, FigureValue)))

    def _found(self, name: str, keys: frozenset[str]) -> dict[str, Any]:
        """What was read of them, and of what has no name yet what can be loaded."""
        kind, names = kind_named(name), self._read.names
        if kind is None:
            return {}
        if kind.model is Figure:
            return dict(self._read.values)
        if kind.model in READ_WHOLE:
            return self._read.made(kind)
        found = {key: names[name, key] for key in keys if (name, key) in names}
        others = keys - found.keys()
        return found | self._load(kind, others) if others else found

    def _load(self, kind: Kind, keys: Iterable[str]) -> dict[str, Any]:
        if not self._may_ask:
            raise UnreadError
        if kind.model is Figure:
            return dict(figure_values(keys))
        found = kind.load(keys)
        return found if kind.model in READ_WHOLE else _called(kind, self._standing(kind, found))

    def _standing(self, kind: Kind, things: dict[str, Any]) -> dict[str, Any]:
        """An article that is merged into another stands for that one: a query, where there is any."""
        merged = {key: each.merged_into_id for key, each in things.items() if isinstance(each, Article)}
        if not any(merged.values()):
            return things
        targets = {each.pk: each for each in kind.things().filter(pk__in=filter(None, merged.values()))}
        return things | {key: targets[pk] for key, pk in merged.items() if pk}

    def _find_moved(self) -> None:
        """Texts name things by keys that were theirs when they were written: two queries, where anything is missing."""
        missing = [
            (name, key) for name, found in self._things.items() for key in self._keys[name] - found.keys()
        ]
        if missing and not self._may_ask:
            raise UnreadError
        present = FormerAddress.objects.present_keys(missing)
        for name, kind in {name: kind_named(name) for name, _key in present}.items():
            keys = {former: key for (its_kind, former), key in present.items() if its_kind == name}
            found = self._load(kind, keys.values()) if kind else {}
            self._things[name] |= {former: found[key] for former, key in keys.items() if key in found}

    def _target(self, reference: Reference) -> Target | None:
        kind = kind_named(reference.kind)
        thing = self._things[reference.kind].get(reference.key)
        if kind is None or thing is None:
            return None
        if kind.model is Figure:
            return self._figure(kind, reference, thing)
        is_named = isinstance(thing, Named)
        title, language = thing.title(self.language) if is_named else kind.title(thing, self.language)
        if reference.text or not title:
            title, language = reference.words, self.language
        foreign = "" if language == self.language else language
        return Target(kind, thing, title, foreign, is_named or thing.is_listed, self.page_language)

    def _figure(self, kind: Kind, reference: Reference, values: list[FigureValue]) -> Target | None:
        """The value of the period named; without one, the last known by the day asked for. One that was retracted only where
        no other stands."""
        wanted = [value for value in values if self._is_meant(value, reference.period)]
        if not wanted:
            return None
        wanted.sort(key=lambda value: value.verification != Verification.RETRACTED)
        return Target(kind, wanted[-1], reference.text, "", True, self.page_language)

    def _is_meant(self, value: FigureValue, period: str) -> bool:
        return value.period == period if period else value.as_of_date.earliest <= self.as_of
