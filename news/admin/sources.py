"""Sources: what was read, where, when, and how far it can be trusted."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from news.admin.aging import Aging, DueFilter
from news.admin.record import CitedAdmin, in_three_languages
from news.models import Source


class SourceForm(forms.ModelForm):
    class Meta:
        model = Source
        fields: list[str] = []  # the admin names them

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        read, published, url = (cleaned.get(name) for name in ("accessed_on", "published_on", "url"))
        if read and published and read < published:
            self.add_error("accessed_on", _("It cannot have been read before it was published."))
        if url and self._read_that_day(url, read):
            self.add_error("url", _("This address, read on that day, is a source already."))
        return cleaned

    def _read_that_day(self, url: str, day: Any) -> bool:
        return Source.objects.filter(url=url, accessed_on=day).exclude(pk=self.instance.pk).exists()


@admin.register(Source)
class SourceAdmin(Aging, CitedAdmin):
    kind = "source"
    form = SourceForm
    list_display = ["key", "publisher_en", "title", "grade", "published_on", "accessed_on", "due", "saved"]
    list_filter = [DueFilter, "grade", "machine_translated", "language"]
    search_fields = ["key", "publisher_en", "publisher_ru", "publisher_be", "title", "author", "url"]
    fieldsets = [
        (None, {"fields": ["key", *in_three_languages("publisher"), "title", "author", "language"]}),
        (_("Where and when"), {"fields": ["url", "archive_url", ("published_on", "accessed_on")]}),
        (
            _("How far it can be trusted"),
            {"fields": ["grade", "machine_translated", *in_three_languages("note")]},
        ),
        (_("When to look again"), {"fields": [("review_by", "reviewed_on")]}),
        (_("Use"), {"fields": ["used_in"]}),
    ]

    @admin.display(description=_("saved copy"))
    def saved(self, source: Source) -> SafeString | str:
        if not source.archive_url:
            return "–"
        return format_html('<a href="{}" rel="noreferrer">{}</a>', source.archive_url, _("saved copy"))
