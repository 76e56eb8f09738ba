"""The front page."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from config.front_page import front_page


@require_safe
def home(request: HttpRequest) -> TemplateResponse:
    return TemplateResponse(request, "home.html", {"page": front_page(timezone.localdate())})
