"""Topics: what the news and the register hold on a subject."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from config.web.pagination import page_of
from news.descriptions import description_of
from news.kinds import kind_of
from news.listing import news_on, with_news_counted
from news.models import Agreement, Topic
from news.named import Named, name_of
from news.related import related_things
from news.summaries import with_summaries
from news.texts.notes import Notes
from news.thing_cards import thing_card

PER_PAGE = 20
AGREEMENTS = 20


@require_safe
def topic_list(request: HttpRequest) -> TemplateResponse:
    context = {"topics": with_news_counted(Topic.objects.for_list()), "crumbs": [(gettext("Topics"), "")]}
    return TemplateResponse(request, "news/topic_list.html", context)


@require_safe
def topic_detail(request: HttpRequest, slug: str) -> TemplateResponse:
    topic = get_object_or_404(Topic.objects.public(), slug=slug)
    today = timezone.localdate()
    page = page_of(request, news_on(topic), PER_PAGE)
    page.object_list = with_summaries(page.object_list, today)
    notes, agreements = Notes(), agreements_on(topic)
    context = {
        "topic": topic,
        "share_card": thing_card(topic),
        "description": description_of(topic, today, notes),
        "citations": notes,
        "page_obj": page,
        "agreements": related_things("agreement", agreements[:AGREEMENTS], today),
        "are_more": len(agreements) > AGREEMENTS,
        "crumbs": [(gettext("Topics"), reverse("topic_list")), (topic.name, "")],
    }
    return TemplateResponse(request, "news/topic_detail.html", context)


def agreements_on(topic: Topic) -> list[Named]:
    """The first of those that readers are led to, in the order of their numbers, and one more, if there are more."""
    kind = kind_of(Agreement)
    agreements = topic.agreements.public().order_by("number")[: AGREEMENTS + 1]
    return [name_of(kind, agreement) for agreement in agreements]
