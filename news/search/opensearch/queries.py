"""A question in the words of OpenSearch (Query DSL): what matches, how it is ordered, how it is counted.

Pure. As in the database, nothing that was typed stands in it but terms (config.web.search_terms), as values. What counts more
than what is said in news/search/index.py, where the measures are explained; the measure of a text is OpenSearch's own (BM25).
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from config.web.translated import reading_order
from news.search.index import IN_TITLE, NEWNESS, OLD, PENALTIES, WHOLE_TITLE, Asked, Narrowing
from news.search.matching import MOST_OF_TITLE
from news.search.question import Clause

Query = dict[str, Any]
TITLE, EVERYWHERE = ("title_terms",), ("title_terms", "terms")
# What a word in the title counts for beside one in the text.
WEIGHTS = {"title_terms": "^2", "terms": ""}
# Further than any measure reaches: what is in the reader's language comes before what is in another.
NEARER = 10.0
# So many different facts are counted in one answer; more in the next.
BUCKETS = 5_000


def counting(asked: Asked, after: Any = None) -> Query:
    """How many things have which facts: `aggregations.facts.buckets`, of each `key.facts` and `things.value`.

    `after`: the `after_key` of the answer before."""
    facts: Query = {"size": BUCKETS, "sources": [{"facts": {"terms": {"field": "facts"}}}]}
    if after:
        facts["after"] = after
    # Of a thing in three languages each document has the same facts. Exact up to so many things with the same ones.
    things = {"cardinality": {"field": "thing", "precision_threshold": 40_000}}
    return {
        "size": 0,
        "track_total_hits": False,
        "query": {"bool": {"filter": [*_found(asked), *_public(asked.at), *_between(asked.narrowing)]}},
        "aggs": {"facts": {"composite": facts, "aggs": {"things": things}}},
    }


def ranking(asked: Asked, today: date, agreements: Collection[str]) -> Query:
    """The documents, one a thing: `hits.hits`, of each its `_id`. `agreements`: the addresses of those with the status that is
    asked for."""
    limits = [*_public(asked.at), *_between(asked.narrowing), *_chosen(asked.narrowing, agreements)]
    return {
        "_source": False,
        "track_total_hits": False,
        "query": {
            "function_score": {
                "query": {"bool": {"must": _found(asked), "filter": limits}},
                "functions": [*_measures(asked, today), *_nearness(asked.question.language)],
                "score_mode": "sum",
                "boost_mode": "replace",
            }
        },
        "collapse": {"field": "thing"},
        "sort": [
            {"_score": "desc"},
            {"dated_on": {"order": "desc", "missing": "_last"}},
            {"id": "asc"},
        ],
    }


# What matches -----------------------------------------------------------------------------------------------


def _found(asked: Asked, fields: Sequence[str] = EVERYWHERE) -> list[Query]:
    clauses = [_clause(each, fields) for each in asked.question.clauses]
    wanted = [_any(clauses)] if asked.any_word else clauses
    return [*wanted, *_none(_clause(each, EVERYWHERE) for each in asked.question.excluded)]


def _clause(clause: Clause, fields: Sequence[str]) -> Query:
    ways = [_phrase(" ".join(variant), fields) for variant in clause.variants]
    ways += [_phrase(key, fields) for key in clause.keys]
    if clause.is_beginning:
        ways += [{"prefix": {field: variant[0]}} for variant in clause.variants for field in fields]
    return _any(ways)


def _phrase(terms: str, fields: Sequence[str]) -> Query:
    return {
        "multi_match": {
            "type": "phrase",
            "query": terms,
            "fields": [f"{each}{WEIGHTS[each]}" for each in fields],
        }
    }


def _any(ways: Sequence[Query]) -> Query:
    return {"bool": {"should": list(ways), "minimum_should_match": 1}}


def _none(unwanted: Iterable[Query]) -> list[Query]:
    return [{"bool": {"must_not": [each]}} for each in unwanted]


# What it is narrowed by -------------------------------------------------------------------------------------


def _public(at: datetime) -> list[Query]:
    """As SearchDocument.objects.public(at)."""
    moment = at.isoformat()
    return _none([{"range": {"live_from": {"gt": moment}}}, {"range": {"live_until": {"lte": moment}}}])


def _between(narrowing: Narrowing) -> list[Query]:
    days = {"gte": narrowing.since, "lte": narrowing.until}
    bounds = {name: day.isoformat() for name, day in days.items() if day}
    return [{"range": {"dated_on": bounds}}] if bounds else []


def _chosen(narrowing: Narrowing, agreements: Collection[str]) -> list[Query]:
    chosen: list[Query] = []
    if narrowing.kind:
        chosen.append({"term": {"kind": narrowing.kind}})
    if narrowing.year:
        chosen.append({"term": {"year": narrowing.year}})
    if narrowing.topic:
        chosen.append({"term": {"topics": narrowing.topic}})
    if narrowing.status:
        chosen.append({"terms": {"agreement": sorted(agreements)}})
    return chosen


# How it is ordered ------------------------------------------------------------------------------------------


def _measures(asked: Asked, today: date) -> list[Query]:
    """The most first: title, text, newness; and what others wrote stands after what is told here."""
    in_title = {"bool": {"filter": _found(asked, TITLE)}}
    day = today.isoformat()
    whole = f"{IN_TITLE} + {WHOLE_TITLE} * params.asked / Math.max(1.0, doc['title_words'].value)"
    return [
        {
            "filter": in_title,
            "script_score": {
                "script": {"source": whole, "params": {"asked": float(len(asked.question.clauses))}}
            },
        },
        {
            "script_score": {
                "script": {"source": f"Math.round({10 * MOST_OF_TITLE} * _score / (_score + 6)) / 10.0"}
            }
        },
        {
            # 1 for today, a half for five years ago, 0 for ten and earlier; what lies ahead is as today.
            "filter": {"range": {"dated_on": {"lte": day}}},
            "linear": {"dated_on": {"origin": day, "scale": f"{OLD // 2}d", "decay": 0.5}},
            "weight": NEWNESS,
        },
        {"filter": {"range": {"dated_on": {"gt": day}}}, "weight": NEWNESS},
        # A score is never below nothing, so all others are given what these would lose.
        *(
            {"filter": {"bool": {"must_not": [{"term": {"kind": kind}}]}}, "weight": penalty}
            for kind, penalty in PENALTIES.items()
        ),
    ]


def _nearness(language: str) -> list[Query]:
    """Of a source only our note is in the reader's language, so it stands among the other languages."""
    nearest, next_one, _ = reading_order(language)
    source = {"term": {"kind": "source"}}
    return [
        {"filter": _in(nearest, must_not=[source]), "weight": 2 * NEARER},
        {"filter": _in(next_one, must_not=[source]), "weight": NEARER},
        {"filter": _in(nearest, must=[source]), "weight": NEARER},
        {"filter": _in(next_one, must=[source]), "weight": NEARER / 2},
    ]


def _in(language: str, **further: list[Query]) -> Query:
    return {"bool": {"filter": [{"term": {"language": language}}], **further}}
