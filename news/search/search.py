"""What a reader's question finds, and what it leads to where it finds nothing. The one place through which pages search."""

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import overload

from django.utils import timezone

from news.models import SearchDocument, StatusSpan
from news.search.asking import ask
from news.search.facts import Facts
from news.search.index import MOST_RANKED, Asked, Narrowing
from news.search.question import Question
from news.search.words import nearest

# The statuses of so many agreements are asked for by their addresses.
MOST_NAMED = 500


@dataclass(frozen=True, slots=True)
class Alike:
    """So many of the things found have these facts and, as agreements, this status today."""

    facts: Facts
    status: str
    number: int

    def values(self, choice: str) -> Sequence[str]:
        match choice:
            case "kind":
                return [self.facts.kind]
            case "year":
                return [str(self.facts.year)] if self.facts.year else []
            case "topic":
                return self.facts.topics
        return [self.status] if self.status else []

    def fits(self, chosen: Sequence[tuple[str, str]]) -> bool:
        return all(value in self.values(name) for name, value in chosen)


@dataclass(frozen=True, slots=True)
class Found(Sequence[SearchDocument]):
    """The things found; reading a slice is one query, the counts were another."""

    question: Question
    narrowing: Narrowing
    at: datetime
    things: list[Alike] = field(default_factory=list)
    # Where nothing holds all the words: what holds some of them.
    any_word: bool = False

    @property
    def total(self) -> int:
        return sum(each.number for each in self.things if each.fits(self.narrowing.chosen))

    @property
    def everything(self) -> int:
        """However it is narrowed by kind, topic, year and status."""
        return sum(each.number for each in self.things)

    def counts(self, choice: str) -> Counter[str]:
        """How many each value of a choice would find, with the other choices as they are."""
        others = [each for each in self.narrowing.chosen if each[0] != choice]
        found: Counter[str] = Counter()
        for each in self.things:
            if each.fits(others):
                found.update(dict.fromkeys(each.values(choice), each.number))
        return found

    def __len__(self) -> int:
        """As many as can be read."""
        return min(self.total, MOST_RANKED)

    @overload
    def __getitem__(self, at: int) -> SearchDocument: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[SearchDocument]: ...
    def __getitem__(self, at: int | slice) -> SearchDocument | Sequence[SearchDocument]:
        if isinstance(at, int):
            return self[at : at + 1][0]
        start, stop, _ = at.indices(len(self))
        if start >= stop:
            return []
        asked = Asked(self.question, self.at, self.narrowing, self.any_word)
        return ask(lambda engine: engine.ranked(asked, start, stop))


def search(
    question: Question,
    narrowing: Narrowing = Narrowing(),  # noqa: B008 frozen
    *,
    at: datetime | None = None,
    any_word: bool = False,
) -> Found:
    """One query, a second where there are agreements, and one more when a slice is read; none without words."""
    at = at or timezone.now()
    if not question.clauses:
        return Found(question, narrowing, at)
    asked = Asked(question, at, narrowing, any_word)
    numbers = ask(lambda engine: engine.counted(asked))
    statuses = _statuses({text.rpartition("|")[2] for text in numbers} - {""}, at)
    alike = Counter[tuple[str, str]]()
    for text, number in numbers.items():
        facts, _, agreement = text.rpartition("|")
        alike[facts, statuses.get(agreement, "")] += number
    # Before it is indexed anew, a document of an older release has no facts.
    things = [
        Alike(Facts.read(facts and f"{facts}|"), status, number) for (facts, status), number in alike.items()
    ]
    return Found(question, narrowing, at, things, any_word)


def _statuses(agreements: Set[str], at: datetime) -> dict[str, str]:
    """{address of an agreement: its status on the day}, of these; of all, where these are many."""
    spans = StatusSpan.objects.on(timezone.localdate(at)).order_by()
    if len(agreements) <= MOST_NAMED:
        spans = spans.filter(agreement__slug__in=agreements)
    return dict(spans.values_list("agreement__slug", "status"))


def first(question: Question, most: int) -> list[SearchDocument]:
    """The first few, while the reader types: one query."""
    if not question.clauses:
        return []
    asked = Asked(question, timezone.now())
    return ask(lambda engine: engine.ranked(asked, 0, most))


def meant(question: Question, narrowing: Narrowing, at: datetime) -> Question | None:
    """What the reader may have meant: the question with the nearest known words. None where that would find nothing.

    Two queries: the words, and whether something is found."""
    near = nearest([each.text for each in question.clauses if not each.is_phrase], question.language)
    if not near:
        return None
    text = question.text
    for word, other in near.items():
        text = _exchanged(text, word, other)
    other = Question.of(text, question.language)
    asked = Asked(other, at, Narrowing(since=narrowing.since, until=narrowing.until))
    found = ask(lambda engine: engine.ranked(asked, 0, 1))
    return other if found else None


def _exchanged(text: str, word: str, other: str) -> str:
    """With a capital where there was one."""
    at = text.lower().find(word)
    typed = text[at : at + len(word)]
    if typed.lower() != word:
        # A letter that grows when it is made small moved the others: the word is left alone.
        return text
    return f"{text[:at]}{other.capitalize() if typed[0].isupper() else other}{text[at + len(word) :]}"
