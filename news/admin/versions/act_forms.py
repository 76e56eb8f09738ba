"""What an act asks for before it is done: a comment, a reason, the article to merge into."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from news.admin.versions.form import DAY_AND_HOUR
from news.models import Article
from news.publishing import RefusedError


class AskingForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)

    def refuse(self, refusal: RefusedError) -> None:
        """The reasons beside the fields they are about, or above all."""
        for reason in refusal.reasons:
            self.add_error(reason.field if reason.field in self.fields else None, str(reason.message))


class CommentForm(AskingForm):
    comment = forms.CharField(
        label=_("What is to be done"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Read by the author, never by readers."),
    )


class OwnTextForm(AskingForm):
    own_text_reason = forms.CharField(
        label=_("Why you publish it yourself"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the desk: nobody else is here and it cannot wait, only a date is mended …"),
    )
    publish_at = forms.DateTimeField(required=False, input_formats=DAY_AND_HOUR, widget=forms.HiddenInput)

    def chosen_moment(self) -> datetime | None:
        try:
            return self.fields["publish_at"].clean(self["publish_at"].value())
        except ValidationError:
            return None


class ReasonForm(AskingForm):
    """Why an article goes, for readers."""

    reason_en = forms.CharField(label=_("Reason (English)"), widget=forms.Textarea(attrs={"rows": 3}))
    reason_ru = forms.CharField(
        label=_("Reason (Russian)"), widget=forms.Textarea(attrs={"rows": 3, "lang": "ru"}), required=False
    )
    reason_be = forms.CharField(
        label=_("Reason (Belarusian)"), widget=forms.Textarea(attrs={"rows": 3, "lang": "be"}), required=False
    )

    @property
    def reasons(self) -> dict[str, str]:
        return {name.removeprefix("reason_"): text for name, text in self.cleaned_data.items()}


class MergeForm(AskingForm):
    into = forms.ModelChoiceField(
        label=_("Which article stays"),
        queryset=Article.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose the article that stays.")},
    )
    comment = forms.CharField(
        label=_("Why, for the desk"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )

    def offer(self, articles: list[Article]) -> None:
        """`articles`: with the headline each is chosen by, as `headline`."""
        field = self.fields["into"]
        field.queryset = Article.objects.filter(pk__in=[article.pk for article in articles])
        field.choices = [(article.pk, article) for article in articles]
