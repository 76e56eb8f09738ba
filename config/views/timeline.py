"""The timeline that joins news, agreements and railway."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from config.timeline import KINDS, by_year, number_sources, timeline_entries, timeline_rows
from config.timeline_data import ENTRIES
from config.web.pagination import page_of
from config.web.refusals import NotUnderstood
from news.data.answers import data_page, list_answer
from news.texts.notes import Notes

PER_PAGE = 60


class TimelineFilter:
    """In the shape of a FilterSet, for site/_filters.html: the timeline has no one model to filter."""

    class Form(forms.Form):
        kind = forms.MultipleChoiceField(
            label=gettext_lazy("Kind"),
            choices=KINDS.items(),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        order = forms.ChoiceField(
            label=gettext_lazy("Order"),
            choices=[("", gettext_lazy("Newest first")), ("oldest", gettext_lazy("Oldest first"))],
            required=False,
        )

    def __init__(self, data: dict) -> None:
        self.form = self.Form(data)
        valid = self.form.is_valid()
        self.status = 200 if valid else 400
        self.kinds = self.form.cleaned_data.get("kind") or list(KINDS)
        self.newest_first = self.form.cleaned_data.get("order") != "oldest"


@require_safe
def timeline(request: HttpRequest) -> TemplateResponse:
    chosen = TimelineFilter(request.GET)
    page = page_of(request, timeline_rows(chosen.kinds, newest_first=chosen.newest_first), PER_PAGE)
    entries, notes = timeline_entries(page.object_list, timezone.localdate()), Notes()
    number_sources(entries, notes)
    context = {
        "filter": chosen,
        "page_obj": page,
        "years": by_year(entries),
        "citations": notes,
        "crumbs": [(gettext("Timeline"), "")],
    }
    return TemplateResponse(request, "timeline.html", context, status=chosen.status)


@require_safe
def timeline_table(request: HttpRequest, form: str) -> HttpResponse:
    chosen = TimelineFilter(request.GET)
    if not chosen.form.is_valid():
        raise NotUnderstood(" ".join(words for errors in chosen.form.errors.values() for words in errors))
    page = data_page(request, timeline_rows(chosen.kinds, newest_first=chosen.newest_first))
    entries = timeline_entries(page.object_list, timezone.localdate())
    return list_answer(request, form, ENTRIES, entries, page=page)
