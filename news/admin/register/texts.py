"""Texts of an agreement at the desk: those held, to read; and the page that takes a pasted one, shows it split, then saves."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.admin.keeping.forms import form_keeping, saved
from news.admin.register.text_form import TextForm
from news.agreements.dossiers import dossier_of
from news.agreements.texts.held import texts_of
from news.agreements.texts.laid_out import mark_of
from news.agreements.texts.pages import text_lines
from news.agreements.texts.saving import add_text, with_wids
from news.models import Agreement, TextVersion

PERMISSION = "news.add_textversion"
# Taken over from a text that is replaced.
CARRIED = (
    "language",
    "kind",
    "translated_from",
    "valid_from",
    "is_part",
    "legal_value",
    "authentic",
    "source",
)


class AgreementTexts:
    """Mixed into AgreementAdmin, before ModelAdmin."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), "texts_held")

    @admin.display(description=gettext_lazy("Texts, by day"))
    def texts_held(self, agreement: Agreement) -> SafeString | str:
        """A text never changes, so it is entered on a page of its own."""
        if agreement.pk is None:
            return _("Save the agreement first; then its text can be pasted.")
        held = texts_of(agreement)
        context = {"agreement": agreement, "lines": text_lines(held)}
        return render_to_string("admin/news/agreement/texts.html", context)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.add_text_view)
        return [path("<int:pk>/texts/add/", view, name="news_agreement_add_text"), *super().get_urls()]

    def add_text_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """`?replaces=` a text that is to be mended. Nothing is saved before its split was looked at."""
        agreement = get_object_or_404(Agreement, pk=pk)
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        # Locked until it is saved, so that two editors cannot each pass alone.
        with transaction.atomic():
            if request.method == "POST":
                agreement = Agreement.objects.select_for_update().get(pk=pk)
            form = TextForm(
                request.POST or None, dossier=dossier_of(agreement), initial=_initial(request, agreement)
            )
            is_valid = form.is_valid() if request.method == "POST" else False
            if is_valid and "_save" in request.POST and form.was_previewed:
                return self._saved(request, agreement, form)
        return self._text_page(request, agreement, form, is_valid)

    def _saved(self, request: HttpRequest, agreement: Agreement, form: TextForm) -> HttpResponse:
        cleaned = form.cleaned_data
        version = add_text(
            form.instance,
            form.result.provisions,
            by=request.user,
            consolidates=cleaned.get("consolidates", ()),
            other_sources=cleaned.get("other_sources", ()),
        )
        count = len(form.result.provisions)
        words = _("The text is saved with %(count)d provisions, and public.") % {"count": count}
        messages.success(request, words)
        return saved(request, redirect(texts_of(agreement).url(version)))

    def _text_page(
        self, request: HttpRequest, agreement: Agreement, form: TextForm, is_valid: bool
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Add a text"),
            "opts": self.opts,
            "media": self.media + form.media,
            "form_keeping": form_keeping(request),
            "agreement": agreement,
            "form": form,
            "is_bound": request.method == "POST",
            "may_save": is_valid,
            "has_changed": is_valid and "_save" in request.POST,
            "rows": _rows(agreement, form) if is_valid else [],
        }
        return TemplateResponse(request, "admin/news/agreement/add_text.html", context)


def _initial(request: HttpRequest, agreement: Agreement) -> dict[str, Any]:
    asked = request.GET.get("replaces", "")
    if not asked.isdecimal() or len(asked) > 18:
        return {}
    replaced = TextVersion.objects.standing().filter(agreement=agreement, pk=asked).first()
    if replaced is None:
        return {}
    return {"replaces": replaced.pk} | {name: getattr(replaced, name) for name in CARRIED}


def _rows(agreement: Agreement, form: TextForm) -> list[dict[str, Any]]:
    """What would be saved, a provision a row; `kept`: the lasting id where it is not that of its place."""
    named = with_wids(texts_of(agreement), form.instance, form.result.provisions)
    return [
        {
            "provision": each,
            "mark": mark_of(each, form.instance.language),
            "kept": each.wid if each.wid != each.eid else "",
            "depth": min(each.eid.count("__"), 4),
        }
        for each in named
    ]
