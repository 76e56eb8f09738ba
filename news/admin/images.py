"""Pictures, with what somebody who cannot see them is told."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from config.web.translated import LANGUAGES
from news.admin.picture_files import PictureField
from news.admin.record import SHOWN_USES, CitedAdmin, in_three_languages, version_use
from news.models import Image


class ImageForm(forms.ModelForm):
    file = PictureField(label=_("File"), help_text=_("JPEG, PNG, WebP or GIF, at most 8 MB."))

    class Meta:
        model = Image
        fields: list[str] = []  # the admin names them
        widgets = {
            f"{name}_{language}": forms.Textarea(attrs={"rows": 3, "lang": language})
            for name in ("alt", "caption")
            for language in LANGUAGES
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "alt_en" in cleaned and not cleaned["alt_en"] and not cleaned.get("decorative"):
            self.add_error(
                "alt_en",
                _("Say what the picture shows, for those who cannot see it, or mark it as decorative."),
            )
        return cleaned


class AltFilter(admin.SimpleListFilter):
    title = _("alternative text")
    parameter_name = "alt"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, Any]]:
        return [("missing", _("missing in a language"))]

    def queryset(self, request: Any, queryset: Any) -> Any:
        if self.value() != "missing":
            return queryset
        in_all_languages = queryset.exclude(alt_en="").exclude(alt_ru="").exclude(alt_be="")
        return queryset.filter(decorative=False).exclude(pk__in=in_all_languages.values("pk"))


@admin.register(Image)
class ImageAdmin(CitedAdmin):
    kind = "image"
    form = ImageForm
    list_display = ["thumbnail", "key", "caption_en", "size", "credit_en", "licence"]
    list_display_links = ["thumbnail", "key"]
    list_filter = [AltFilter, "decorative", "licence"]
    search_fields = ["key", "caption_en", "caption_ru", "caption_be", "alt_en", "alt_ru", "credit_en"]
    fieldsets = [
        (None, {"fields": ["key", "file", "preview"]}),
        (_("For those who cannot see it"), {"fields": ["decorative", *in_three_languages("alt")]}),
        (_("Under the picture"), {"fields": [*in_three_languages("caption", "credit"), "licence"]}),
        (_("Use"), {"fields": ["used_in"]}),
    ]

    def get_readonly_fields(self, request: Any, obj: Image | None = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), "preview")

    def uses(self, obj: Image) -> list[tuple[str, str, str, str]]:
        leads = obj.lead_of.select_related("article").order_by("-pk")[:SHOWN_USES]
        return [*map(version_use, leads), *super().uses(obj)]

    @admin.display(description=_("picture"))
    def thumbnail(self, image: Image) -> SafeString:
        return self._img(image, "thumbnail")

    @admin.display(description=_("preview"))
    def preview(self, image: Image) -> SafeString | str:
        return self._img(image, "picture-preview") if image.file else "–"

    @admin.display(description=_("pixels"))
    def size(self, image: Image) -> str:
        return f"{image.width} × {image.height}"

    def _img(self, image: Image, css_class: str) -> SafeString:
        return format_html(
            '<img class="{}" src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
            css_class,
            image.file.url,
            image.width,
            image.height,
            image.alt,
        )
