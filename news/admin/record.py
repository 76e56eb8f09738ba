"""What every list and form of the record shares: bounded lists, keys that stay once cited, and where a thing is used."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import Script, Textarea
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

from config.web.translated import LANGUAGES
from news.admin.articles.address_change import AddressChange
from news.admin.audit.audited import Audited
from news.admin.bounded import BoundedPaginator
from news.admin.keeping.forms import FormKeeping
from news.admin.known_choices import KnownChoices, KnownChoicesFormSet
from news.admin.where_used import WhereUsed


def in_three_languages(*names: str) -> tuple[tuple[str, ...], ...]:
    """The columns of translated fields, one row a field: (("name_en", "name_ru", "name_be"), …)."""
    return tuple(tuple(f"{name}_{language}" for language in LANGUAGES) for name in names)


def without_delete(field: Any) -> Any:
    if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
        field.widget.can_delete_related = False
    return field


class RecordFormSet(KnownChoicesFormSet):
    """Checks the database's rules for a row that names its parent, which Django leaves out: a value that somebody else
    entered meanwhile is then an error beside the row and not a crash."""

    def clean(self) -> None:
        super().clean()
        if self.instance._state.adding:
            return
        for form in self.forms:
            if form.errors or not form.has_changed() or form in self.deleted_forms:
                continue
            try:
                form.instance.validate_constraints(exclude=form._get_validation_exclusions())
            except ValidationError as error:
                form.add_error(None, error.messages)


class RecordRows(KnownChoices):
    """What the rows of every form share, stacked or in a table."""

    formset = RecordFormSet
    extra = 0

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return without_delete(super().formfield_for_dbfield(db_field, request, **kwargs))


class RecordInline(RecordRows, admin.StackedInline):
    pass


class RecordTable(RecordRows, admin.TabularInline):
    pass


class RecordAdmin(FormKeeping, WhereUsed, Audited, admin.ModelAdmin):
    """Lists that stay fast at any size, short text areas, no deleting from lists."""

    paginator = BoundedPaginator
    show_full_result_count = False
    list_per_page = 50
    list_max_show_all = 200
    # Deleting is done one by one, where the page says what else it touches.
    actions = None
    save_on_top = False
    formfield_overrides = {
        models.TextField: {"widget": Textarea(attrs={"rows": 4})},
        models.URLField: {"assume_scheme": "https"},
    }

    class Media:
        css = {"all": ["css/desk.css", "css/desk/where-used.css", "css/desk/keeping.css"]}
        js = [Script("js/desk/form_keeping.js", type="module")]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Nothing is deleted from the form of something else."""
        return without_delete(super().formfield_for_dbfield(db_field, request, **kwargs))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        if obj := kwargs.get("obj"):
            context = {**context, "title": self.page_title(obj), "subtitle": None}
        return super().render_change_form(request, context, **kwargs)

    def page_title(self, obj: Any) -> str:
        return str(obj)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = {"title": capfirst(str(self.opts.verbose_name_plural))}
        return super().changelist_view(request, title | (extra_context or {}))


class CitedAdmin(AddressChange, RecordAdmin):
    """A thing that texts name by its key: the key stays, or moves by an act of its own, once readers or texts know it."""

    kind: str  # in references: [[kind:key]]
