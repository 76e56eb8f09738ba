"""The form of one action with its evidence: what it may be is limited by its agreement, what it is checked by the rules."""

from dataclasses import replace
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.web.partial_dates import PartialDate
from news.admin.register.action_keys import free_key, layer_of
from news.admin.register.agreement_parts import kept
from news.admin.rows import InlineRows
from news.agreements.facts import Evidence, RecordedAction
from news.agreements.rules import Finding, Subject, validate, words
from news.agreements.subjects import locked_subject
from news.agreements.terms import ActionType, Assertion, Family, Layer, Occurrence
from news.models import Action, ActionSource, Actor, Agreement


class ActionForm(forms.ModelForm):
    """A new action, or one that replaces another; of a recorded one only the words are open."""

    exception_reason = forms.CharField(
        label=_("Why it stands, although a rule doubts it"),
        help_text=_("Only where the register asks for it. The reason is published."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )

    class Meta:
        model = Action
        fields: list[str] = []  # the admin names them

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "type" not in self.fields:
            self.fields.pop("exception_reason", None)
            return
        if agreement := self._agreement():
            self._limit(agreement)
        if "replaces" in self.fields:
            self.fields["replaces"].widget = forms.HiddenInput()
        else:
            choices = [choice for choice in Assertion.choices if choice[0] != Assertion.RETRACTED]
            self.fields["assertion"].choices = choices

    def _given(self, name: str) -> str:
        """What was typed, or what the address of the form proposes."""
        return str(self.data.get(self.add_prefix(name)) or self.initial.get(name) or "")

    def _agreement(self) -> Agreement | None:
        given = self._given("agreement")
        return Agreement.objects.filter(pk=given).first() if given.isdecimal() else None

    def _limit(self, agreement: Agreement) -> None:
        self.fields["agreement"].queryset = Agreement.objects.filter(pk=agreement.pk)
        for name in ("agreement", "actor"):
            widget = self.fields[name].widget
            widget.can_add_related = widget.can_change_related = widget.can_view_related = False
        fitting = ActionType.of_family(Family(agreement.family))
        self.fields["type"].choices = [("", "---------")] + [
            choice for choice in ActionType.choices if choice[0] in fitting
        ]
        self.fields["actor"].queryset = Actor.objects.filter(
            Q(participations__agreement=agreement) | Q(adopted_acts=agreement)
        ).distinct()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "type" not in self.fields:
            return cleaned
        self.instance.layer = layer_of(cleaned.get("type"))
        if self.instance.layer == Layer.DOMESTIC and not cleaned.get("actor") and "actor" not in self.errors:
            self.add_error("actor", _("Which State did this at home?"))
        if cleaned.get("dated_on"):
            cleaned["dated_on"] = PartialDate(
                cleaned["dated_on"], cleaned.get("date_precision") or "day"
            ).earliest
        self._check_replacement(cleaned)
        if not cleaned.get("key") and "key" not in self.errors:
            cleaned["key"] = self._free_key(cleaned)
        return cleaned

    def _check_replacement(self, cleaned: dict[str, Any]) -> None:
        replaced = cleaned.get("replaces")
        if replaced is None:
            return
        if not (cleaned.get("reason") or "").strip():
            self.add_error("reason", _("Say why: the record keeps both."))
        if cleaned.get("agreement") and replaced.agreement_id != cleaned["agreement"].pk:
            self.add_error("agreement", _("An action replaces one of the same agreement."))

    def _free_key(self, cleaned: dict[str, Any]) -> str:
        actor = cleaned.get("actor")
        taken = set(Action.objects.filter(agreement=cleaned.get("agreement")).values_list("key", flat=True))
        return free_key(str(cleaned.get("type", "")), actor.code if actor else "", taken)


class EvidenceForm(forms.ModelForm):
    class Meta:
        model = ActionSource
        fields: list[str] = []  # the admin names them

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # The database keeps them as they are; words may be mended.
            for name in ("source", "says_on", "says_precision"):
                self.fields[name].disabled = True


class EvidenceFormSet(InlineRows):
    """No action without a source, none that the rules refuse, and none that they doubt without a reason."""

    doubts: list[Finding] = []

    def clean(self) -> None:
        super().clean()
        sources = [form for form in kept(self) if form.cleaned_data.get("source")]
        if not sources:
            raise forms.ValidationError(_("Name at least one source: an action without any is not shown."))
        if self.instance.pk is None and self._is_whole():
            self._check_rules(sources)

    def _is_whole(self) -> bool:
        action = self.instance
        return bool(action.agreement_id and action.type and action.dated_on)

    def _check_rules(self, sources: list[Any]) -> None:
        subject = locked_subject(self.instance.agreement_id)
        found = new_findings(subject, self.instance, [evidence_of(form.instance) for form in sources])
        refused = [finding for finding in found if finding.hard]
        # Saved with the action, for the reason given in its form.
        self.doubts = [] if refused else found
        if refused or (found and not self.data.get("exception_reason", "").strip()):
            ask = [] if refused else [_("If it is so all the same, say why and save again.")]
            raise forms.ValidationError([*map(words, refused or found), *ask])


def evidence_of(row: ActionSource) -> Evidence:
    return Evidence(row.source.key, row.source.grade, row.source.publisher_en, row.other_date)


def new_findings(subject: Subject, action: Action, evidence: list[Evidence]) -> list[Finding]:
    """What the rules find wrong with the action entered that they did not find before it."""
    today = timezone.localdate()
    entered = RecordedAction(
        key=action.key or gettext("the new action"),
        type=ActionType(action.type),
        dated=action.date,
        recorded_at=timezone.now(),
        actor=action.actor.code if action.actor else "",
        effective_on=action.effective_on,
        provisions=action.provisions,
        occurrence=Occurrence(action.occurrence),
        assertion=Assertion(action.assertion),
        replaces=action.replaces.key if action.replaces else "",
        reason=action.reason,
        by_agreement=action.by_agreement.number if action.by_agreement else "",
        evidence=tuple(evidence),
    )
    before, after = (
        validate(each, today) for each in (subject, replace(subject, actions=(*subject.actions, entered)))
    )
    known = {finding.key for finding in before}
    return [finding for finding in after if finding.key not in known]
