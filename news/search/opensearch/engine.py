"""OpenSearch as who answers a question: it says which documents, and the database what stands in them, if they are public."""

from collections import Counter

from django.utils import timezone

from news.models import SearchDocument, StatusSpan
from news.search.index import Asked
from news.search.opensearch import queries
from news.search.opensearch.client import client
from news.search.opensearch.mirror import asked_index


class OpenSearch:
    """As news.search.index.Index; raises OpenSearchError."""

    def counted(self, asked: Asked) -> Counter[str]:
        index, found, after = asked_index(client()), Counter[str](), None
        while True:
            facts = client().search(index, queries.counting(asked, after))["aggregations"]["facts"]
            for each in facts["buckets"]:
                found[each["key"]["facts"]] = each["things"]["value"]
            if len(facts["buckets"]) < queries.BUCKETS:
                return found
            after = facts["after_key"]

    def ranked(self, asked: Asked, start: int, stop: int) -> list[SearchDocument]:
        today, agreements = timezone.localdate(asked.at), list[str]()
        if status := asked.narrowing.status:
            spans = StatusSpan.objects.on(today).filter(status=status).order_by()
            agreements = list(spans.values_list("agreement__slug", flat=True))
        query = queries.ranking(asked, today, agreements) | {"from": start, "size": stop - start}
        hits = client().search(asked_index(client()), query)["hits"]["hits"]
        numbers = [int(hit["_id"]) for hit in hits]
        # What it has not heard of yet is not shown for that.
        rows = SearchDocument.objects.public(asked.at).in_bulk(numbers)
        return [rows[number] for number in numbers if number in rows]
