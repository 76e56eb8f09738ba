"""Sources and figures grow old: which are due, and "looked at today" on their page."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.web.dates import day
from news.admin.told import refused
from news.facts_due import is_due, is_stale, last_checked, look_again, suggested_day
from news.publishing import RefusedError
from news.version_states import State

DUE = State("due", gettext_lazy("due"), "half", "claim")
STALE = State("stale", gettext_lazy("due, readers are told"), "tri", "claim")


class DueFilter(admin.SimpleListFilter):
    title = gettext_lazy("look again")
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("overdue", gettext_lazy("due")),
            ("later", gettext_lazy("later")),
            ("never", gettext_lazy("does not age")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        today = timezone.localdate()
        match self.value():
            case "overdue":
                return queryset.due(today)
            case "later":
                return queryset.filter(review_by__gt=today)
            case "never":
                return queryset.filter(review_by__isnull=True)
        return queryset


class LookAgainForm(forms.Form):
    again_by = forms.DateField(
        label=gettext_lazy("Look again by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Empty if it does not age any more."),
        error_messages={"invalid": gettext_lazy("This is no day. Write it as 2027-03-01.")},
    )


class Aging:
    """Mixed into an admin of sources or figures."""

    change_form_template = "admin/news/aging_change_form.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.look_again_view)
        name = f"news_{self.opts.model_name}_look_again"
        return [path("<int:pk>/look-again/", view, name=name), *super().get_urls()]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), "reviewed_on")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        fact, today = kwargs.get("obj"), timezone.localdate()
        if fact and self.has_change_permission(request, fact):
            form = LookAgainForm(initial={"again_by": suggested_day(fact, today)}, label_suffix="")
            context = {**context, "look_again_form": form, "is_due": is_due(fact, today)}
            context |= {"is_stale": is_stale(fact, today), "last_checked": last_checked(fact)}
            context["look_again_url"] = reverse(
                f"admin:news_{self.opts.model_name}_look_again", args=[fact.pk]
            )
        return super().render_change_form(request, context, **kwargs)

    def look_again_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """POST `again_by`."""
        fact = get_object_or_404(self.model, pk=pk)
        if not self.has_change_permission(request, fact):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = LookAgainForm(request.POST)
        if not form.is_valid():
            messages.error(request, " ".join(form.errors["again_by"]))
            return redirect(f"admin:news_{self.opts.model_name}_change", pk)
        again_by = form.cleaned_data["again_by"]
        try:
            look_again(fact, by=request.user, again_by=again_by, today=timezone.localdate())
        except RefusedError as refusal:
            refused(request, refusal)
        else:
            words = (
                _("Looked at today. To be looked at again by %(day)s.") if again_by else _("Looked at today.")
            )
            messages.success(request, words % {"day": day(again_by)} if again_by else words)
        return redirect(f"admin:news_{self.opts.model_name}_change", pk)

    @admin.display(description=gettext_lazy("look again by"), ordering="review_by")
    def due(self, fact: Any) -> str:
        today = timezone.localdate()
        if fact.review_by is None:
            return "–"
        if not is_due(fact, today):
            return day(fact.review_by)
        state = STALE if is_stale(fact, today) else DUE
        return render_to_string("admin/news/_due.html", {"day": fact.review_by, "state": state})
