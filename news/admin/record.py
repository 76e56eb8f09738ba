"""What every list and form of the record shares: bounded lists, keys that stay once cited, and where a thing is used."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BaseInlineFormSet, Textarea
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.web.translated import LANGUAGES
from news.models import ArticleVersion, Reference

SHOWN_USES = 20


def in_three_languages(*names: str) -> tuple[tuple[str, ...], ...]:
    """The columns of translated fields, one row a field: (("name_en", "name_ru", "name_be"), …)."""
    return tuple(tuple(f"{name}_{language}" for language in LANGUAGES) for name in names)


def without_delete(field: Any) -> Any:
    if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
        field.widget.can_delete_related = False
    return field


class RecordFormSet(BaseInlineFormSet):
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


class RecordInline(admin.StackedInline):
    formset = RecordFormSet
    extra = 0

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return without_delete(super().formfield_for_dbfield(db_field, request, **kwargs))


class RecordAdmin(admin.ModelAdmin):
    """Lists that stay fast at any size, short text areas, no deleting from lists."""

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
        css = {"all": ["css/desk.css"]}

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


class CitedAdmin(RecordAdmin):
    """A thing that texts name by its key: the key stays and the thing cannot be deleted while a text names it."""

    kind: str  # in references: [[kind:key]]
    key_field = "key"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fields = (*super().get_readonly_fields(request, obj), "used_in")
        return (*fields, self.key_field) if obj and self.is_cited(obj) else fields

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and self.is_cited(obj))

    def is_cited(self, obj: Any) -> bool:
        """Asked several times a request; read once."""
        if not hasattr(obj, "_is_cited"):
            # The key as stored: what a form is about to write does not count.
            stored = type(obj).objects.values_list(self.key_field, flat=True).get(pk=obj.pk)
            obj._is_cited = Reference.objects.to(self.kind, stored).exists()
        return obj._is_cited

    @admin.display(description=gettext_lazy("Used in"))
    def used_in(self, obj: Any) -> SafeString | str:
        uses = self.uses(obj) if obj.pk else []
        if not uses:
            return _("Nowhere yet.")
        items = format_html_join(
            "", '<li><a href="{}" lang="{}">{}</a> <span class="meta">{}</span></li>', uses[:SHOWN_USES]
        )
        more = _("… and more.") if len(uses) > SHOWN_USES else ""
        return format_html('<ul class="used-in">{}</ul>{}', items, more)

    def uses(self, obj: Any) -> list[tuple[str, str, str, str]]:
        """Address, language, title and place of each text that names it; one more than are shown, if there are more."""
        references = (
            Reference.objects.to(self.kind, getattr(obj, self.key_field))
            .select_related("version__article")
            .order_by("holder_kind", "holder_key", "-version__number")[: SHOWN_USES + 1]
        )
        return [
            version_use(use.version)
            if use.version
            else (self._holder_url(use), use.language, use.holder_key, use.holder_kind)
            for use in references
        ]

    def _holder_url(self, use: Reference) -> str:
        return f"{reverse('admin:index')}news/{use.holder_kind}/?q={use.holder_key}"


def version_use(version: ArticleVersion) -> tuple[str, str, str, str]:
    place = _("%(language)s, version %(number)d") % {
        "language": version.get_language_display(),
        "number": version.number,
    }
    return (
        reverse("admin:news_articleversion_change", args=[version.pk]),
        version.language,
        str(version),
        place,
    )
