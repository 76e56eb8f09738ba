"""What the references of a page lead to: their titles in one query, and one more each for sources, figures and pictures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, When
from django.utils.translation import get_language, override

from config.web.prepared import Many, prepared
from news.kinds import Kind, kind_named
from news.models import Article, Figure, FigureValue, FormerAddress, Image, Source, Verification
from news.named import Name, Named, name_of, named_things, with_topics_of
from news.texts.reference_syntax import Reference

Values = dict[str, list[FigureValue]]
NO_VALUES: Mapping[str, list[FigureValue]] = {}
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


def figure_values(keys: Iterable[str], others: int = 0) -> Values:
    """By the key of the figure; one query."""
    found: Values = {}
    for value in _values(others).rows(keys=sorted(keys)):
        found.setdefault(value.figure.key, []).append(value)
    return found


def _called(kind: Kind, things: Mapping[str, Any]) -> dict[str, Any]:
    """Of those that readers are led to, what they are called."""
    return {key: name_of(kind, thing) if thing.is_listed else thing for key, thing in things.items()}


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

    `topics_of`: an article whose topics are wanted too; they cost no query of their own. `known`, `values`: what has been
    read of their names and of figures already.
    """

    def __init__(
        self,
        references: Iterable[Reference],
        *,
        language: str,
        as_of: date,
        topics_of: int | None = None,
        known: Mapping[Name, Named] | None = None,
        values: Mapping[str, list[FigureValue]] = NO_VALUES,
    ) -> None:
        self.values = values
        self.language = language
        self.as_of = as_of
        self.page_language = get_language()
        self.references = list(references)
        self._keys: dict[str, set[str]] = {}
        for each in self.references:
            self._keys.setdefault(each.kind, set()).add(each.key)
        named, self.topics = (known, []) if known is not None else self._named(topics_of)
        self._things = {name: self._load(name, keys, named) for name, keys in self._keys.items()}
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

    def _named(self, topics_of: int | None) -> tuple[dict[Name, Named], list[Named]]:
        """What the references call by its title alone; the topics asked for."""
        kinds = {name: kind_named(name) for name in self._keys}
        titled = [name for name, kind in kinds.items() if kind and kind.model not in (Figure, *READ_WHOLE)]
        names = [(name, key) for name in titled for key in self._keys[name]]
        return (named_things(names), []) if topics_of is None else with_topics_of(topics_of, names)

    def _load(self, name: str, keys: set[str], named: Mapping[Name, Named]) -> dict[str, Any]:
        kind = kind_named(name)
        if kind is None:
            return {}
        if kind.model is Figure:
            missing = keys - self.values.keys()
            return {**self.values, **(figure_values(missing) if missing else {})}
        if kind.model in READ_WHOLE:
            return kind.load(keys)
        found = {key: named[name, key] for key in keys if (name, key) in named}
        others = keys - found.keys()
        return found | _called(kind, self._standing(kind, kind.load(others))) if others else found

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
        present = FormerAddress.objects.present_keys(missing)
        for name in {name for name, _key in present}:
            keys = {former: key for (kind, former), key in present.items() if kind == name}
            found = self._load(name, set(keys.values()), {})
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
