"""The form of a text: what is pasted and what is known of it; it is split and checked while nothing is saved yet."""

import hashlib
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget, AutocompleteSelect
from django.utils.translation import gettext_lazy as _

from config.web.partial_dates import PartialDate
from news.agreements.dossiers import Dossier
from news.agreements.facts import RecordedAction
from news.agreements.rules import version_findings, words
from news.agreements.terms import ActionType
from news.agreements.texts.akoma_ntoso import CONCLUDED
from news.agreements.texts.splitting import Split, split
from news.agreements.texts.terms import LegalValue, TextKind
from news.models import Action, Source, TextVersion

# A request holds 2.5 MB, a Cyrillic letter takes six bytes of it.
MOST_LETTERS = 400_000


class TextForm(forms.ModelForm):
    """`previewed` in the data: the sum of what the editor last saw split; saving asks for the same words."""

    text = forms.CharField(
        label=_("Text"),
        max_length=MOST_LETTERS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false", "class": "vLargeTextField"}),
        help_text=_(
            "Pasted as it stands, a paragraph a line: “Chapter II”, “Article 4”, “1.”, “a)” are found by themselves."
        ),
    )
    other_sources = forms.CharField(
        label=_("Other sources"),
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField", "spellcheck": "false"}),
        help_text=_("Keys of sources in which some of the provisions were read, separated by commas."),
    )

    class Meta:
        model = TextVersion
        fields = [
            "language",
            "kind",
            "translated_from",
            "valid_from",
            "consolidates",
            "is_part",
            "legal_value",
            "authentic",
            "source",
            "replaces",
            "reason",
        ]

    field_order = ["text", *Meta.fields[:-2], "other_sources"]

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.dossier = dossier
        self.instance.agreement = dossier.agreement
        self.result = Split((), ())
        self.fields["valid_from"].widget = AdminDateWidget()
        source = self.fields["source"]
        source.widget = AutocompleteSelect(TextVersion._meta.get_field("source"), admin.site)
        source.widget.choices = source.choices
        amendments = Action.objects.filter(agreement=dossier.agreement, type=ActionType.AMENDED)
        self.fields["consolidates"].queryset = amendments
        self.fields["consolidates"].widget = forms.CheckboxSelectMultiple(
            choices=self.fields["consolidates"].choices
        )
        if not amendments:
            del self.fields["consolidates"]
        standing = TextVersion.objects.standing().filter(agreement=dossier.agreement)
        self.fields["replaces"].queryset = standing
        if not standing:
            del self.fields["replaces"], self.fields["reason"]

    @property
    def sum(self) -> str:
        """Of the words as pasted, their language and day: what a preview shows depends on."""
        parts = (str(self.data.get(name, "")) for name in ("text", "language", "valid_from", "replaces"))
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    @property
    def was_previewed(self) -> bool:
        return self.data.get("previewed") == self.sum

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("text") and cleaned.get("language"):
            self.result = split(cleaned["text"], cleaned["language"])
            for error in self.result.errors:
                self.add_error(
                    "text", _("Line %(line)d: %(words)s") % {"line": error.line, "words": error.text}
                )
        self._check_value(cleaned)
        self._check_replacement(cleaned)
        if cleaned.get("valid_from") and cleaned.get("kind"):
            self._check_day(cleaned)
        return cleaned

    def clean_other_sources(self) -> list[Source]:
        keys = [key for each in self.cleaned_data["other_sources"].split(",") if (key := each.strip())]
        found = {source.key: source for source in Source.objects.filter(key__in=keys)}
        if missing := [key for key in keys if key not in found]:
            raise forms.ValidationError(
                _("No source has the key %(keys)s."), params={"keys": ", ".join(missing)}
            )
        return [found[key] for key in dict.fromkeys(keys)]

    def _check_value(self, cleaned: dict[str, Any]) -> None:
        is_translation = cleaned.get("kind") == TextKind.TRANSLATION
        if is_translation and not cleaned.get("translated_from"):
            self.add_error("translated_from", _("From which language?"))
        if is_translation and cleaned.get("translated_from") == cleaned.get("language"):
            self.add_error("translated_from", _("A translation is from another language."))
        if not is_translation and cleaned.get("translated_from"):
            self.add_error("translated_from", _("Only a translation is translated."))
        if is_translation and cleaned.get("authentic"):
            self.add_error("authentic", _("A translation is not in an authentic language."))
        if cleaned.get("legal_value") == LegalValue.AUTHENTIC:
            if cleaned.get("kind") not in (TextKind.ORIGINAL, TextKind.CERTIFIED_COPY):
                self.add_error(
                    "legal_value", _("Only the text as concluded, or a certified copy, is authentic.")
                )
            elif not cleaned.get("authentic"):
                self.add_error("authentic", _("An authentic text is in an authentic language."))

    def _check_replacement(self, cleaned: dict[str, Any]) -> None:
        replaced = cleaned.get("replaces")
        if replaced is None:
            return
        if not (cleaned.get("reason") or "").strip():
            self.add_error("reason", _("Say why: readers see it, and both texts stay."))
        place = (replaced.language, replaced.valid_from)
        if place != (cleaned.get("language"), cleaned.get("valid_from")):
            self.add_error("replaces", _("A text replaces one of the same language and day."))

    def _check_day(self, cleaned: dict[str, Any]) -> None:
        """Rule 24."""
        taken_in = [_name(action) for action in cleaned.get("consolidates", [])]
        if taken_in and cleaned["kind"] != TextKind.CONSOLIDATED:
            self.add_error("consolidates", _("Only a consolidated text takes in amendments."))
        held = self.dossier.held
        amendments = {
            _name(self.dossier.actions[a.key]): a.counts_from for a in held if a.type == ActionType.AMENDED
        }
        for finding in version_findings(cleaned["valid_from"], _first_day(held), amendments, taken_in):
            self.add_error("valid_from", words(finding))

    def _get_validation_exclusions(self) -> set[str]:
        """The agreement is not asked for, but the database's rules about it are checked."""
        return super()._get_validation_exclusions() - {"agreement"}


def _first_day(held: list[RecordedAction]) -> PartialDate | None:
    return next((action.dated for action in held if action.type in CONCLUDED), None)


def _name(action: Action) -> str:
    return action.by_agreement.number if action.by_agreement else action.key
