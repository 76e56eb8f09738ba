"""The front page."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from config.front_page import front_page
from config.web.structured_data import data_block, publisher, web_site


@require_safe
def home(request: HttpRequest) -> TemplateResponse:
    context = {
        "page": front_page(timezone.localdate()),
        "structured_data": data_block(publisher(request), web_site(request)),
    }
    return TemplateResponse(request, "home.html", context)
