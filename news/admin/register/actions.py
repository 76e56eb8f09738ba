"""Actions of the register: entered once, never changed. What was wrong is replaced or retracted, with a reason."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from news.admin.record import RecordAdmin, RecordInline, in_three_languages
from news.admin.register.action_form import ActionForm, EvidenceForm, EvidenceFormSet
from news.admin.register.taking_back import TakingBack
from news.agreements.exceptions import record_exception
from news.agreements.terms import Assertion
from news.models import Action, ActionSource

# Taken over from the action that is replaced.
FACTS = (
    "type",
    "actor",
    "dated_on",
    "date_precision",
    "effective_on",
    "document_number",
    "provisions",
    "by_agreement",
    "occurrence",
    "assertion",
)
WORDS = (*(f"place_{code}" for code in ("en", "ru", "be")), *(f"note_{code}" for code in ("en", "ru", "be")))
SAID = ("source", "says_en", "says_ru", "says_be", "says_on", "says_precision")


class EvidenceInline(RecordInline):
    model = ActionSource
    form = EvidenceForm
    formset = EvidenceFormSet
    can_delete = False
    autocomplete_fields = ["source"]
    verbose_name_plural = _("evidence: what each source says of it")
    fieldsets = [(None, {"fields": [("source", "says_on", "says_precision"), *in_three_languages("says")]})]

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """One to begin with; those of the action that is replaced."""
        return 0 if obj else max(len(proposed_evidence(request)), 1)


def replaced_action(request: HttpRequest) -> Action | None:
    asked = request.GET.get("replaces", "")
    return Action.objects.filter(pk=asked).first() if asked.isdecimal() and len(asked) < 19 else None


def proposed_evidence(request: HttpRequest) -> list[dict[str, Any]]:
    if not hasattr(request, "_proposed_evidence"):
        replaced = replaced_action(request)
        rows = replaced.evidence.order_by("pk").values(*SAID) if replaced else []
        request._proposed_evidence = list(rows)
    return request._proposed_evidence


@admin.register(Action)
class ActionAdmin(TakingBack, RecordAdmin):
    shows_uses = False
    form = ActionForm
    inlines = [EvidenceInline]
    autocomplete_fields = ["by_agreement"]
    new_fieldsets = [
        (
            None,
            {
                "fields": [
                    "agreement",
                    ("type", "actor"),
                    ("dated_on", "date_precision", "effective_on"),
                    ("document_number", "provisions", "by_agreement"),
                    ("occurrence", "assertion"),
                    "exception_reason",
                ]
            },
        ),
        (_("In words"), {"fields": [*in_three_languages("place", "note")]}),
        (_("Address"), {"classes": ["collapse"], "fields": ["key"]}),
    ]
    replacing_fieldsets = [
        (_("Why it is replaced"), {"fields": ["replaces", "reason"]}),
        *new_fieldsets,
    ]
    recorded_fieldsets = [
        (
            None,
            {
                "description": _("Facts stay as recorded. Only the words below may be mended."),
                "fields": [
                    "agreement_link",
                    ("type", "actor"),
                    ("dated_on", "date_precision", "effective_on"),
                    ("document_number", "provisions", "by_agreement"),
                    ("occurrence", "assertion"),
                    ("recorded_at", "recorded_by", "replaces", "replaced_by_link"),
                    "reason",
                ],
            },
        ),
        (_("In words"), {"fields": [*in_three_languages("place", "note")]}),
    ]
    recorded_readonly = (
        *FACTS,
        "agreement_link",
        "recorded_at",
        "recorded_by",
        "replaces",
        "replaced_by_link",
        "reason",
    )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj:
            return self.recorded_fieldsets
        if request.POST.get("replaces") or replaced_action(request):
            return self.replacing_fieldsets
        return self.new_fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.recorded_readonly if obj else ()

    def get_autocomplete_fields(self, request: HttpRequest) -> Any:
        return self.autocomplete_fields

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if "key" in form.base_fields:
            form.base_fields["key"].required = False
            form.base_fields["key"].help_text = _(
                "Leave it empty: it is made from the action. Part of its permanent address."
            )
        return form

    # Reached from its agreement, so it needs no place of its own on the desk.
    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial = super().get_changeform_initial_data(request)
        if replaced := replaced_action(request):
            initial |= {name: getattr(replaced, name) for name in (*FACTS, *WORDS)}
            initial |= {"agreement": replaced.agreement_id, "replaces": replaced.pk}
            if "retract" in request.GET:
                initial["assertion"] = Assertion.RETRACTED
        return initial

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        # Only to show: with initial values, evidence that is sent back unchanged would count as not filled in.
        if request.method == "GET" and obj.pk is None:
            kwargs["initial"] = proposed_evidence(request)
        return kwargs

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        if obj is None and (replaced := replaced_action(request)):
            context["replaced"] = replaced
        if obj is not None:
            context["is_replaced"] = hasattr(obj, "replaced_by")
            context["replace_query"] = urlencode({"agreement": obj.agreement_id, "replaces": obj.pk})
        return super().render_change_form(request, context, **kwargs)

    def page_title(self, obj: Any) -> str:
        return f"{obj.agreement.number}: {obj}"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.recorded_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        for finding in [doubt for formset in formsets for doubt in formset.doubts]:
            record_exception(
                form.instance.agreement, finding, form.cleaned_data["exception_reason"], by=request.user
            )

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        response = super().response_add(request, obj, post_url_continue)
        if "_addanother" in request.POST:
            return HttpResponseRedirect(f"{request.path}?{urlencode({'agreement': obj.agreement_id})}")
        return response

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self.response_post_save_change(request, obj)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Back to the agreement, where its status now says what follows."""
        return HttpResponseRedirect(reverse("admin:news_agreement_change", args=[obj.agreement_id]))

    @admin.display(description=_("agreement"))
    def agreement_link(self, action: Action) -> SafeString:
        address = reverse("admin:news_agreement_change", args=[action.agreement_id])
        return format_html('<a href="{}">{} {}</a>', address, action.agreement.number, action.agreement.name)

    @admin.display(description=_("replaced by"))
    def replaced_by_link(self, action: Action) -> SafeString | str:
        later = getattr(action, "replaced_by", None)
        if later is None:
            return "–"
        return format_html('<a href="{}">{}</a>', reverse("admin:news_action_change", args=[later.pk]), later)
