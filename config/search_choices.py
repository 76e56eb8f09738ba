"""What a search can be narrowed by, with how much each choice would find, and the ways on where nothing was found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext

from news.agreements.terms import StatusValue
from news.kinds import page_kinds
from news.models import Agreement, Topic
from news.search.facts import PROVISION
from news.search.index import Narrowing
from news.search.question import Question
from news.search.search import Found


@dataclass(frozen=True, slots=True)
class Choice:
    """A link to another question: a value with how much it would find, or a way on where nothing was."""

    label: str
    url: str
    count: int = 0
    current: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """`cleared`: the question without it, where one is chosen."""

    name: str
    label: str
    choices: list[Choice]
    cleared: str = ""


def search_address(question: Question, narrowing: Narrowing) -> str:
    query = QueryDict(mutable=True)
    query["q"] = question.text
    days = {"from": narrowing.since, "to": narrowing.until}
    query.update(dict(narrowing.chosen))
    query.update({name: day.isoformat() for name, day in days.items() if day})
    return f"{reverse('search')}?{query.urlencode()}"


def kind_choices(found: Found) -> list[Choice]:
    """Everything, then each kind of which something was found."""
    counts = found.counts("kind")
    kinds = [(name, label) for name, label in kinds_in_order() if counts[name]]
    if not kinds:
        return []
    everything = replace(found.narrowing, kind="")
    return [
        Choice(
            gettext("Everything"),
            search_address(found.question, everything),
            counts.total(),
            not found.narrowing.kind,
        ),
        *_choices(found, "kind", kinds),
    ]


def kinds_in_order() -> Iterator[tuple[str, str]]:
    """Provisions after the agreements whose they are."""
    for kind in page_kinds():
        yield kind.name, str(kind.plural)
        if kind.model is Agreement:
            yield PROVISION, pgettext("kind of search result", "Provisions")


def facets(found: Found) -> list[Facet]:
    """Those that have something to choose between; at most one query."""
    return [facet for facet in (_topics(found), _years(found), _statuses(found)) if facet]


def _topics(found: Found) -> Facet | None:
    counts = found.counts("topic")
    if not counts:
        return None
    topics = Topic.objects.public().filter(slug__in=list(counts))
    return _facet(
        found,
        "topic",
        gettext("Topic"),
        sorted(((topic.slug, topic.name) for topic in topics), key=lambda each: each[1]),
    )


def _years(found: Found) -> Facet | None:
    years = sorted(found.counts("year"), reverse=True)
    return _facet(found, "year", gettext("Year"), [(year, year) for year in years])


def _statuses(found: Found) -> Facet | None:
    counts = found.counts("status")
    statuses = [(each.value, capfirst(str(each.label))) for each in StatusValue if counts[each.value]]
    return _facet(found, "status", gettext("Status of the agreement"), statuses)


def _facet(found: Found, name: str, label: str, values: list[tuple[str, str]]) -> Facet | None:
    """None where there is nothing to choose between."""
    chosen = getattr(found.narrowing, name)
    if not chosen and len(values) < 2:
        return None
    cleared = search_address(found.question, _without(found.narrowing, name)) if chosen else ""
    return Facet(name, label, _choices(found, name, values), cleared)


def _choices(found: Found, name: str, values: Iterable[tuple[str, str]]) -> list[Choice]:
    counts = found.counts(name)
    return [
        Choice(
            label,
            search_address(found.question, replace(found.narrowing, **{name: value})),
            counts[value],
            str(getattr(found.narrowing, name) or "") == value,
        )
        for value, label in values
    ]


def _without(narrowing: Narrowing, name: str) -> Narrowing:
    return replace(narrowing, **{name: None if name == "year" else ""})


def ways_on(found: Found, *, some_words: bool) -> list[Choice]:
    """Where nothing was found: everything instead of a part, or each word alone. None that is known to find nothing either;
    how much lies outside the days asked for is not known."""
    ways, question = [], found.question
    if found.everything or found.narrowing.since or found.narrowing.until:
        ways.append(
            Choice(gettext("Search everything"), search_address(question, Narrowing()), found.everything)
        )
    if len(question.clauses) > 1 and (found.everything or some_words):
        ways += [
            Choice(
                gettext("Only “%(word)s”") % {"word": each.text.strip("“”")},
                search_address(replace(question, text=each.text), Narrowing()),
            )
            for each in question.clauses
        ]
    return ways
