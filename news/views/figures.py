"""Figures: every number the texts quote, with its date, its source and who said it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from news.descriptions import description_of
from news.figure_cards import figure_card
from news.models import Figure
from news.texts.notes import Notes
from news.uses import uses_of


@require_safe
def figure_list(request: HttpRequest) -> TemplateResponse:
    notes, today = Notes(), timezone.localdate()
    context = {
        "cards": [figure_card(each, notes, today) for each in Figure.objects.public().for_list()],
        "citations": notes,
        "crumbs": [(gettext("Figures"), "")],
    }
    return TemplateResponse(request, "news/figure_list.html", context)


@require_safe
def figure_detail(request: HttpRequest, slug: str) -> TemplateResponse:
    figure = get_object_or_404(Figure.objects.public().for_list(), key=slug)
    notes, today = Notes(), timezone.localdate()
    context = {
        "figure": figure,
        "card": figure_card(figure, notes, today),
        "description": description_of(figure, today, notes),
        "uses": uses_of("figure", slug),
        "citations": notes,
        "crumbs": [(gettext("Figures"), reverse("figure_list")), (figure.name, "")],
    }
    return TemplateResponse(request, "news/figure_detail.html", context)
