"""One form for a whole instrument: its parts in the order of the paper, saved together in one transaction or not at all."""

from collections.abc import Iterator
from typing import Any

from django.forms import BaseFormSet, Script
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext

from news.admin.audit.audited import Changes, changes_of_form
from news.admin.register.entry.asking import as_asked
from news.admin.register.entry.fields import Keyed, Known
from news.admin.register.entry.outlook import Outlook
from news.admin.register.entry.rows import ActionRows
from news.admin.register.entry.sheet import Sheet
from news.admin.register.entry.sources import SourceRows, source_rows
from news.admin.versions.writing import picker_words
from news.agreements.exceptions import record_exception
from news.kinds import all_kinds
from news.models import ArticleVersion


class EntryForm:
    """Mixed into AgreementAdmin, before it."""

    paper: tuple[Any, ...]

    class Media:
        css = {"all": ["css/desk/writing.css", "css/desk/entry.css"]}
        js = [Script(f"js/desk/{name}.js", type="module") for name in ("picker", "entry", "outlook")]

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            request.POST = as_asked(request.POST)
        return super().changeform_view(request, *args, **kwargs)

    def sheet_of(
        self, request: HttpRequest, agreement: Any, *, change: bool, holds: bool
    ) -> tuple[Sheet, list[BaseFormSet], list[Any]]:
        """The form as it is typed, its formsets, and the inlines they belong to. New sources come last, without an inline."""
        sources = self._source_rows(request)
        request.known = Known(request.POST, sources.entered if sources else ())
        formsets, inlines = super()._create_formsets(request, agreement, change)
        sheet = Sheet(agreement, formsets, holds=holds)
        return sheet, [*formsets, *([sources] if sources else [])], inlines

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> tuple[list[Any], list[Any]]:
        sheet, formsets, inlines = self.sheet_of(request, obj, change=change, holds=request.method == "POST")
        request.sheet, request.source_rows = (
            sheet,
            next((f for f in formsets if isinstance(f, SourceRows)), None),
        )
        return formsets, inlines

    def _picker(self, request: HttpRequest) -> dict[str, Any]:
        """For `json_script`; read by static/js/desk/picker.js and entry.js."""
        makes = self.admin_site.get_model_admin(ArticleVersion).may_make(request)
        return {
            "language": get_language() or "en",
            "search": reverse("admin:news_articleversion_reference_search"),
            "makes": {
                kind.name: reverse("admin:news_articleversion_reference_new", args=[kind.name])
                for kind in makes
                if kind.name == "source"
            },
            "kinds": [
                [kind.name, capfirst(str(kind.plural))] for kind in all_kinds() if kind.name == "source"
            ],
            "words": picker_words() | {"remove": gettext("Remove")},
        }

    def _in_order(self, context: dict[str, Any]) -> Iterator[Any]:
        """Fieldsets and rows as `paper` says; rows it does not name stand before the last fieldset."""
        fieldsets = [*context["adminform"]]
        rows = {type(each.opts): each for each in context["inline_admin_formsets"]}
        others = [each for inline, each in rows.items() if inline not in self.paper]
        for part in self.paper:
            if part == self.paper[-1]:
                yield from others
            if part in rows:
                yield rows[part]
            elif isinstance(part, int):
                yield fieldsets[part]

    def _may_add_sources(self, request: HttpRequest) -> bool:
        return request.user.has_perm("news.add_source")

    def _source_rows(self, request: HttpRequest) -> SourceRows | None:
        """What was sent of new sources; empty rows to begin with; nothing without the right to add one."""
        if not self._may_add_sources(request):
            return None
        if request.method != "POST":
            return source_rows()
        return source_rows(request.POST) if "new_sources-TOTAL_FORMS" in request.POST else None

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if issubclass(inline.form, Keyed):
            kwargs["form_kwargs"] = {"known": request.known}
        return kwargs

    def save_related(self, request: HttpRequest, form: Any, formsets: list[Any], change: bool) -> None:
        """New sources first: the others name them."""
        formsets = sorted(formsets, key=lambda each: not isinstance(each, SourceRows))
        super().save_related(request, form, formsets, change)
        self._save_reasons(request, form.instance)

    def _save_reasons(self, request: HttpRequest, agreement: Any) -> None:
        """Of what is doubtful and stands: published with the register's checks."""
        for doubt in request.sheet.doubts:
            record_exception(agreement, doubt, request.sheet.reason(doubt), by=request.user)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if isinstance(formset, ActionRows):
            formset.recorded_by = request.user
        super().save_formset(request, form, formset, change)
        if isinstance(formset, SourceRows):
            forms = {id(row.instance): row for row in formset.forms}
            for source in formset.new_objects:
                self.log_addition(request, source, changes_of_form(forms[id(source)], is_new=True))

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: list[Any] | None, add: bool = False
    ) -> Changes:
        """A new source has an entry of its own."""
        own = [each for each in formsets or [] if not isinstance(each, SourceRows)]
        return super().construct_change_message(request, form, own, add)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        context |= {
            "paper": [*self._in_order(context)],
            "outlook": Outlook(request.sheet),
            "source_rows": request.source_rows,
            "entry": self._picker(request),
        }
        return super().render_change_form(request, context, **kwargs)
