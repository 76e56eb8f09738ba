"""What matches a question, in the words of each database: FTS5 on SQLite, tsvector on PostgreSQL.

Nothing that was typed stands in them, only terms in quotes, so that none is an operator.
"""

from collections.abc import Callable
from dataclasses import replace

from django.db import connection

from news.search.question import Clause, Question

# What words in the title count for, and words in the text, at most.
MOST_OF_TITLE, MOST_OF_TEXT = 0.9, 0.5


def matching(question: Question, *, any_word: bool, in_title: bool = False) -> tuple[str, list[str]]:
    """FROM … WHERE …, to be followed by AND, and its value. `d` are the documents."""
    if connection.vendor == "sqlite":
        match = fts5_query(question, any_word=any_word, in_title=in_title)
        return (
            # The index of facts holds all that is narrowed by, and is read instead of the rows with their texts.
            "news_search_index f CROSS JOIN news_searchdocument d INDEXED BY search_document_facts "
            "ON d.id = f.rowid WHERE f.news_search_index MATCH %s",
            [match],
        )
    documents, match = (
        "news_searchdocument d WHERE d.vector @@ %s::tsquery",
        tsquery(question, any_word=any_word),
    )
    if not in_title:
        return documents, [match]
    # What is left out may stand in the text.
    asked = tsquery(replace(question, excluded=()), any_word=any_word)
    return f"{documents} AND d.title_vector @@ %s::tsquery", [match, asked]


def relevance() -> str:
    """How much of title and text the words are, in steps, so that among equals the newest comes first."""
    if connection.vendor == "sqlite":
        weights = ("1.0, 0.0", "0.0, 1.0")
        # x / (x + 6), from 0 to 1; bm25 is below zero.
        title, text = (
            f"bm25(news_search_index, {each}) / (bm25(news_search_index, {each}) - 6)" for each in weights
        )
    else:
        # 32: x / (x + 1).
        title, text = (
            f"CAST(ts_rank('{{1, 1, 1, 1}}', d.{name}, %s::tsquery, 32) AS numeric)"
            for name in ("title_vector", "vector")
        )
    return f"ROUND({MOST_OF_TITLE} * {title} + {MOST_OF_TEXT} * {text}, 1)"


def relevance_values(question: Question) -> list[str]:
    """Of what stands there; not all of it need stand in the title."""
    return [tsquery(question, any_word=True)] * 2 if connection.vendor == "postgresql" else []


def fts5_query(question: Question, *, any_word: bool = False, in_title: bool = False) -> str:
    """`in_title`: what is asked; what is left out stands nowhere."""

    def one(clause: Clause) -> str:
        ways = [f'"{" ".join(variant)}"' for variant in clause.variants]
        ways += [f'"{key}"' for key in clause.keys]
        ways += [f'"{variant[0]}" *' for variant in clause.variants if clause.is_beginning]
        return f"({' OR '.join(ways)})"

    where = "{title_terms} : " if in_title else ""
    return where + _joined(question, one, " OR " if any_word else " AND ", " NOT ")


def tsquery(question: Question, *, any_word: bool = False) -> str:
    def one(clause: Clause) -> str:
        mark = ":*" if clause.is_beginning else ""
        phrases = (" <-> ".join(f"'{term}'{mark}" for term in variant) for variant in clause.variants)
        ways = [f"({phrase})" for phrase in phrases]
        ways += [f"'{key}'" for key in clause.keys]
        return f"({' | '.join(ways)})"

    return _joined(question, one, " | " if any_word else " & ", " & !")


def _joined(question: Question, one: Callable[[Clause], str], between: str, without: str) -> str:
    asked = between.join(map(one, question.clauses))
    return "".join([f"({asked})", *(without + one(clause) for clause in question.excluded)])
