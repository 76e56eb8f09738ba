"""What changed in the register between two days, as a page, as JSON and as CSV: in law, and in our knowledge of it."""

from datetime import timedelta
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from config.web.addresses import absolute
from config.web.data_files import csv_text, data_answer
from config.web.pagination import page_of
from config.web.parameters import parse_day
from config.web.refusals import NotUnderstood
from news.agreements.changed import Changes, InKnowledge, InLaw, changed_between
from news.data.answers import AT_ONCE, next_page, thing_answer, with_next
from news.texts.notes import Notes

PER_PAGE = 50
# Unless asked otherwise: a year up to today.
SPAN = timedelta(days=365)
COLUMNS = ("change", "number", "url", "day", "what", "before", "after", "act", "reason", "sources")


def changes_asked(request: HttpRequest) -> Changes:
    """`?from=2025-01-01&to=2025-12-31`, both included; one query."""
    last = parse_day(request.GET.get("to", ""), "to") or timezone.localdate()
    first = parse_day(request.GET.get("from", ""), "from") or last - SPAN
    if last < first:
        raise NotUnderstood(gettext("The first day (from) must not come after the last (to)."))
    return changed_between(first, last)


def _page(
    request: HttpRequest, asked: Changes, per_page: int
) -> tuple[Page[Any], list[InLaw], list[InKnowledge]]:
    """Of both, by the same number."""
    longer = max(asked.knowledge, asked.law, key=len)
    page = page_of(request, range(len(longer)), per_page)
    in_law, in_knowledge = asked.told(slice(page.start_index() - 1, page.end_index()))
    return page, in_law, in_knowledge


@require_safe
def agreement_changes(request: HttpRequest) -> TemplateResponse:
    asked = changes_asked(request)
    page, in_law, in_knowledge = _page(request, asked, PER_PAGE)
    notes = Notes()
    context = {
        "asked": asked,
        "in_law": [(each, _numbers(each, notes)) for each in in_law],
        "in_knowledge": [(each, _numbers(each, notes)) for each in in_knowledge],
        "recorded": len(asked.knowledge),
        "page_obj": page,
        "notes": notes,
        "query": urlencode({"from": asked.first, "to": asked.last}),
        "crumbs": [(gettext("Agreements"), reverse("agreement_list")), (gettext("Changes"), "")],
    }
    return TemplateResponse(request, "news/register/changes.html", context)


def _numbers(change: InLaw | InKnowledge, notes: Notes) -> list[int]:
    return sorted({notes.mark(source).number for source in change.sources})


@require_safe
def agreement_change_table(request: HttpRequest, form: str) -> HttpResponse:
    """`form`: json or csv. So many of both at once; the next are under `?page=2`."""
    asked = changes_asked(request)
    page, in_law, in_knowledge = _page(request, asked, AT_ONCE)
    rows = [
        {
            "change": "law",
            "day": each.day,
            "what": "status",
            "before": each.before.label,
            "after": each.after.label,
            "reason": "",
        }
        | _common(request, each)
        for each in in_law
    ]
    rows += [
        {
            "change": "knowledge",
            "day": timezone.localdate(each.at),
            "what": each.what,
            "before": "",
            "after": each.date_text,
            "reason": each.reason,
        }
        | _common(request, each)
        for each in in_knowledge
    ]
    following = next_page(request, page)
    if form == "json":
        count = len(asked.law) + len(asked.knowledge)
        told = {
            "from": asked.first,
            "to": asked.last,
            "count": count,
            "next": following or None,
            "changes": rows,
        }
        return with_next(thing_answer(told), following)
    name = f"agreements-changes-{asked.first}-{asked.last}.csv"
    return with_next(data_answer("csv", csv_text(COLUMNS, rows), save_as=name), following)


def _common(request: HttpRequest, each: InLaw | InKnowledge) -> dict[str, object]:
    return {
        "number": each.agreement.number,
        "url": absolute(request, each.url),
        "act": each.act,
        "sources": [source.key for source in each.sources],
    }
