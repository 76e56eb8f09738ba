"""Addresses for those who run the site: is the process alive, may readers be sent to it, what has it counted."""

import hmac

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from config.web import metrics as counted
from config.web import readiness

NO_STORE = {"Cache-Control": "no-store"}


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while this process answers, whatever it can reach: restarting it would not bring a database back."""
    return JsonResponse({"status": "ok"}, headers=NO_STORE)


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 where everything a page needs is there and nothing is overdue; 503 with the words of what is wrong."""
    checks = readiness.answers_in_time()
    is_ready = set(checks.values()) == {"ok"}
    said = {"status": "ready" if is_ready else "not ready", "checks": checks}
    return JsonResponse(said, status=200 if is_ready else 503, headers=NO_STORE)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text for those who send METRICS_TOKEN; for others the address does not exist."""
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not hmac.compare_digest(token.encode(), settings.METRICS_TOKEN.encode()):
        raise Http404
    try:
        overdue = readiness.overdue()
    except DatabaseError:
        overdue = {}
    body = counted.text(
        [counted.Gauge("chronicle_overdue", "What should have followed a saving.", "effect", overdue)]
    )
    return HttpResponse(body, content_type=counted.CONTENT_TYPE, headers=NO_STORE)
