"""Reports of mistakes at the desk: read as they came, answered once, by an act."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from news import mistakes
from news.admin.record import RecordAdmin
from news.kinds import kind_named
from news.models import MistakeReport, MistakeState

OUTCOMES = [choice for choice in MistakeState.choices if choice[0] != MistakeState.OPEN]


class StateFilter(admin.SimpleListFilter):
    """What waits, unless asked otherwise."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*OUTCOMES, ("all", _("All"))]

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        return [first | {"display": MistakeState.OPEN.label}, *others]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "all":
            return queryset
        return queryset.filter(state=self.value() or MistakeState.OPEN)


class AnswerForm(forms.ModelForm):
    state = forms.ChoiceField(label=_("What was it?"), choices=OUTCOMES, widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("What came of it"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "For the desk: what was corrected, or why nothing was. Saving deletes the reader’s address: write to them first."
        ),
    )

    class Meta:
        model = MistakeReport
        fields = ["state", "answer"]

    def _post_clean(self) -> None:
        """The act says what may be; the row stays as it was until then."""


@admin.register(MistakeReport)
class MistakeReportAdmin(RecordAdmin):
    shows_uses = False
    form = AnswerForm
    list_display = ["said", "state", "page", "language", "reported_at"]
    list_filter = [StateFilter]
    list_display_links = ["said"]
    ordering = ["-reported_at", "-pk"]
    told = ["where", "thing", "text", "evidence", "address", "reported_at"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [
            *self.told,
            "state",
            "answer",
            *(["answered_by", "answered_at"] if not self._waits(obj) else []),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """All of it, once it is answered."""
        return self.told if self._waits(obj) else self.get_fields(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if form.cleaned_data:
            mistakes.answer(
                obj, by=request.user, state=form.cleaned_data["state"], words=form.cleaned_data["answer"]
            )

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """The act has written it down."""

    def _waits(self, obj: Any) -> bool:
        return obj is not None and obj.state == MistakeState.OPEN

    @admin.display(description=_("what is wrong"))
    def said(self, obj: MistakeReport) -> str:
        return obj.text if len(obj.text) <= 80 else f"{obj.text[:80]}…"

    @admin.display(description=_("page"))
    def where(self, obj: MistakeReport) -> SafeString:
        return format_html('<a href="{}">{}</a>', obj.page, obj.page)

    @admin.display(description=_("what it is about"))
    def thing(self, obj: MistakeReport) -> str:
        kind = kind_named(obj.kind)
        return f"{kind}: {obj.key}" if kind else "–"
