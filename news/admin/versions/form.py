"""The form of one version's text, in the order in which it is written, and the small form of a day to publish on."""

import secrets
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.translation import gettext_lazy as _

from config.web.dates import months_of_days
from news import publishing
from news.admin.versions.merging import MergingForm
from news.keeping import working_copies
from news.keeping.contents import content_of, packed
from news.models import Act, ArticleVersion, WorkingCopy
from news.publishing import LATER_ACTS, OPENING_ACTS
from news.readiness_rules import HEADLINE_LENGTH, STANDFIRST_LENGTH

ONE_A_LINE = _("One statement a line, each with its source note at the end: … [^key]")
# As browsers send it, and as people write it.
DAY_AND_HOUR = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]


class TextArea(forms.Textarea):
    """Browsers send line ends as CR LF; texts are stored as they were typed."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


def area(rows: int, **attrs: Any) -> TextArea:
    return TextArea(attrs={"rows": rows, "class": "vLargeTextField"} | attrs)


# The error of a form that arrives after its version became public: an update can begin from it.
LATE = "late"


class VersionForm(MergingForm):
    taken: WorkingCopy | None = None  # opened with what was typed before; set by the admin

    class Meta:
        model = ArticleVersion
        fields: list[str] = []  # the admin names them
        widgets = {
            "headline": area(2, **{"data-counter": HEADLINE_LENGTH, "data-one-line": ""}),
            "standfirst": area(3, **{"data-counter": STANDFIRST_LENGTH, "data-writing": ""}),
            "body": area(24, **{"data-writing": ""}),
            "confirmed": area(4, **{"data-writing": ""}),
            "claimed": area(4, **{"data-writing": ""}),
            "unknown": area(4, **{"data-writing": ""}),
            "note": area(3, **{"data-writing": ""}),
            # As it is stored, so that a script can compare; the calendar's own way is read as well.
            "reviewed_on": AdminDateWidget(format="%Y-%m-%d"),
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
        if self.taken:
            initial = {"seen": packed(self.taken.base), "opening": self.taken.opening}
            kwargs["initial"] = self.taken.fields | initial
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        if "headline" not in self.fields:  # a public version, shown and not edited
            return
        # A draft may be incomplete; publishing asks for the rest.
        self.fields["headline"].required = False
        self.initial.setdefault("seen", packed(content_of(self.instance)))
        self.initial.setdefault("opening", str(working_copies.Opening(secrets.token_hex(8))))
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
        # A browser that fills a reloaded form with what stood in it would mix two states of the draft; what was typed is offered.
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"
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
        self.stored = stored = working_copies.locked(self.instance)
        if stored.live_from is not None:
            raise forms.ValidationError(
                _(
                    "Somebody published or scheduled this version meanwhile, so it cannot be changed any more. "
                    "Your text is still below."
                ),
                code=LATE,
            )
        if not publishing.may(self.editor, "keep", stored):
            raise forms.ValidationError(
                _(
                    "This draft was sent for review meanwhile, so it cannot be changed now. Your text is still below: "
                    "copy it, take the draft back, and paste it there."
                )
            )
        if not self.errors:
            self.put_together(cleaned)
        if cleaned.get("translation_method") and not cleaned.get("translated_from"):
            self.add_error("translated_from", _("Say which version it translates."))
        return cleaned


class ScheduleForm(forms.Form):
    publish_at = forms.DateTimeField(
        label=_("Day and hour (Minsk time)"),
        required=False,
        input_formats=DAY_AND_HOUR,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("This is no day and hour. Write it as 2026-05-03 09:00.")},
    )

    @property
    def months(self) -> str:
        """For js/desk/schedule.js."""
        return " ".join(months_of_days())
