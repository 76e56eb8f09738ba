"""Writes everything saved in the admin into the audit, with old and new values, and shows a thing's entries as its history."""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model
from django.forms import BaseFormSet, ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from news import audit
from news.admin.audit.words import in_words

# Known to the account alone; that they changed is said, never to what.
SECRET = frozenset({"password", "password1", "password2", "usable_password"})
HIDDEN = "•••"
PER_PAGE = 50

Changes = tuple[dict[str, Any], dict[str, Any]]


class Audited:
    """Mixed into a ModelAdmin, before it. Django's own log (LogEntry) is left empty: it knows no values and can be changed."""

    history_template = "admin/audit_history.html"

    def construct_change_message(
        self, request: HttpRequest, form: ModelForm, formsets: list[BaseFormSet] | None, add: bool = False
    ) -> Changes:
        """What `log_addition` and `log_change` are given: values before and after, of the row and of its parts."""
        old, new = changes_of_form(form, is_new=add)
        for formset in formsets or []:
            for name, before, after in changes_of_parts(formset):
                old |= {name: before} if before else {}
                new |= {name: after} if after else {}
        return old, new

    def log_addition(self, request: HttpRequest, obj: Model, message: Changes) -> None:
        audit.record(obj, by=request.user, act="add", new=message[1])

    def log_change(self, request: HttpRequest, obj: Model, message: Changes) -> None:
        old, new = message
        if old or new:
            audit.record(obj, by=request.user, act="change", old=old, new=new)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:
        for obj in queryset:
            audit.record(obj, by=request.user, act="delete", old=stored_values(obj))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        page = Paginator(audit.entries_of(obj), PER_PAGE).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Who did what: %(thing)s") % {"thing": obj},
            "entries": [in_words(entry) for entry in page],
            "page_obj": page,
            "object": obj,
            "opts": self.opts,
            "media": self.media,
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.history_template, context)


def changes_of_form(form: ModelForm, *, is_new: bool) -> Changes:
    secret = {name: HIDDEN for name in form.changed_data if name in SECRET}
    names = [name for name in form.changed_data if name in form.cleaned_data and name not in SECRET]
    new = {name: form.cleaned_data[name] for name in names}
    old = {} if is_new else {name: _initial(form, name) for name in names}
    if is_new:
        new = {name: value for name, value in new.items() if value not in (None, "", [])}
    return old, new | secret


def changes_of_parts(formset: BaseFormSet) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Rows that belong to the thing, each by its name: ("figurevalue:trade/2025", before, after)."""
    forms = {id(form.instance): form for form in formset.forms if hasattr(form, "cleaned_data")}
    for row in formset.new_objects:
        yield name_of(row), {}, changes_of_form(forms[id(row)], is_new=True)[1]
    for row, _names in formset.changed_objects:
        yield name_of(row), *changes_of_form(forms[id(row)], is_new=False)
    for row in formset.deleted_objects:
        yield name_of(row), stored_values(row), {}


def name_of(row: Model) -> str:
    return ":".join(audit.name_of(row))


def stored_values(row: Model) -> dict[str, Any]:
    """What is lost with a row: its columns that hold anything, rows it points to by their names."""
    values = {
        field.name: getattr(row, field.name, None)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in SECRET
    }
    return {name: value for name, value in values.items() if value not in (None, "")}


def _initial(form: ModelForm, name: str) -> Any:
    """As `cleaned_data` holds it: rows instead of their numbers."""
    value = form.get_initial_for_field(form.fields[name], name)
    rows = getattr(form.fields[name], "queryset", None)
    if rows is None or value in (None, ""):
        return value
    if isinstance(value, list | tuple):
        return [*rows.model._default_manager.filter(pk__in=[getattr(each, "pk", each) for each in value])]
    return rows.model._default_manager.filter(pk=getattr(value, "pk", value)).first()
