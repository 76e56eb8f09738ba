"""What changed in the register between two days, as a page, as JSON and as CSV: in law, and in our knowledge of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from config.web.addresses import absolute, whose
from config.web.data_files import csv_text, data_answer
from config.web.pagination import page_of
from config.web.parameters import parse_day
from config.web.refusals import NotUnderstood
from news.agreements.changed import (
    InKnowledge,
    InLaw,
    changed_between,
    changes_in_knowledge,
    changes_in_law,
)
from news.agreements.dossiers import Instruments, read_instruments
from news.data.answers import thing_answer
from news.texts.notes import Notes

PER_PAGE = 50
# Unless asked otherwise: a year up to today.
SPAN = timedelta(days=365)
COLUMNS = ("change", "number", "url", "day", "what", "before", "after", "act", "reason", "sources")


@dataclass(frozen=True, slots=True)
class ChangesAsked:
    first: date
    last: date
    in_law: list[InLaw]
    in_knowledge: list[InKnowledge]


def changes_asked(request: HttpRequest) -> ChangesAsked:
    """`?from=2025-01-01&to=2025-12-31`, both included; four queries."""
    last = parse_day(request.GET.get("to", ""), "to") or timezone.localdate()
    first = parse_day(request.GET.get("from", ""), "from") or last - SPAN
    if last < first:
        raise NotUnderstood(gettext("The first day (from) must not come after the last (to)."))
    keys = changed_between(first, last)
    told = (read_instruments(keys) if keys else None, first, last, whose())
    return _remembered(*told) if told[0] and told[0].are_few else _asked(*told)


def _asked(
    instruments: Instruments | None, first: date, last: date, _whose: tuple[str | None, ...]
) -> ChangesAsked:
    found = instruments.dossiers() if instruments else []
    return ChangesAsked(
        first, last, changes_in_law(found, first, last), changes_in_knowledge(found, first, last)
    )


# What a small register says is remembered by its rows: nobody may change it.
_remembered = lru_cache(6)(_asked)


@require_safe
def agreement_changes(request: HttpRequest) -> TemplateResponse:
    """Changes in law whole, those in knowledge by pages: whoever fills a register writes much down on one day."""
    asked = changes_asked(request)
    page = page_of(request, asked.in_knowledge, PER_PAGE)
    in_law = asked.in_law if page.number == 1 else []
    notes = Notes()
    context = {
        "asked": asked,
        "in_law": [(each, _numbers(each, notes)) for each in in_law],
        "in_knowledge": [(each, _numbers(each, notes)) for each in page.object_list],
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
    """`form`: json or csv."""
    asked = changes_asked(request)
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
        for each in asked.in_law
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
        for each in asked.in_knowledge
    ]
    if form == "json":
        return thing_answer({"from": asked.first, "to": asked.last, "count": len(rows), "changes": rows})
    name = f"agreements-changes-{asked.first}-{asked.last}.csv"
    return data_answer("csv", csv_text(COLUMNS, rows), save_as=name)


def _common(request: HttpRequest, each: InLaw | InKnowledge) -> dict[str, object]:
    return {
        "number": each.agreement.number,
        "url": absolute(request, each.url),
        "act": each.act,
        "sources": [source.key for source in each.sources],
    }
