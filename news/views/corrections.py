"""Every correction ever published, in one place."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from config.web.pagination import page_of
from news.corrections import corrections
from news.listing import all_corrections
from news.models import ArticleVersion

PER_PAGE = 30


@require_safe
def correction_list(request: HttpRequest) -> TemplateResponse:
    page = page_of(request, all_corrections(), PER_PAGE)
    found, notes = corrections(page.object_list, timezone.localdate())
    context = {
        "page_obj": page,
        "corrections": found,
        "citations": notes,
        "withdrawn": ArticleVersion.objects.for_withdrawn(),
        "crumbs": [(gettext("News"), reverse("article_list")), (gettext("Corrections"), "")],
    }
    return TemplateResponse(request, "news/correction_list.html", context)
