"""A source, figure or person entered without leaving the text: a short form, with the admin's own rules and permissions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from config.web.text import slugify_cyrillic
from config.web.translated import LANGUAGES
from news.admin.figures import FigureValueInline
from news.admin.people import OfficeInline
from news.admin.record import in_three_languages
from news.admin.references.search import choices
from news.kinds import Kind, kind_named

KEY_LENGTH = 80


class ShortInline:
    """One row, its links to other things given by their keys, which the picker finds."""

    autocomplete_fields = ()
    extra = 1
    max_num = 1
    can_delete = False

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return [(None, {"fields": self.fields})]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, models.ForeignKey):
            return _by_key(db_field)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class ShortValueInline(ShortInline, FigureValueInline):
    fields = ["amount", "qualifier", "as_of", "as_of_precision", "source", "said_by"]
    min_num = 1


class ShortOfficeInline(ShortInline, OfficeInline):
    fields = [*in_three_languages("title")[0], "stated_on", "source"]


@dataclass(frozen=True, slots=True)
class Short:
    """What is asked for at once; everything else can be added on the thing's own page."""

    fields: tuple[str, ...]
    key_from: tuple[str, ...]
    inline: type[Any] | None = None


SHORT: Mapping[str, Short] = {
    "source": Short(
        fields=(
            *("url", "title", *in_three_languages("publisher")[0]),
            *("published_on", "accessed_on", "grade", "language", "key"),
        ),
        key_from=("publisher_en", "published_on"),
    ),
    "figure": Short(
        fields=(*in_three_languages("name")[0], "unit", "currency", "key"),
        key_from=("name_en",),
        inline=ShortValueInline,
    ),
    "person": Short(
        fields=(*in_three_languages("name")[0], "key"), key_from=("name_en",), inline=ShortOfficeInline
    ),
}


class ReferenceMaking:
    """Mixed into ArticleVersionAdmin."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.new_thing_view)
        return [
            path("references/new/<slug:name>/", view, name="news_articleversion_reference_new"),
            *super().get_urls(),
        ]

    def may_make(self, request: HttpRequest) -> list[Kind]:
        return [kind for name in SHORT if (kind := _kind(name)) and self._may_make(request, kind)]

    def _may_make(self, request: HttpRequest, kind: Kind) -> bool:
        model_admin = self.admin_site.get_model_admin(kind.model)
        inline = self._inline(kind, model_admin)
        needs_row = inline is not None and inline.min_num
        return model_admin.has_add_permission(request) and not (
            needs_row and not inline.has_add_permission(request, None)
        )

    def new_thing_view(self, request: HttpRequest, name: str) -> HttpResponse:
        """The form, with its errors if it was sent; 201 with what to type once the thing is saved."""
        kind = _kind(name)
        if kind is None:
            raise Http404
        if not (self.has_change_permission(request) and self._may_make(request, kind)):
            raise PermissionDenied
        form, formsets = self._forms(request, kind)
        is_sent = request.method == "POST"
        if is_sent and form.is_valid() and all(formset.is_valid() for formset in formsets):
            thing = self._save(request, kind, form, formsets)
            return JsonResponse(_made(kind, thing, request.POST.get("text_language", "")), status=201)
        context = {"kind": kind, "form": form, "formsets": formsets, "refused": is_sent}
        return TemplateResponse(request, "admin/news/articleversion/_new_thing.html", context)

    def _forms(self, request: HttpRequest, kind: Kind) -> tuple[forms.ModelForm, list[Any]]:
        model_admin = self.admin_site.get_model_admin(kind.model)
        short = SHORT[kind.name]
        data = _with_key(request.POST, kind) if request.method == "POST" else None
        initial = {"accessed_on": timezone.localdate(), **request.GET.dict()}
        form = model_admin.get_form(request, fields=short.fields)(data, initial=initial, label_suffix="")
        form.fields["key"].required = False
        form.fields["key"].help_text = _("Left empty, it is made from the words above. It stays once cited.")
        _plain_dates(form)
        inline = self._inline(kind, model_admin)
        if inline is None or not inline.has_add_permission(request, None):
            return form, []
        formset = inline.get_formset(request, fields=short.inline.fields)(
            data, instance=form.instance, prefix="row", form_kwargs={"label_suffix": ""}
        )
        for row in formset.forms:
            _plain_dates(row)
        formset.title = capfirst(str(inline.verbose_name))
        return form, [formset]

    def _inline(self, kind: Kind, model_admin: Any) -> Any:
        inline = SHORT[kind.name].inline
        return inline and inline(model_admin.model, self.admin_site)

    def _save(self, request: HttpRequest, kind: Kind, form: forms.ModelForm, formsets: list[Any]) -> Any:
        model_admin = self.admin_site.get_model_admin(kind.model)
        with transaction.atomic():
            thing = model_admin.save_form(request, form, change=False)
            model_admin.save_model(request, thing, form, False)
            model_admin.save_related(request, form, formsets, False)
            told = model_admin.construct_change_message(request, form, formsets, add=True)
            model_admin.log_addition(request, thing, told)
        return thing


def _kind(name: str) -> Kind | None:
    return kind_named(name) if name in SHORT else None


def _made(kind: Kind, thing: Any, language: str) -> dict[str, Any]:
    language = language if language in LANGUAGES else "en"
    typed = [choice.typed for choice in choices(kind, thing, language)]
    return {"typed": typed[0], "title": kind.title(thing, language)[0] or str(thing)}


def _by_key(db_field: models.ForeignKey) -> forms.ModelChoiceField:
    kind = db_field.related_model._meta.model_name
    return db_field.formfield(
        to_field_name="key",
        widget=forms.TextInput(attrs={"data-pick": kind, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"invalid_choice": _("Nothing has this key. Choose one from the list.")},
        help_text=_("Type words of its title and choose it."),
    )


def _plain_dates(form: forms.ModelForm) -> None:
    """The browser's own calendar; the admin's needs scripts that a dialog does not have."""
    for field in form.fields.values():
        if isinstance(field, forms.DateField):
            field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _with_key(data: Any, kind: Kind) -> Any:
    """The data with a key nobody has, where none was typed."""
    if data.get("key", "").strip():
        return data
    data = data.copy()
    data["key"] = _free_key(kind, "-".join(data.get(name, "") for name in SHORT[kind.name].key_from))
    return data


def _free_key(kind: Kind, words: str) -> str:
    key = slugify_cyrillic(words, max_length=KEY_LENGTH - 4)
    if not key:
        return ""
    taken = set(kind.model._default_manager.filter(key__startswith=key).values_list("key", flat=True))
    number = 2
    free = key
    while free in taken:
        free, number = f"{key}-{number}", number + 1
    return free
