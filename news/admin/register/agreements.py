"""Agreements: one form takes an instrument in the order of the paper; its status is computed beside it, never typed."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from news.admin.record import CitedAdmin, RecordAdmin, in_three_languages
from news.admin.register.agreement_parts import (
    ActionInline,
    AgreementForm,
    EnteredInline,
    ParticipationInline,
    RelationInline,
    TitleInline,
)
from news.admin.register.documents import TextDocuments
from news.admin.register.entry.form import EntryForm
from news.admin.register.entry.outlook import EntryOutlook
from news.admin.register.importing.views import RegisterImport
from news.admin.register.obligation_parts import ObligationInline
from news.admin.register.texts import AgreementTexts
from news.agreements.dossiers import dossiers
from news.agreements.terms import StatusValue
from news.agreements.words import short_note, state_of
from news.models import Actor, Agreement, StatusSpan


class AgreementChangeList(ChangeList):
    """Reads what the statuses of the page need at once."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        today = timezone.localdate()
        for dossier in dossiers(self.result_list):
            status = dossier.status(today)
            dossier.agreement.state_shown = state_of(status)
            dossier.agreement.note_shown = short_note(dossier, status)


class StatusFilter(admin.SimpleListFilter):
    """By status today, of the spans that are kept of each."""

    title = _("status today")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return StatusValue.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in StatusValue.values:
            return queryset
        spans = StatusSpan.objects.on(timezone.localdate()).filter(status=self.value())
        return queryset.filter(pk__in=spans.values("agreement"))


@admin.register(Agreement)
class AgreementAdmin(EntryForm, EntryOutlook, RegisterImport, AgreementTexts, TextDocuments, CitedAdmin):
    kind = "agreement"
    key_field = "slug"
    form = AgreementForm
    inlines = [
        TitleInline,
        ParticipationInline,
        ActionInline,
        EnteredInline,
        RelationInline,
        ObligationInline,
    ]
    list_display = ["number", "name", "designation_shown", "status_today", "family_shown", "checked_on"]
    list_display_links = ["number", "name"]
    list_filter = [StatusFilter, "family", "designation", "topics"]
    search_fields = ["number", "slug", "name_en", "name_ru", "name_be", "titles__text"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("number", "slug"),
                    ("family", "designation", "adopting_organ"),
                    *in_three_languages("name"),
                ]
            },
        ),
        (
            _("Conclusion, consent, entry into force"),
            {
                "fields": [
                    *in_three_languages("place"),
                    "consent_mode",
                    ("entry_into_force_rule", "entry_into_force_days", "entry_into_force_provision"),
                    "provisional_application_allowed",
                ]
            },
        ),
        (
            _("Term"),
            {
                "fields": [
                    ("duration_years", "renews_itself", "renewal_years", "notice_months"),
                    "term_source",
                ]
            },
        ),
        (
            _("What it says"),
            {"fields": ["text_availability", "texts_held", *in_three_languages("abstract"), "topics"]},
        ),
        (_("Record"), {"fields": ["checked_on", "used_in"]}),
    ]
    # Places of the fieldsets above, and the rows between them, as on the paper.
    paper = (
        *(0, TitleInline, ParticipationInline, 1, 2),
        *(ActionInline, EnteredInline, RelationInline, ObligationInline, 3, 4),
    )

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return AgreementChangeList

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fields = super().get_readonly_fields(request, obj)
        if obj is None:
            return fields
        # What the database holds for good, too (news/models/agreement_triggers.py).
        return (*fields, "number", *(("family", "adopting_organ") if self.has_actions(obj) else ()))

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """On its own page, where its status says what follows."""
        return HttpResponseRedirect(reverse("admin:news_agreement_change", args=[obj.pk]))

    def has_actions(self, obj: Any) -> bool:
        if not hasattr(obj, "_has_actions"):
            obj._has_actions = obj.actions.exists()
        return obj._has_actions

    @admin.display(description=_("name"), ordering="name_en")
    def name(self, agreement: Agreement) -> str:
        return agreement.name

    @admin.display(description=_("designation"), ordering="designation")
    def designation_shown(self, agreement: Agreement) -> str:
        return agreement.get_designation_display()

    @admin.display(description=_("family"), ordering="family")
    def family_shown(self, agreement: Agreement) -> str:
        return agreement.get_family_display()

    @admin.display(description=_("status today"))
    def status_today(self, agreement: Any) -> SafeString:
        context = {"state": agreement.state_shown, "note": agreement.note_shown}
        return render_to_string("news/_agreement_state_in_admin.html", context)


@admin.register(Actor)
class ActorAdmin(RecordAdmin):
    list_display = ["code", "kind_shown", "iso_code", "name_en", "name_ru", "name_be"]
    list_filter = ["kind"]
    search_fields = ["code", "name_en", "name_ru", "name_be"]
    fieldsets = [(None, {"fields": [("code", "kind", "iso_code"), *in_three_languages("name")]})]

    @admin.display(description=_("kind"), ordering="kind")
    def kind_shown(self, actor: Actor) -> str:
        return actor.get_kind_display()
