"""How editors work with the record."""

from news.admin import actions, agreements, articles, figures, images, people, sources, versions

__all__ = ["actions", "agreements", "articles", "figures", "images", "people", "sources", "versions"]
