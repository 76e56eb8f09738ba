"""What an editor enters of an agreement, in the order of the paper: titles, participants, actions, relations."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from news.admin.record import RecordInline, in_three_languages
from news.admin.register.entry.asking import asks_only
from news.admin.register.entry.fields import ActorField, Keyed, KeyField
from news.admin.register.entry.rows import MOST_ACTIONS, ActionRow, ActionRows
from news.admin.rows import InlineRows
from news.agreements.rules import ACYCLIC, makes_a_cycle
from news.agreements.terms import ConsentMode, Designation, EntryIntoForceRule, Family, TitleKind
from news.models import Action, Agreement, AgreementTitle, Participation, Relation, Source


class AgreementForm(Keyed, forms.ModelForm):
    term_source = KeyField(Source, label=_("source of the term"))

    class Meta:
        model = Agreement
        fields: list[str] = []  # the admin names them
        widgets = {"topics": forms.CheckboxSelectMultiple}

    def is_valid(self) -> bool:
        """A button that only asks saves nothing."""
        return super().is_valid() and not asks_only(self.data)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        family = cleaned.get("family") or self.instance.family
        if family:
            self._check_family(Family(family), cleaned)
        self._check_entry(cleaned)
        self._check_term(cleaned)
        return cleaned

    def _check_family(self, family: Family, cleaned: dict[str, Any]) -> None:
        designation, organ = cleaned.get("designation"), cleaned.get("adopting_organ")
        if designation and designation not in Designation.of(family):
            self.add_error("designation", _("This is not a designation of the chosen family."))
        if family == Family.ORGAN_ACT:
            # An act of an organ has no other way of consent.
            cleaned["consent_mode"] = ConsentMode.ADOPTION_BY_ORGAN
            if "adopting_organ" in self.fields and not organ:
                self.add_error("adopting_organ", _("Which organ adopted it?"))
        else:
            if organ:
                self.add_error("adopting_organ", _("A treaty is not adopted by an organ: leave it empty."))
            if cleaned.get("consent_mode") == ConsentMode.ADOPTION_BY_ORGAN:
                self.add_error("consent_mode", _("A treaty is not adopted by an organ."))

    def _check_entry(self, cleaned: dict[str, Any]) -> None:
        unknown = cleaned.get("entry_into_force_rule") == EntryIntoForceRule.UNKNOWN
        if unknown and cleaned.get("entry_into_force_days") is not None:
            self.add_error("entry_into_force_days", _("Days after what? Choose how it enters into force."))

    def _check_term(self, cleaned: dict[str, Any]) -> None:
        has_term = cleaned.get("duration_years") is not None or cleaned.get("renews_itself")
        if has_term and not cleaned.get("term_source") and "term_source" not in self.errors:
            self.add_error("term_source", _("Name the source of the term."))
        if cleaned.get("renewal_years") is not None and not cleaned.get("renews_itself"):
            self.add_error("renewal_years", _("Tick that it renews itself."))


class TitleForm(Keyed, forms.ModelForm):
    source = KeyField(Source, label=_("source"))

    class Meta:
        model = AgreementTitle
        fields: list[str] = []  # the admin names them

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        official = cleaned.get("kind") == TitleKind.OFFICIAL
        if official and not cleaned.get("source") and "source" not in self.errors:
            self.add_error("source", _("An official title names its source."))
        return cleaned


def kept(formset: InlineRows) -> list[Any]:
    """The filled forms that are not to be deleted, as far as they are valid."""
    return [
        form
        for form in formset.forms
        if getattr(form, "cleaned_data", None) and not form.cleaned_data.get("DELETE") and not form.errors
    ]


class TitleFormSet(InlineRows):
    def clean(self) -> None:
        super().clean()
        official: set[str] = set()
        for form in kept(self):
            if form.cleaned_data["kind"] == TitleKind.OFFICIAL:
                if form.cleaned_data["language"] in official:
                    form.add_error("kind", _("One official title a language; the other side's is a variant."))
                official.add(form.cleaned_data["language"])


class TitleInline(RecordInline):
    model = AgreementTitle
    form = TitleForm
    formset = TitleFormSet
    fieldsets = [(None, {"fields": [("kind", "language", "source"), "text"]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("source")


class ParticipationForm(Keyed, forms.ModelForm):
    actor = ActorField(required=True, nobody="---------", label=_("actor"))

    class Meta:
        model = Participation
        fields: list[str] = []  # the admin names them


class ParticipationFormSet(InlineRows):
    def clean(self) -> None:
        """Rule 13, from the other end: who has acted stays."""
        super().clean()
        acted = set(self.instance.actions.values_list("actor", flat=True)) if self.instance.pk else set()
        for form in self.forms:
            row = form.instance
            leaving = getattr(form, "cleaned_data", {}).get("DELETE") or "actor" in form.changed_data
            before = form.initial.get("actor")
            if row.pk and leaving and before and before.pk in acted:
                raise forms.ValidationError(
                    _("A participant with recorded actions stays: actions are never taken away.")
                )


class ParticipationInline(RecordInline):
    model = Participation
    form = ParticipationForm
    formset = ParticipationFormSet
    verbose_name_plural = _("participants (of treaties)")
    fieldsets = [(None, {"fields": [("actor", "role")]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("actor")


class ActionInline(admin.TabularInline):
    """What is recorded, to read: an action is entered on a page of its own, with its sources."""

    model = Action
    fk_name = "agreement"
    template = "admin/news/agreement/actions.html"
    extra = 0
    can_delete = False
    ordering = ["dated_on", "recorded_at"]
    fields: list[str] = []
    verbose_name_plural = _("actions, in the order of time")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).select_related("actor", "replaced_by")
        return rows.prefetch_related("evidence__source")


class EnteredInline(RecordInline):
    """Actions to be recorded with this saving; what is recorded stands above and stays as it is."""

    model = Action
    fk_name = "agreement"
    form = ActionRow
    formset = ActionRows
    template = "admin/news/agreement/entered.html"
    can_delete = False
    max_num = MOST_ACTIONS
    verbose_name_plural = _(
        "actions to add, in the order of the paper: signatures, approval, exchange, entry into force"
    )
    fieldsets = [
        (None, {"fields": [("type", "actor", "dated_on"), ("occurrence", "assertion")]}),
        (
            _("More about it"),
            {
                "classes": ["collapse"],
                "fields": [
                    ("effective_on", "document_number", "provisions", "by_agreement"),
                    *in_three_languages("place", "note"),
                ],
            },
        ),
    ]

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).none()


class RelationForm(Keyed, forms.ModelForm):
    to_agreement = KeyField(
        Agreement, required=True, label=_("to agreement"), help_text=_("Its number: A 5.")
    )
    source = KeyField(Source, required=True, label=_("source"))

    class Meta:
        model = Relation
        fields: list[str] = []  # the admin names them

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begin, end = cleaned.get("effective_from"), cleaned.get("effective_to")
        if begin and end and end < begin:
            self.add_error("effective_to", _("It cannot end before it begins."))
        if cleaned.get("to_agreement") and cleaned["to_agreement"].pk == self.instance.from_agreement_id:
            self.add_error("to_agreement", _("An agreement has no relation to itself."))
        return cleaned


class RelationFormSet(InlineRows):
    def clean(self) -> None:
        """Rule 26: what amends, supersedes or rests on another cannot in the end do so to itself."""
        super().clean()
        if not self.instance.pk:
            return
        for predicate in ACYCLIC:
            others = Relation.objects.filter(predicate=predicate).exclude(from_agreement=self.instance)
            edges = list(others.values_list("from_agreement", "to_agreement"))
            for form in kept(self):
                if form.cleaned_data["predicate"] == predicate:
                    edge = (self.instance.pk, form.cleaned_data["to_agreement"].pk)
                    if makes_a_cycle(edges, edge):
                        form.add_error(
                            "to_agreement",
                            _("Rule 26: the other agreement already rests on this one in the same way."),
                        )


class RelationInline(RecordInline):
    model = Relation
    fk_name = "from_agreement"
    form = RelationForm
    formset = RelationFormSet
    verbose_name_plural = _("relations to other agreements")
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("predicate", "to_agreement", "source"),
                    ("from_provision", "to_provision", "effective_from", "effective_to"),
                ]
            },
        )
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("to_agreement", "source")
