"""OpenSearch as who answers a question: it says which documents, and the database what stands in them, if they are public."""

from collections import Counter
from datetime import datetime

from django.utils import timezone

from news.models import SearchDocument, StatusSpan
from news.search.index import Narrowing
from news.search.opensearch import queries
from news.search.opensearch.client import client
from news.search.opensearch.mirror import asked_index
from news.search.question import Question


class OpenSearch:
    """As news.search.index.Index; raises OpenSearchError."""

    def counted(
        self, question: Question, at: datetime, narrowing: Narrowing, *, any_word: bool = False
    ) -> Counter[str]:
        index, found, after = asked_index(client()), Counter[str](), None
        while True:
            body = queries.counting(question, at, narrowing, any_word=any_word, after=after)
            facts = client().search(index, body)["aggregations"]["facts"]
            for each in facts["buckets"]:
                found[each["key"]["facts"]] = each["things"]["value"]
            if len(facts["buckets"]) < queries.BUCKETS:
                return found
            after = facts["after_key"]

    def ranked(
        self,
        question: Question,
        at: datetime,
        narrowing: Narrowing,
        *,
        start: int,
        stop: int,
        any_word: bool = False,
    ) -> list[SearchDocument]:
        today, agreements = timezone.localdate(at), list[str]()
        if narrowing.status:
            spans = StatusSpan.objects.on(today).filter(status=narrowing.status).order_by()
            agreements = list(spans.values_list("agreement__slug", flat=True))
        body = queries.ranking(
            question,
            at,
            today,
            narrowing,
            agreements=agreements,
            start=start,
            stop=stop,
            any_word=any_word,
        )
        hits = client().search(asked_index(client()), body)["hits"]["hits"]
        numbers = [int(hit["_id"]) for hit in hits]
        # What it has not heard of yet is not shown for that.
        rows = SearchDocument.objects.public(at).in_bulk(numbers)
        return [rows[number] for number in numbers if number in rows]
