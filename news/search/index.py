"""The full-text index, and the only SQL of the search: how what matches (matching.py) is ordered and counted.

Readers of one question get the same documents from both; the order among those found only in their text follows each
database's own measure (bm25, ts_rank).
"""

# ruff: noqa: S608  the SQL is put together of our own words; values are parameters
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import QuerySet
from django.utils import timezone

from config.web.prepared import prepared
from config.web.translated import reading_order
from news.models import SearchDocument
from news.search.facts import OF_AGREEMENTS, PROVISION
from news.search.matching import matching, relevance, relevance_values
from news.search.question import Question

# So many documents are ranked, those with the words in their titles apart from the rest; a page beyond is not offered.
MOST_RANKED = 1_000
# A title that holds all the words; one that is nothing else.
IN_TITLE, WHOLE_TITLE = 1.0, 1.0
# The newest is preferred by so much over what is ten years old.
NEWNESS, OLD = 0.3, 3_650
# What others wrote stands after what is told here; a provision after its agreement.
PENALTIES = {"source": 0.45, PROVISION: 0.25}


CHOICES = ("kind", "topic", "year", "status")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Within what is searched; empty where nothing is chosen."""

    kind: str = ""
    topic: str = ""
    year: int | None = None
    status: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """(name, value) of each choice that is made, days not among them."""
        return [(name, str(value)) for name in CHOICES if (value := getattr(self, name))]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question at a moment, within a narrowing. `any_word`: what has some of its words is found, too."""

    question: Question
    at: datetime
    narrowing: Narrowing = Narrowing()
    any_word: bool = False


@dataclass(slots=True)
class Sql:
    """Conditions and their values, side by side."""

    conditions: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, condition: str, *values: Any) -> None:
        self.conditions.append(condition)
        self.values += values

    def __str__(self) -> str:
        return " AND ".join(self.conditions) or "1 = 1"


STATUS = """(SELECT s.status FROM news_statusspan s JOIN news_agreement a ON a.id = s.agreement_id
  WHERE a.slug = d.key AND s.begins_on <= %s AND (s.ends_on IS NULL OR s.ends_on > %s))"""


class Index:
    """In the database of the content, or in a standby of it."""

    alias = DEFAULT_DB_ALIAS

    def counted(self, asked: Asked) -> Counter[str]:
        """How many things have which facts (facts.py); of what is chosen, only the days narrow here. One query."""
        where = _public(asked.at)
        _between(where, asked.narrowing)
        source, values = matching(asked.question, any_word=asked.any_word)
        rows = self.rows(f"SELECT d.thing, d.facts FROM {source} AND {where}", [*values, *where.values])
        # A thing may be found in three languages, and is counted once. No database groups so many rows faster.
        return Counter(dict(rows).values())

    def ranked(self, asked: Asked, start: int, stop: int) -> list[SearchDocument]:
        """A slice of the documents, one a thing: in the reader's language first, then by rank. One query."""
        question, at = asked.question, asked.at
        where = _public(at)
        _between(where, asked.narrowing)
        _chosen(where, asked.narrowing, at)
        titles, of_titles = _candidates(asked, where, in_title=True)
        texts, of_texts = _candidates(asked, where, in_title=False)
        today = connection.ops.adapt_datefield_value(timezone.localdate(at))
        sql = f"""WITH c AS ({titles} UNION ALL {texts}),
          scored AS (SELECT c.*, {_nearness(question.language)} AS nearness, {_SCORE[connection.vendor]} AS score FROM c),
          things AS (SELECT scored.*, {_PLACE} AS place,
              ROW_NUMBER() OVER (PARTITION BY thing ORDER BY nearness, score DESC) AS one FROM scored)
          SELECT {_READ} FROM (SELECT * FROM things WHERE one = 1
              ORDER BY place, score DESC, dated_on DESC, id LIMIT %s OFFSET %s) AS t
          JOIN news_searchdocument d ON d.id = t.id
          ORDER BY t.place, t.score DESC, t.dated_on DESC, t.id"""
        parameters = [*of_titles, *of_texts, len(question.clauses), today, stop - start, start]
        return list(_documents().made(self.rows(sql, parameters)))

    def rows(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """By the index, whatever the planner thinks of it."""
        database = connections[self.alias]
        with database.cursor() as cursor:
            if database.vendor == "sqlite":
                cursor.execute(sql, values)
            else:
                # Statements sent as one are one transaction, for which alone these settings hold.
                cursor.execute(f"{_BY_INDEX}; {sql}", values)
                while cursor.description is None:
                    cursor.nextset()
            return list(cursor.fetchall())


@prepared
def _documents() -> QuerySet[SearchDocument]:
    return SearchDocument.objects.order_by()


def _candidates(asked: Asked, where: Sql, *, in_title: bool) -> tuple[str, list[Any]]:
    """What is ranked: of all that matches, the newest. Those that match in their titles are asked for apart, so that none of
    them is missing among many."""
    source, terms = matching(asked.question, any_word=asked.any_word, in_title=in_title)
    newest = f"{source} AND {where} {_NEWEST[connection.vendor]} LIMIT {MOST_RANKED}"
    values = [*relevance_values(asked.question), *terms, *where.values]
    if connection.vendor == "postgresql":
        # First cut, then measured: each measure unpacks the words of a document.
        newest = f"(SELECT d.* FROM {newest}) AS d"
    sql = f"""SELECT d.id, d.thing, d.facts, d.language, d.dated_on, d.title_words,
        {int(in_title)} AS in_title, {relevance()} AS relevance FROM {newest}"""
    return f"SELECT * FROM ({sql}) AS c{int(in_title)}", values


def _nearness(language: str) -> str:
    """0 for a document in the reader's language, then the others as they read."""
    places = " ".join(f"WHEN '{code}' THEN {place}" for place, code in enumerate(reading_order(language)))
    return f"CASE c.language {places} END"


def _score(age: str) -> str:
    """`age`: days, with today as its value; the first value is how many words were asked for."""
    words = "CASE WHEN c.title_words > 0 THEN c.title_words ELSE 1 END"
    penalties = " ".join(
        f"WHEN c.facts LIKE '{kind}|%%' THEN {penalty}" for kind, penalty in PENALTIES.items()
    )
    return (
        f"c.in_title * ({IN_TITLE} + {WHOLE_TITLE} * %s / ({words})) + c.relevance "
        f"+ {NEWNESS} * COALESCE({age}, 0) - CASE {penalties} ELSE 0 END"
    )


# What is in the reader's language comes first. Of a source only our note is in it, so it stands among the other languages.
_PLACE = "CASE WHEN nearness = 0 AND facts LIKE 'source|%%' THEN 1 ELSE nearness END"
# The planner takes no account of what it costs to unpack vectors, and would read the whole table for a common word: 1.4 s.
_BY_INDEX = "SET LOCAL enable_seqscan = off; SET LOCAL jit = off; SET LOCAL work_mem = '32MB'"
# The columns of the model, without the vectors.
_READ = ", ".join(f"d.{column.column}" for column in SearchDocument._meta.concrete_fields)
_SCORE = {
    # 1 for today, 0 for ten years ago and earlier; what is undated is old.
    "sqlite": _score(f"MAX(0, 1 - MAX(0, julianday(%s) - julianday(c.dated_on)) / {OLD}.0)"),
    "postgresql": _score(f"GREATEST(0, 1 - GREATEST(0, CAST(%s AS date) - c.dated_on) / {OLD}.0)"),
}
# Of what matches, the newest come first into the ranking; FTS5 reads its rows backwards without sorting.
_NEWEST = {"sqlite": "ORDER BY f.rowid DESC", "postgresql": "ORDER BY d.dated_on DESC NULLS LAST"}


def _public(at: datetime) -> Sql:
    """As SearchDocument.objects.public(at)."""
    now = connection.ops.adapt_datetimefield_value(at)
    where = Sql()
    where.add("(d.live_from IS NULL OR d.live_from <= %s)", now)
    where.add("(d.live_until IS NULL OR d.live_until > %s)", now)
    return where


def _between(where: Sql, narrowing: Narrowing) -> None:
    if narrowing.since:
        where.add("d.dated_on >= %s", connection.ops.adapt_datefield_value(narrowing.since))
    if narrowing.until:
        where.add("d.dated_on <= %s", connection.ops.adapt_datefield_value(narrowing.until))


def _chosen(where: Sql, narrowing: Narrowing, at: datetime) -> None:
    if narrowing.kind:
        where.add("d.facts LIKE %s", f"{narrowing.kind}|%")
    if narrowing.year:
        where.add("d.facts LIKE %s", f"%|{narrowing.year}|%")
    if narrowing.topic:
        where.add("d.facts LIKE %s", f"% {narrowing.topic} %")
    if narrowing.status:
        today = connection.ops.adapt_datefield_value(timezone.localdate(at))
        of_agreements = " OR ".join(f"d.facts LIKE '{kind}|%%'" for kind in OF_AGREEMENTS)
        where.add(f"({of_agreements}) AND {STATUS} = %s", today, today, narrowing.status)
