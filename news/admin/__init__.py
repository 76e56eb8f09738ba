"""How editors work with the record."""

from news.admin import (
    accounts,
    actions,
    agreements,
    articles,
    audit,
    figures,
    images,
    people,
    sources,
    versions,
)

__all__ = [
    "accounts",
    "actions",
    "agreements",
    "articles",
    "audit",
    "figures",
    "images",
    "people",
    "sources",
    "versions",
]
