"""Notices to passengers: what is in force, and what was."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from config.web.parameters import parse_as_of
from news.texts.notes import Notes
from routes.alerts import alert_line
from routes.models import Alert


@require_safe
def alert_list(request: HttpRequest) -> TemplateResponse:
    """`?as_of=`: the notices in force on another day."""
    as_of = parse_as_of(request)
    notes = Notes()
    context = {
        "alerts": [alert_line(alert, notes) for alert in Alert.objects.in_force(as_of).for_list()],
        "as_of": as_of,
        "is_today": as_of == timezone.localdate(),
        "notes": notes,
        "crumbs": [(_("Railway"), reverse("route_list")), (_("Notices"), "")],
    }
    return TemplateResponse(request, "routes/alert_list.html", context)
