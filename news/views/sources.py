"""Sources: where things were read, and what rests on each."""

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from config.web.pagination import PageOfSeveral, page_of
from news.descriptions import description_of
from news.facts_due import note_to_readers
from news.filters.sources import SourceFilter
from news.models import Source
from news.news_kinds import source_title
from news.texts.notes import Notes
from news.thing_cards import thing_card
from news.uses import SHOWN, uses_of

PER_PAGE = 50


@require_safe
def source_list(request: HttpRequest) -> TemplateResponse:
    found = SourceFilter(request.GET)
    page = page_of(request, found.qs, PER_PAGE)
    context = {"filter": found, "page_obj": page, "crumbs": [(gettext("Sources"), "")]}
    return TemplateResponse(request, "news/source_list.html", context, status=400 if found.errors else 200)


@require_safe
def source_detail(request: HttpRequest, slug: str) -> TemplateResponse:
    source = get_object_or_404(Source.objects.public(), key=slug)
    notes, today, turned = Notes(), timezone.localdate(), PageOfSeveral(request, SHOWN)
    context = {
        "source": source,
        "named": source_title(source, get_language() or settings.LANGUAGE_CODE)[0],
        "share_card": thing_card(source),
        "age_note": note_to_readers(source, today),
        "description": description_of(source, today, notes),
        "uses": uses_of("source", slug, turned),
        "page_obj": turned.page(),
        "citations": notes,
        "crumbs": [(gettext("Sources"), reverse("source_list")), (source.publisher, "")],
    }
    return TemplateResponse(request, "news/source_detail.html", context)
