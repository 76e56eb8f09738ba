"""What OpenSearch holds, kept as the database is: an index of the documents by which they are found.

Documents never change (SearchDocument): they come and go. So what came may be sent twice, and what went is gone for good, in
whatever order machines send it; only one that went while it was being sent has to be dropped once more.
"""

import re
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from typing import Any

from django.db import connection

from config.web.backup.signals import restored
from config.web.deploying import alone
from news.models import SearchChange, SearchDocument, SearchMirror
from news.search.facts import Facts
from news.search.opensearch.client import DONE, Client, NotFilledError

# Terms are made by us (config.web.search_terms), so OpenSearch only parts them.
_TERMS = {"type": "text", "analyzer": "whitespace"}
FORM: dict[str, Any] = {
    "settings": {"refresh_interval": "500ms"},
    "mappings": {
        "dynamic": "strict",
        "properties": {
            "id": {"type": "long"},
            "title_terms": _TERMS,
            "terms": _TERMS,
            "title_words": {"type": "integer"},
            "thing": {"type": "keyword"},
            "facts": {"type": "keyword"},
            "kind": {"type": "keyword"},
            "year": {"type": "integer"},
            "topics": {"type": "keyword"},
            "agreement": {"type": "keyword"},
            "language": {"type": "keyword"},
            "dated_on": {"type": "date"},
            "live_from": {"type": "date"},
            "live_until": {"type": "date"},
        },
    },
}
# Of FORM: another one has the next number, and an index of an older one is filled anew.
VERSION = 1
SENT, COMPARED = 500, 5_000  # documents at once

Tell = Callable[[str], None]


def document_of(row: SearchDocument) -> dict[str, Any]:
    facts = Facts.read(row.facts)
    return {
        "id": row.pk,
        "title_terms": row.title_terms,
        "terms": row.terms,
        "title_words": row.title_words,
        "thing": str(row.thing),
        "facts": row.facts,
        "kind": facts.kind,
        "year": facts.year,
        "topics": facts.topics,
        "agreement": facts.agreement or None,
        "language": row.language,
        "dated_on": row.dated_on.isoformat() if row.dated_on else None,
        "live_from": row.live_from.isoformat() if row.live_from else None,
        "live_until": row.live_until.isoformat() if row.live_until else None,
    }


def asked_index(client: Client) -> str:
    """The name of the index that answers; one query. Raises NotFilledError."""
    name = SearchMirror.objects.values_list("index", flat=True).first() or ""
    if not name.startswith(_prefix(client)):
        raise NotFilledError
    return name


def held(client: Client) -> int:
    """How many documents it holds."""
    return int(client.get(f"{asked_index(client)}/_count")["count"])


def follow(client: Client) -> int:
    """Tells it of the oldest changes that it has not heard of; how many they were."""
    changes = dict(SearchChange.objects.order_by("pk").values_list("pk", "document")[:SENT])
    if changes:
        _bring(client, asked_index(client), set(changes.values()))
        SearchChange.objects.filter(pk__in=changes).delete()
    return len(changes)


def fill(client: Client, tell: Tell, *, anew: bool = False) -> int:
    """Makes it hold what the database does, and be asked: what is missing is sent, what is gone dropped. Returns how many
    documents there are.

    `anew`: trust nothing that it holds. Only one may do so at a time: within `filling`."""
    # From here on changes are kept.
    mirror, _ = SearchMirror.objects.get_or_create(pk=1)
    is_new = anew or not _is_there(client, mirror.index)
    index = f"{_prefix(client)}{time.time_ns()}" if is_new else mirror.index
    if is_new:
        client.create(index, FORM)
        _compare(client, index, tell)
        # Those who follow write there from now on; what they wrote to the one before is found by comparing once more.
        SearchMirror.objects.filter(pk=1).update(index=index)
    count = _compare(client, index, tell)
    while follow(client):
        pass
    for name in _indexes(client) - {index}:
        client.delete(name)
    return count


def fill_where_nothing_is(client: Client) -> None:
    """For the first time, for a new form, or where it has lost what it held: of many who see it, one fills it. What a newer
    release has filled is left to it."""
    if not _is_due(client):
        return
    with suppress(TimeoutError), filling(seconds=0):
        if _is_due(client):
            fill(client, tell=lambda words: None)


def _is_due(client: Client) -> bool:
    index = SearchMirror.objects.values_list("index", flat=True).first() or ""
    return _version_of(index) <= VERSION and not _is_there(client, index)


def filling(**how: Any) -> AbstractContextManager[None]:
    return alone(connection, work="search", **how)


def check_that_it_is_there(client: Client) -> None:
    """Raises NotFilledError."""
    if not _is_there(client, asked_index(client)):
        raise NotFilledError


def connect_signals() -> None:
    restored.connect(_forget_restored, dispatch_uid="news.search.opensearch")


def _forget_restored(**kwargs: Any) -> None:
    """It follows what was there before. A backup of older code has no such table."""
    if SearchMirror._meta.db_table in connection.introspection.table_names():
        forget()


def forget() -> None:
    """It is not asked any more, and no changes are kept for it."""
    SearchMirror.objects.all().delete()
    SearchChange.objects.all().delete()


def _prefix(client: Client) -> str:
    return f"{client.name}-{VERSION}-"


def _version_of(index: str) -> int:
    """0 where there is none."""
    return int(index.split("-")[-2]) if index else 0


def _is_there(client: Client, index: str) -> bool:
    return index.startswith(_prefix(client)) and index in _indexes(client)


def _indexes(client: Client) -> set[str]:
    """Of this site alone: another may be called as this one and more."""
    ours = re.compile(rf"{client.name}-\d+-\d+")
    return {name for name in client.get(f"{client.name}-*") if ours.fullmatch(name)}


def _compare(client: Client, index: str, tell: Tell) -> int:
    """By the numbers of the documents, a stretch of them at a time."""
    client.refresh(index)
    total, done, last = SearchDocument.objects.count(), 0, 0
    while True:
        its = _held(client, index, last)
        rows = SearchDocument.objects.order_by("pk").filter(pk__gt=last)
        there = list(rows.values_list("pk", flat=True)[:COMPARED])
        if not (its or there):
            return done
        # Beyond the shorter of two full stretches nothing is known of the other.
        last = min([each[-1] for each in (its, there) if len(each) == COMPARED] or [max([*its, *there])])
        wanted, known = {pk for pk in there if pk <= last}, {pk for pk in its if pk <= last}
        differing = sorted(wanted ^ known)
        for at in range(0, len(differing), SENT):
            _bring(client, index, differing[at : at + SENT])
        done += len(wanted)
        tell(f"{done} of {total} documents")


def _held(client: Client, index: str, beyond: int) -> list[int]:
    """The numbers of the documents that it holds, the next after one."""
    body = {
        "size": COMPARED,
        "_source": False,
        "query": {"range": {"id": {"gt": beyond}}},
        "sort": [{"id": "asc"}],
        "track_total_hits": False,
    }
    return [int(hit["_id"]) for hit in client.search(index, body, seconds=DONE)["hits"]["hits"]]


def _bring(client: Client, index: str, documents: Collection[int]) -> None:
    rows = {row.pk: row for row in SearchDocument.objects.filter(pk__in=documents)}
    client.bulk(index, _acts(documents, rows))
    gone = rows.keys() - set(SearchDocument.objects.filter(pk__in=rows).values_list("pk", flat=True))
    if gone:
        client.bulk(index, _acts(gone, {}))


def _acts(documents: Iterable[int], rows: dict[int, SearchDocument]) -> Iterator[dict[str, Any]]:
    for pk in documents:
        if row := rows.get(pk):
            yield {"index": {"_id": str(pk)}}
            yield document_of(row)
        else:
            yield {"delete": {"_id": str(pk)}}
