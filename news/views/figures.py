"""Figures: every number the texts quote, with its date, its source and who said it."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from config.web.addresses import absolute
from config.web.pagination import PageOfSeveral, page_of
from config.web.structured_data import breadcrumb_list, data_block
from news.counted_lists import listed_figures
from news.descriptions import description_of
from news.figure_cards import FigureCard, figure_card
from news.figure_reading import read_figure, with_values
from news.structured_data import figure_dataset
from news.texts.notes import Notes
from news.thing_cards import thing_card
from news.uses import SHOWN, uses_of

PER_PAGE = 20  # rows of two, four and five


@require_safe
def figure_list(request: HttpRequest) -> TemplateResponse:
    notes, today = Notes(), timezone.localdate()
    page = page_of(request, listed_figures(), PER_PAGE)
    context = {
        "page_obj": page,
        "cards": [figure_card(each, notes, today) for each in with_values(page.object_list)],
        "citations": notes,
        "crumbs": [(gettext("Figures"), "")],
    }
    return TemplateResponse(request, "news/figure_list.html", context)


@require_safe
def figure_detail(request: HttpRequest, slug: str) -> TemplateResponse:
    if (figure := read_figure(slug)) is None:
        raise Http404
    notes, today, turned = Notes(), timezone.localdate(), PageOfSeveral(request, SHOWN)
    card = figure_card(figure, notes, today)
    crumbs = [(gettext("Figures"), reverse("figure_list")), (figure.name, "")]
    context = {
        "figure": figure,
        "share_card": thing_card(figure),
        "card": card,
        "citation": citation(request, card),
        "structured_data": data_block(figure_dataset(request, card), breadcrumb_list(request, crumbs)),
        "description": description_of(figure, today, notes),
        "uses": uses_of("figure", slug, turned),
        "page_obj": turned.page(),
        "citations": notes,
        "crumbs": crumbs,
    }
    return TemplateResponse(request, "news/figure_detail.html", context)


def citation(request: HttpRequest, card: FigureCard) -> dict[str, str]:
    """The latest value with its period, and an address that leads to that value for good: each has its own row."""
    value = card.latest
    address = f"{card.figure.get_absolute_url()}#v{value.value.period}"
    words = gettext("%(figure)s, %(period)s: %(value)s. %(site)s, %(address)s")
    return {
        "text": words
        % {
            "figure": card.figure.name,
            "period": value.value.period,
            "value": value.text,
            "site": settings.SITE_NAME,
            "address": absolute(request, address),
        },
        "address": address,
    }
