"""Derived: what the search looks through, one document a public thing and language."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from news.querysets import SearchDocumentQuerySet


class SearchDocument(models.Model):
    """`terms` holds stems (config.web.text); a document is found only from `live_from` until `live_until`."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=120)
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=500)
    # Of the title and of the texts, where there is none in the document's language.
    title_language = models.CharField(max_length=12)
    text_language = models.CharField(max_length=12, blank=True)
    summary = models.TextField(blank=True)
    # What it says in plain words, for the passage that a result shows.
    text = models.TextField(blank=True)
    title_terms = models.TextField(blank=True)
    terms = models.TextField(blank=True)
    dated_on = models.DateField(null=True, blank=True)
    live_from = models.DateTimeField(null=True, blank=True)
    live_until = models.DateTimeField(null=True, blank=True)

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        ordering = ["kind", "key", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "language", "live_from"],
                condition=Q(live_from__isnull=False),
                name="search_document_once_a_version",
            ),
            models.UniqueConstraint(
                fields=["kind", "key", "language"],
                condition=Q(live_from__isnull=True),
                name="search_document_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title
