"""What the references of a page lead to, found with at most one query a kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.translation import get_language, override

from news.kinds import Kind, kind_named
from news.models import Article, Figure, FigureValue, FormerAddress, Image
from news.texts.reference_syntax import Reference

Values = dict[str, list[FigureValue]]


@dataclass(frozen=True, slots=True)
class Target:
    """`thing` is a FigureValue for a figure. Readers are led to it unless it is withdrawn, removed or a draft."""

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
        with override(self.page_language):
            return self.kind.url(self.kind.key(thing))


class Lookup:
    """Titles are in `language`; addresses in the active language, which is the page's."""

    def __init__(self, references: Iterable[Reference], *, language: str, as_of: date) -> None:
        self.language = language
        self.as_of = as_of
        self.page_language = get_language()
        self.references = list(references)
        self._things = {
            name: self._load(name, self._keys(name)) for name in {each.kind for each in self.references}
        }
        self._find_moved()
        self._targets = {each: self._target(each) for each in self.references}

    def find(self, reference: Reference) -> Target | None:
        """None where the reference leads nowhere."""
        return self._targets[reference]

    @property
    def missing(self) -> list[Reference]:
        """Those that lead nowhere, once each, in order."""
        return [each for each in dict.fromkeys(self.references) if self._targets[each] is None]

    @property
    def targets(self) -> dict[str, list[Model]]:
        """By kind, what readers are led to, once each, in order; sources that are only cited are the notes' business."""
        found: dict[str, dict[Model, None]] = {}
        for reference in self.references:
            target = self._targets[reference]
            if target and target.is_listed and not reference.is_note:
                thing = target.thing.figure if isinstance(target.thing, FigureValue) else target.thing
                found.setdefault(reference.kind, {})[thing] = None
        return {kind: list(things) for kind, things in found.items()}

    @property
    def figures(self) -> list[FigureValue]:
        """The values printed, once each, in order."""
        targets = (self._targets[each] for each in self.references)
        things = (each.thing for each in targets if each)
        return list(dict.fromkeys(each for each in things if isinstance(each, FigureValue)))

    def _keys(self, name: str) -> set[str]:
        return {each.key for each in self.references if each.kind == name}

    def _load(self, name: str, keys: set[str]) -> dict[str, Any]:
        kind = kind_named(name)
        if kind is None:
            return {}
        return self._figure_values(keys) if kind.model is Figure else self._standing(kind, kind.load(keys))

    def _standing(self, kind: Kind, things: dict[str, Any]) -> dict[str, Any]:
        """An article that is merged into another stands for that one: a query, where there is any."""
        merged = {key: each.merged_into_id for key, each in things.items() if isinstance(each, Article)}
        if not any(merged.values()):
            return things
        targets = {each.pk: each for each in kind.things().filter(pk__in=filter(None, merged.values()))}
        return things | {key: targets[pk] for key, pk in merged.items() if pk}

    def _find_moved(self) -> None:
        """Texts name things by keys that were theirs when they were written: a query, where anything is missing."""
        missing = [
            (name, key) for name, found in self._things.items() for key in self._keys(name) - found.keys()
        ]
        present = FormerAddress.objects.present_keys(missing)
        for name in {name for name, _key in present}:
            keys = {former: key for (kind, former), key in present.items() if kind == name}
            found = self._load(name, set(keys.values()))
            self._things[name] |= {former: found[key] for former, key in keys.items() if key in found}

    def _figure_values(self, keys: set[str]) -> Values:
        """Values by figure, the oldest first; of several for one period, the best source's last."""
        values = FigureValue.objects.filter(figure__key__in=keys).select_related(
            "figure", "source", "said_by"
        )
        found: Values = {}
        for value in values.order_by("as_of", "-source__grade", "pk"):
            found.setdefault(value.figure.key, []).append(value)
        return found

    def _target(self, reference: Reference) -> Target | None:
        kind = kind_named(reference.kind)
        thing = self._things[reference.kind].get(reference.key)
        if kind is None or thing is None:
            return None
        if kind.model is Figure:
            return self._figure(kind, reference, thing)
        title, language = kind.title(thing, self.language)
        if reference.text or not title:
            title, language = reference.words, self.language
        foreign = "" if language == self.language else language
        return Target(kind, thing, title, foreign, thing.is_listed, self.page_language)

    def _figure(self, kind: Kind, reference: Reference, values: list[FigureValue]) -> Target | None:
        """The value of the period named; without one, the last known by the day asked for."""
        wanted = [value for value in values if self._is_meant(value, reference.period)]
        if not wanted:
            return None
        return Target(kind, wanted[-1], reference.text, "", True, self.page_language)

    def _is_meant(self, value: FigureValue, period: str) -> bool:
        return value.period == period if period else value.as_of_date.earliest <= self.as_of
