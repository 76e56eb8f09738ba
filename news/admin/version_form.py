"""The form of one version's text, in the order in which it is written, and the small form of a day to publish on."""

import hashlib
import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from news.models import Act, ArticleVersion
from news.publishing import LATER_ACTS, OPENING_ACTS
from news.readiness_rules import HEADLINE_LENGTH, STANDFIRST_LENGTH

ONE_A_LINE = _("One statement a line, each with its source note at the end: … [^key]")
# What two editors could overwrite of each other.
WRITTEN = (
    "headline",
    "standfirst",
    "body",
    "confirmed",
    "claimed",
    "unknown",
    "byline",
    "dateline",
    "lead_image_id",
    "act",
    "note",
    "translated_from_id",
    "translation_method",
    "reviewed_by",
    "reviewed_on",
)


def fingerprint(version: ArticleVersion) -> str:
    """The same for the same content: tells whether a draft was changed since its form was opened."""
    values = [str(getattr(version, name) or "").replace("\r\n", "\n") for name in WRITTEN]
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:16]


def area(rows: int, **attrs: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "vLargeTextField"} | attrs)


class VersionForm(forms.ModelForm):
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ArticleVersion
        fields: list[str] = []  # the admin names them
        widgets = {
            "headline": area(2, **{"data-counter": HEADLINE_LENGTH, "data-one-line": ""}),
            "standfirst": area(3, **{"data-counter": STANDFIRST_LENGTH}),
            "body": area(24, **{"data-toolbar": ""}),
            "confirmed": area(4),
            "claimed": area(4),
            "unknown": area(4),
            "note": area(3),
        }
        help_texts = {
            "headline": _("It attributes a claim: “State Secretary: …”. At most 110 characters are best."),
            "standfirst": _(
                "Two or three sentences that stand for the whole. At most 260 characters are best."
            ),
            "body": _(
                "An empty line between paragraphs. How to cite, quote and link stands beside the text."
            ),
            "confirmed": ONE_A_LINE,
            "claimed": ONE_A_LINE,
            "unknown": _("One statement a line."),
            "byline": _("Who wrote it; empty for the desk."),
            "dateline": _("Where it was written: Moscow."),
            "note": _("Shown to readers under “What changed”: what stood before, what stands now, and why."),
            "translated_from": _("The published text that this one follows."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        if "headline" not in self.fields:  # a public version, shown and not edited
            return
        # A draft may be incomplete; publishing asks for the rest.
        self.fields["headline"].required = False
        self.initial["seen"] = fingerprint(self.instance)
        others = self.instance.article.versions.exclude(pk=self.instance.pk)
        self._offer_acts(others)
        originals = others.exclude(language=self.instance.language).filter(live_from__isnull=False)
        self.fields["translated_from"].queryset = originals.select_related("article").defer("body")
        self.fields["translated_from"].label_from_instance = lambda version: (
            f"{version.get_language_display()} {version.number}: {version.headline}"
        )
        for name in ("lead_image", "translated_from"):
            widget = self.fields[name].widget
            widget.can_change_related = widget.can_delete_related = False
            widget.can_add_related = widget.can_view_related = name == "lead_image"
        for name in ("headline", "standfirst", "body", "confirmed", "claimed", "unknown", "note"):
            self.fields[name].widget.attrs |= {"lang": self.instance.language, "spellcheck": "true"}

    def _offer_acts(self, others: Any) -> None:
        before = others.filter(language=self.instance.language, live_from__isnull=False).exists()
        offered = (LATER_ACTS if before else OPENING_ACTS) | {self.instance.act}
        self.fields["act"].choices = [(value, label) for value, label in Act.choices if value in offered]

    def clean_headline(self) -> str:
        return " ".join(self.cleaned_data["headline"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        stored = ArticleVersion.objects.get(pk=self.instance.pk)
        if stored.live_from is not None:
            raise forms.ValidationError(
                _(
                    "Somebody published or scheduled this version meanwhile, so it cannot be changed any more. "
                    "Your text is still below: copy it, begin an update, and paste it there."
                )
            )
        if cleaned.get("seen") and cleaned["seen"] != fingerprint(stored):
            # Shown once: the next save carries the new fingerprint and replaces knowingly.
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = fingerprint(stored)
            raise forms.ValidationError(
                _(
                    "Somebody saved this draft after you opened it. Your text is still below and is not saved yet. "
                    "Open the draft in another tab to see theirs; keep the draft again to replace it with yours."
                )
            )
        if cleaned.get("translation_method") and not cleaned.get("translated_from"):
            self.add_error("translated_from", _("Say which version it translates."))
        return cleaned


class ScheduleForm(forms.Form):
    publish_at = forms.DateTimeField(
        label=_("Day and hour (Minsk time)"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("This is no day and hour. Write it as 2026-05-03 09:00.")},
    )
