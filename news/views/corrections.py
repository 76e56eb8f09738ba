"""Every correction ever published, in one place."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from config.web.pagination import page_of
from news.corrections import corrections
from news.listing import corrections_and_withdrawn

PER_PAGE = 30


@require_safe
def correction_list(request: HttpRequest) -> TemplateResponse:
    corrected, withdrawn = corrections_and_withdrawn()
    # Both run through the same pages, as many as the longer one needs.
    page = page_of(request, corrected, PER_PAGE, count=max(len(corrected), len(withdrawn)))
    found, notes = corrections(page.object_list, timezone.localdate())
    first = (page.number - 1) * PER_PAGE
    context = {
        "page_obj": page,
        "count": len(corrected),
        "corrections": found,
        "citations": notes,
        "withdrawn": withdrawn[first : first + PER_PAGE],
        "crumbs": [(gettext("News"), reverse("article_list")), (gettext("Corrections"), "")],
    }
    return TemplateResponse(request, "news/correction_list.html", context)
