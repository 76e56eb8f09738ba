"""The registry of public kinds: from a reference's `kind:key` to a thing, its title, its address and what search reads of it.

`news` registers its own kinds here, `routes` registers its own when it starts; nothing else knows which kinds there are.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import DateField, Exists, Model, OuterRef, QuerySet, Value
from django.db.models.expressions import Combinable
from django.utils import timezone

from config.web.addresses import address
from config.web.partial_dates import PartialDate
from config.web.prepared import Many, Rows, Slot, prepared
from config.web.translated import LANGUAGES, Translated

# A title and the language it is in.
Titled = tuple[str, str]


def translated_title(attribute: str = "name") -> Callable[[Any, str], Titled]:
    return lambda thing, language: Translated(attribute).read(thing, language)


def as_is(things: QuerySet, at: datetime | None) -> QuerySet:
    return things


def no_words(thing: Any, language: str) -> str:
    return ""


def no_names(thing: Any) -> Sequence[Titled]:
    return ()


def undated(at: datetime | None) -> Combinable:
    return Value(None, output_field=DateField())


def nothing_more(things: Collection[Any]) -> bool:
    return False


def no_states(keys: Sequence[str], as_of: date) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One public kind. `key_field` names it in references and addresses."""

    name: str
    label: str  # one of them, in the reader's language (lazy)
    plural: str
    model: type[Model]
    key_field: str = "key"
    # False: may be placed in a text, but has no page of its own.
    has_page: bool = True
    # What readers may be led to: in links, lists, search and sitemaps.
    listed: Callable[[datetime | None], QuerySet]
    # Adds to a queryset what `title` reads, so that a title costs no further query.
    prepare: Callable[[QuerySet, datetime | None], QuerySet] = as_is
    title: Callable[[Any, str], Titled] = field(default_factory=translated_title)
    # Its translated Markdown column: `abstract` for abstract_en, abstract_ru, abstract_be.
    text_field: str = ""
    # Words beside title and texts that find the thing.
    other_words: Callable[[Any, str], str] = no_words
    # By what it is named beside its title: a treaty by its day.
    other_names: Callable[[Any], Sequence[Titled]] = no_names
    # An expression for the day (or moment) that lists and search order by: the last thing known of it.
    dated: Callable[[datetime | None], Combinable] = undated
    # Whether that day may be only a month or a year, of which the first day is kept.
    may_be_partly_dated: bool = False
    # An expression for the moment at which its page last said something else; nothing where that is not kept.
    changed: Callable[[datetime | None], Combinable] | None = None
    # The states on a day of the things with these keys, by key, in the form of site/_state.html (label, shape, tone).
    states: Callable[[Sequence[str], date], Mapping[str, Any]] = no_states
    # Tables whose rows belong to one of this kind, and how to reach it: {AgreementTitle: "agreement",
    # ActionSource: "action__agreement"}.
    parts: Mapping[type[Model], str] = field(default_factory=dict)
    # Makes what else is derived of things of this kind, and says whether any of it changed.
    derive: Callable[[Collection[Any]], bool] = nothing_more
    # Which other kinds its rows cite by foreign key: {"source": ("values__source", …)}, paths from the model.
    cites: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __str__(self) -> str:
        return str(self.label)

    def key(self, thing: Model) -> str:
        return getattr(thing, self.key_field)

    def url(self, key: str) -> str:
        """The address of the thing with this key, without asking whether it exists."""
        return address(f"{self.name}_detail", slug=key) if self.has_page else ""

    def things(self, at: datetime | None = None) -> QuerySet:
        """All of them, with `is_listed`, `dated_on` and what `title` reads."""
        listed = self.listed(at).filter(pk=OuterRef("pk"))
        things = self.prepare(self.model._default_manager.all(), at)
        return things.annotate(is_listed=Exists(listed), dated_on=self.dated(at))

    def load(self, keys: Iterable[str], at: datetime | None = None) -> dict[str, Model]:
        """{key: thing} for the keys that exist, as from `things`; one query."""
        return self.made(self.read(keys, at))

    def read(self, keys: Iterable[str], at: datetime | None = None) -> Rows:
        """The rows of those that exist; `made` makes things of them."""
        return _by_keys(self.name).read(keys=sorted(set(keys)), now=at or timezone.now())

    def made(self, rows: Rows) -> dict[str, Model]:
        return {self.key(thing): thing for thing in _by_keys(self.name).made(rows)}

    def date_of(self, thing: Any) -> date | None:
        """Of a thing that came from `things`."""
        return timezone.localdate(thing.dated_on) if isinstance(thing.dated_on, datetime) else thing.dated_on

    def known_date(self, dated_on: date | None) -> PartialDate | None:
        """No more than is known: the first day of a month or a year, where it may stand for the whole, is told as the whole."""
        if dated_on is None:
            return None
        is_first = self.may_be_partly_dated and dated_on.day == 1
        return PartialDate(dated_on, "day" if not is_first else "month" if dated_on.month > 1 else "year")

    def texts(self, thing: Model) -> dict[str, str]:
        """The Markdown text of a thing by language, for those languages that have one."""
        if not self.text_field:
            return {}
        texts = {code: getattr(thing, f"{self.text_field}_{code}") for code in LANGUAGES}
        return {code: text for code, text in texts.items() if text}


@prepared
def _by_keys(name: str) -> QuerySet:
    kind = _kinds[name]
    return kind.things(Slot("now")).filter(**{f"{kind.key_field}__in": Many("keys")})


_kinds: dict[str, Kind] = {}
_by_model: dict[type[Model], Kind] = {}


def register(*kinds: Kind) -> None:
    for kind in kinds:
        _kinds[kind.name] = kind
        _by_model.update(dict.fromkeys([kind.model, *kind.parts], kind))


def all_kinds() -> list[Kind]:
    """Every kind, in the order in which they were registered."""
    return list(_kinds.values())


def page_kinds() -> list[Kind]:
    """The kinds whose things have a page."""
    return [kind for kind in _kinds.values() if kind.has_page]


def kind_named(name: str) -> Kind | None:
    return _kinds.get(name)


def kind_of(thing: Model | type[Model]) -> Kind | None:
    """The kind of a thing or of its model; a part belongs to its whole's kind."""
    return _by_model.get(thing if isinstance(thing, type) else type(thing))


def kind_naming(thing: Model) -> Kind | None:
    """The kind under which texts name this very thing: a part of another has no name of its own."""
    kind = kind_of(thing)
    return kind if kind and kind.model is type(thing) else None


def resolve(name: str, keys: Iterable[str], at: datetime | None = None) -> dict[str, Model]:
    """{key: thing} for those keys of a kind that readers may be led to; one query."""
    kind = kind_named(name)
    if kind is None:
        return {}
    return {key: thing for key, thing in kind.load(keys, at).items() if thing.is_listed}
