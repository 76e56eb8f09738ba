"""The panel beside the form: which status the instrument would have and by which rule, what is refused, what would follow."""

from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path

from config.web import dates
from news.admin.register.entry.sheet import Sheet, field_of
from news.agreements.proposals import Proposal
from news.agreements.rules import Finding, words
from news.agreements.words import rule_words, sentence, state_of

PANEL = "admin/news/agreement/_outlook.html"


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule finds. `row`: the number of the row it names, 0 for what is recorded; a doubtful one has a field for
    the reason why it stands, and what is typed there."""

    rule: int
    words: str
    row: int
    anchor: str
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Proposed:
    proposal: Proposal

    @property
    def title(self) -> str:
        return f"{self.proposal.type.label}, {dates.partial_date(self.proposal.dated)}"


@dataclass(frozen=True)
class Outlook:
    sheet: Sheet

    @property
    def state(self) -> Any:
        return state_of(self.sheet.status)

    @property
    def sentence(self) -> str:
        return sentence(self.sheet.dossier, self.sheet.status)

    @property
    def rule(self) -> str:
        return rule_words(self.sheet.status)

    @property
    def used(self) -> list[str]:
        """The actions it rests on, in the order of time."""
        actors = {actor.code: actor.name for actor in self.sheet.dossier.required}
        return [
            ", ".join(
                filter(None, [dates.partial_date(each.dated), str(each.type.label), actors.get(each.actor)])
            )
            for each in self.sheet.status.used
        ]

    @property
    def refused(self) -> list[Found]:
        return [self._found(finding) for finding in self.sheet.refusals]

    @property
    def doubtful(self) -> list[Found]:
        return [self._found(finding) for finding in self.sheet.doubts]

    def _found(self, finding: Finding) -> Found:
        row = next((row for row in self.sheet.rows if row.instance.key == finding.action), None)
        number = self.sheet.entered.forms.index(row) + 1 if row else 0
        anchor = f"{row.prefix}-row" if row else ""
        return Found(
            finding.rule, words(finding), number, anchor, field_of(finding), self.sheet.reason(finding)
        )

    @property
    def proposed(self) -> list[Proposed]:
        return [Proposed(each) for each in self.sheet.proposals]

    @property
    def unsourced(self) -> int:
        """Rows that decide nothing yet: no source is named."""
        return sum(not row.said for row in self.sheet.rows)


class EntryOutlook:
    """Mixed into AgreementAdmin."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.outlook_view)
        return [
            path("add/outlook/", view, name="news_agreement_outlook_new"),
            path("<int:pk>/outlook/", view, name="news_agreement_outlook"),
            *super().get_urls(),
        ]

    def outlook_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """POST: what would follow from what the form holds. Nothing is written."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        agreement = self.get_object(request, str(pk)) if pk else None
        if pk and agreement is None:
            raise Http404
        may = (
            self.has_change_permission(request, agreement) if agreement else self.has_add_permission(request)
        )
        if not may:
            raise PermissionDenied
        outlook = Outlook(self.typed_sheet(request, agreement))
        return JsonResponse(_as_data(outlook) | {"panel": render_to_string(PANEL, {"outlook": outlook})})

    def typed_sheet(self, request: HttpRequest, agreement: Any) -> Sheet:
        """The form and its rows, read and checked as on saving, and left at that."""
        fields = flatten_fieldsets(self.get_fieldsets(request, agreement))
        form_class = self.get_form(request, agreement, change=agreement is not None, fields=fields)
        form = form_class(request.POST, instance=agreement)
        form.is_valid()
        sheet = self.sheet_of(request, form.instance, change=agreement is not None, holds=False)[0]
        if sheet.participations is not None:
            sheet.participations.is_valid()
        if sheet.entered is not None:
            sheet.entered.is_valid()
        return sheet


def _as_data(outlook: Outlook) -> dict[str, Any]:
    status = outlook.sheet.status
    return {
        "status": {
            "value": status.value,
            "label": outlook.state.label,
            "sentence": outlook.sentence,
            "rule": status.rule,
            "why": outlook.rule,
        },
        "used": outlook.used,
        "refused": _found(outlook.refused),
        "doubtful": _found(outlook.doubtful),
        "proposals": [
            {
                "type": each.proposal.type,
                "date": str(each.proposal.dated),
                "occurrence": each.proposal.occurrence,
                "by": each.proposal.by_agreement,
                "rule": each.proposal.rule,
                "why": each.proposal.why,
            }
            for each in outlook.proposed
        ],
    }


def _found(found: list[Found]) -> list[dict[str, Any]]:
    return [{"rule": each.rule, "words": each.words, "row": each.row} for each in found]
