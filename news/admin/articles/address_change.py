"""The act "Change the address": a key that readers or texts know is not edited in a form but moved, with its outcome in words."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news import publishing
from news.kinds import Kind, kind_of
from news.models import FormerAddress, Reference
from news.publishing import RefusedError


class AddressForm(forms.Form):
    key = forms.CharField(
        label=gettext_lazy("New address"),
        max_length=120,
        help_text=gettext_lazy("Small Latin letters, digits and hyphens. The same in every language."),
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off", "spellcheck": "false"}),
    )


class AddressChange:
    """Mixed into the admin of a kind of the registry, before ModelAdmin."""

    key_field = "key"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.address_view)
        return [path("<int:pk>/address/", view, name=self._url_name), *super().get_urls()]

    @property
    def _url_name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_address"

    @property
    def _kind(self) -> Kind:
        kind = kind_of(self.model)
        assert kind is not None  # noqa: S101 mixed into kinds only
        return kind

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fields = (*super().get_readonly_fields(request, obj), "address_kept", "address_to_change")
        return (*fields, self.key_field) if obj and self.is_known(obj) else fields

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.is_known(obj):
            return fieldsets
        shown = "address_to_change" if publishing.may(request.user, "rename") else "address_kept"
        return [
            (name, options | {"fields": _replaced(options["fields"], self.key_field, shown)})
            for name, options in fieldsets
        ]

    def is_known(self, obj: Any) -> bool:
        """To readers, or to a text. Asked several times a request; read once, before a form writes into the thing."""
        if not hasattr(obj, "_is_known"):
            kind = self._kind
            named = Reference.objects.to(kind.name, kind.key(obj))
            obj._is_known = publishing.is_known(kind, obj) or named.exists()
        return obj._is_known

    @admin.display(description=gettext_lazy("Address"))
    def address_kept(self, obj: Any) -> SafeString:
        return format_html("<code>{}</code>", self._kind.key(obj))

    @admin.display(description=gettext_lazy("Address"))
    def address_to_change(self, obj: Any) -> SafeString:
        change = reverse(f"admin:{self._url_name}", args=[obj.pk])
        return format_html(
            '<code>{}</code> <a href="{}">{}</a>', self._kind.key(obj), change, _("Change the address…")
        )

    def address_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        obj = get_object_or_404(self.model._default_manager, pk=pk)
        if not (self.has_view_or_change_permission(request, obj) and publishing.may(request.user, "rename")):
            raise PermissionDenied
        form = AddressForm(request.POST or None, initial={"key": self._kind.key(obj)}, label_suffix="")
        if request.method == "POST" and form.is_valid():
            try:
                moved = publishing.rename(obj, form.cleaned_data["key"], by=request.user)
            except RefusedError as refusal:
                for reason in refusal.reasons:
                    form.add_error("key", str(reason.message))
            else:
                messages.success(request, self._done(self._kind.key(obj), moved))
                return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Change the address"),
            "object": obj,
            "opts": self.opts,
            "media": self.media,
            "form": form,
            "outcome": self._outcome(obj),
        }
        return TemplateResponse(request, "admin/address_change.html", context)

    def _outcome(self, obj: Any) -> list[str]:
        """What happens, in words: to readers, to texts, to drafts, to earlier addresses."""
        kind, key = self._kind, self._kind.key(obj)
        if not publishing.is_known(kind, obj):
            return [_("Nothing public knows its address, so nothing leads from it."), *_drafts(kind, key)]
        words = [_("Published texts that name it stay as they are and still lead to it.")]
        if kind.has_page:
            told = _("Readers who come to %(address)s are led to the new address, in every language.")
            words.insert(0, told % {"address": kind.url(key)})
        former = FormerAddress.objects.filter(kind=kind.name, target_key=key).values_list("key", flat=True)
        if former:
            told = _("So are those of its former addresses: %(keys)s. It may go back to one of them.")
            words.append(told % {"keys": ", ".join(former)})
        return words

    def _done(self, old: str, moved: Any) -> str:
        kind = self._kind
        new = kind.key(moved)
        words = {"old": kind.url(old) or old, "new": kind.url(new) or new}
        if FormerAddress.objects.filter(kind=kind.name, key=old).exists():
            return _("The address is %(new)s now; %(old)s leads there in every language.") % words
        return _("The address is %(new)s now. Nothing public knew the former one.") % words


def _drafts(kind: Kind, key: str) -> list[str]:
    if not Reference.objects.to(kind.name, key).exists():
        return []
    return [_("Drafts that name it must be changed: they would lead nowhere.")]


def _replaced(fields: Any, name: str, other: str) -> list[Any]:
    """The names of a fieldset, some of them in a row, with one put for another."""
    return [
        tuple(_replaced(each, name, other))
        if isinstance(each, list | tuple)
        else other
        if each == name
        else each
        for each in fields
    ]
