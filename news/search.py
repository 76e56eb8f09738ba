"""What a reader's question finds. The one place that knows how: a full-text engine would be put in here."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import overload

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from config.web.text import clean, query_words, terms
from config.web.translated import reading_order
from news.models import SearchDocument

MOST_LETTERS = 200
# A shorter beginning of a word would find half of everything.
SHORTEST_BEGINNING = 3


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, cut to a length that can be answered; the last word may be the beginning of one."""

    text: str
    language: str
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str, language: str) -> "Question":
        text = " ".join(clean(text[: 2 * MOST_LETTERS]).split())[:MOST_LETTERS].strip()
        return cls(text, language, tuple(query_words(text, language)))

    def is_beginning(self, word: str) -> bool:
        return word == self.words[-1] and len(word) >= SHORTEST_BEGINNING

    def finds(self, word: str, language: str) -> bool:
        """Is a word of a text one that was asked for? As the database decides it."""
        own = terms(word, language)
        return any(
            mine == asked or (self.is_beginning(each) and mine.startswith(asked))
            for each in self.words
            for asked in terms(each, language)
            for mine in own
        )


@dataclass(frozen=True, slots=True)
class Found(Sequence[SearchDocument]):
    """The documents of one kind, or of all; reading a slice is one query, the counts were another."""

    documents: QuerySet[SearchDocument]
    # By kind, of all that was found, whichever kind was chosen.
    counts: dict[str, int] = field(default_factory=dict)
    kind: str = ""

    def __len__(self) -> int:
        return self.counts.get(self.kind, 0) if self.kind else sum(self.counts.values())

    @overload
    def __getitem__(self, at: int) -> SearchDocument: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[SearchDocument]: ...
    def __getitem__(self, at: int | slice) -> SearchDocument | Sequence[SearchDocument]:
        return self.documents[at]


def search(question: Question, *, kind: str = "", at: datetime | None = None) -> Found:
    """Documents in which every word is found, those with the words in the title first, then the newest.

    Two queries, the second when a slice is read; none for a question without words.
    """
    if not question.words:
        return Found(SearchDocument.objects.none(), kind=kind)
    documents = _readable(question, at)
    counts = dict(documents.order_by().values_list("kind").annotate(Count("pk")))
    if kind:
        documents = documents.filter(kind=kind)
    ordered = documents.annotate(in_title=_words_in_title(question)).order_by(
        "-in_title", F("dated_on").desc(nulls_last=True), "kind", "key"
    )
    return Found(ordered, counts, kind)


def _readable(question: Question, at: datetime | None) -> QuerySet[SearchDocument]:
    """In the reader's language; in another only what the reader's language does not have."""
    public = SearchDocument.objects.public(at)
    condition, nearer = Q(pk__in=[]), []
    for language in reading_order(question.language):
        matching = Q(language=language)
        for word in question.words:
            matching &= _has(word, question, language, "terms")
        if nearer:
            same = public.filter(kind=OuterRef("kind"), key=OuterRef("key"), language__in=list(nearer))
            matching &= ~Exists(same)
        condition |= matching
        nearer.append(language)
    return public.filter(condition)


def _has(word: str, question: Question, language: str, column: str) -> Q:
    """Terms stand between spaces (config.web.text.document_terms)."""
    condition = Q(pk__in=[])
    end = "" if question.is_beginning(word) else " "
    for term in terms(word, language):
        condition |= Q(**{f"{column}__contains": f" {term}{end}"})
    return condition


def _words_in_title(question: Question) -> Combinable:
    """How many of the words stand in the title."""
    found: Combinable = Value(0, output_field=IntegerField())
    for word in question.words:
        found += Case(When(_has(word, question, question.language, "title_terms"), then=1), default=0)
    return found
