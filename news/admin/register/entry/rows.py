"""Rows of the entry form: actions that are not recorded yet, each with its own rows of sources."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _

from news.admin.record import in_three_languages
from news.admin.register.action_keys import free_key, layer_of
from news.admin.register.entry.fields import ActorField, Keyed, KeyField, PartialDateField
from news.admin.rows import InlineRows
from news.agreements.rules import Finding, words
from news.agreements.terms import ActionType, Assertion, Family, Layer
from news.models import Action, ActionSource, Agreement, Source

MOST_ACTIONS, MOST_SOURCES = 200, 30
# Where the words of a rule stand; those of any other above the row.
FIELD_OF_RULE = {
    **dict.fromkeys((1, 2, 3, 4, 6, 7, 8, 19), "dated_on"),
    10: "type",
    13: "actor",
    14: "type",
    23: "assertion",
}


class EvidenceRow(Keyed, forms.ModelForm):
    """One source of an action, and what it says."""

    asks_again = False
    source = KeyField(Source, label=_("source"))
    says_on = PartialDateField(
        label=_("the date it gives"), required=False, help_text=_("Only if it is not the action's date.")
    )

    class Meta:
        model = ActionSource
        fields = ["source", *in_three_languages("says")[0]]
        widgets = {
            name: forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"})
            for name in in_three_languages("says")[0]
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("source") and "source" not in self.errors and self.has_changed():
            self.add_error("source", _("Which source says so?"))
        if said := cleaned.get("says_on"):
            self.instance.says_on, self.instance.says_precision = said.on, said.precision
        return cleaned


class EvidenceRows(forms.BaseFormSet):
    def clean(self) -> None:
        super().clean()
        named: set[str] = set()
        for form in self.rows:
            key = form.cleaned_data["source"].key
            if key in named:
                form.add_error("source", _("This source is named already: put what it says together."))
            named.add(key)

    @property
    def rows(self) -> list[EvidenceRow]:
        """Those that name a source, as far as they are valid."""
        return [form for form in self.forms if not form.errors and form.cleaned_data.get("source")]


EvidenceRowsOfAction = forms.formset_factory(
    EvidenceRow, formset=EvidenceRows, extra=1, max_num=MOST_SOURCES, absolute_max=MOST_SOURCES
)


class ActionRow(Keyed, forms.ModelForm):
    """An action to be recorded with the instrument. Its key and layer follow from what is entered."""

    asks_again = False
    actor = ActorField(nobody=_("all together"), label=_("by"))
    dated_on = PartialDateField(label=_("date"))
    by_agreement = KeyField(Agreement, label=_("by agreement"))

    class Meta:
        model = Action
        fields: list[str] = []  # the admin names them

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = _grouped_types()
        self.fields["assertion"].choices = [
            choice for choice in Assertion.choices if choice[0] != Assertion.RETRACTED
        ]
        self.evidence = EvidenceRowsOfAction(
            self.data if self.is_bound else None,
            prefix=self.add_prefix("evidence"),
            form_kwargs={"known": self.known},
        )

    def has_changed(self) -> bool:
        return super().has_changed() or (self.is_bound and self.evidence.has_changed())

    @cached_property
    def changed_data(self) -> list[str]:
        """With what is entered in two fields of one, and in rows of its own: the audit tells them too."""
        return [*super().changed_data, *(["date_precision", "sources"] if self.is_bound else [])]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.instance.layer = layer_of(cleaned.get("type"))
        if self.instance.layer == Layer.DOMESTIC and not cleaned.get("actor") and "actor" not in self.errors:
            self.add_error("actor", _("Which State did this at home?"))
        if dated := cleaned.get("dated_on"):
            cleaned |= {"dated_on": dated.on, "date_precision": dated.precision}
            self.instance.date_precision = dated.precision
        cleaned["sources"] = [row.cleaned_data["source"].key for row in self.evidence.rows]
        if not self.evidence.is_valid():
            self.add_error(None, _("See what is marked at its sources."))
        elif not cleaned["sources"]:
            self.add_error(None, _("Name at least one source: an action without any is not shown."))
        return cleaned

    @property
    def said(self) -> list[ActionSource]:
        """What its sources say, not saved."""
        rows = [row.instance for row in self.evidence.rows]
        for row in rows:
            row.action = self.instance
        return rows

    @property
    def is_dated(self) -> bool:
        """Whether enough is entered to say what would follow; a source may still be wanting."""
        cleaned = getattr(self, "cleaned_data", {})
        return bool(cleaned.get("type") and cleaned.get("dated_on") and "actor" in cleaned)

    def tell(self, finding: Finding) -> None:
        name = FIELD_OF_RULE.get(finding.rule)
        self.add_error(name if name in self.cleaned_data else None, words(finding))


def _grouped_types() -> list[Any]:
    organ = set(ActionType.of_family(Family.ORGAN_ACT)) - set(ActionType.of_family(Family.TREATY))
    domestic = set(ActionType.of(Layer.DOMESTIC))
    groups = {
        _("Between the parties"): lambda value: value not in organ | domestic,
        _("At home"): lambda value: value in domestic,
        _("Of an act of an organ"): lambda value: value in organ,
    }
    return [("", "---------")] + [
        (name, [choice for choice in ActionType.choices if belongs(choice[0])])
        for name, belongs in groups.items()
    ]


class ActionRows(InlineRows):
    """The rows together: each gets a key, and all are checked by the rules with what is recorded and what else is typed."""

    sheet: Any = None
    recorded_by: AbstractUser | None = None

    @classmethod
    def get_default_prefix(cls) -> str:
        return "entered"

    @cached_property
    def rows(self) -> list[ActionRow]:
        """Those that are filled in so far that they can be dated, as they were before the rules were asked."""
        return [form for form in self.forms if not form.errors or form.is_dated if form.has_changed()]

    def clean(self) -> None:
        super().clean()
        self._name_rows()
        if self.sheet is None:
            return
        by_key = {form.instance.key: form for form in self.rows}
        for finding in self.sheet.refusals:
            if finding.action in by_key:
                by_key[finding.action].tell(finding)
            else:
                self._non_form_errors.append(words(finding))
        if any(not self.sheet.reason(doubt) for doubt in self.sheet.doubts):
            self._non_form_errors.append(
                _("Something is doubtful: say beside the form why it is so all the same, or mend it.")
            )

    def _name_rows(self) -> None:
        rows = self.rows
        is_stored = self.instance.pk is not None
        taken = set(self.instance.actions.values_list("key", flat=True)) if rows and is_stored else set()
        for form in rows:
            actor = form.cleaned_data.get("actor")
            form.instance.agreement = self.instance
            form.instance.dated_on = form.cleaned_data["dated_on"]
            form.instance.key = free_key(form.cleaned_data["type"], actor.code if actor else "", taken)
            taken.add(form.instance.key)

    def save_new(self, form: ActionRow, commit: bool = True) -> Action:
        action = super().save_new(form, commit=False)
        action.recorded_by = self.recorded_by
        action.save()
        for said in form.said:
            said.action = action
            said.save()
        return action
