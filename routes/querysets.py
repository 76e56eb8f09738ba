"""Which railway rows a reader may see, and what each page reads of them."""

from news.querysets import KeyedQuerySet


class StationQuerySet(KeyedQuerySet):
    key_field = "slug"


class RouteQuerySet(KeyedQuerySet):
    key_field = "slug"
