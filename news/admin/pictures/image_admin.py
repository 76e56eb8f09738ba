"""Pictures, with what somebody who cannot see them is told."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import Script
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.web.media import pictures_at
from news.admin.pictures.addresses import PREVIEW, desk_address, rendition_address, thumbnail_address
from news.admin.pictures.drop import PictureDrop
from news.admin.pictures.files import alike, link_to
from news.admin.pictures.form import DroppedPictureForm, ImageForm
from news.admin.record import CitedAdmin, in_three_languages
from news.models import Image
from news.pictures.cards import PICTURE_SIZE
from news.pictures.renditions import WIDE
from news.pictures.serving import picture_response


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
class ImageAdmin(PictureDrop, CitedAdmin):
    kind = "image"
    form = ImageForm
    dropped_form = DroppedPictureForm
    list_display = ["thumbnail", "key", "caption_en", "size", "credit_en", "licence"]
    list_display_links = ["thumbnail", "key"]
    list_filter = [AltFilter, "decorative", "licence"]
    search_fields = ["key", "caption_en", "caption_ru", "caption_be", "alt_en", "alt_ru", "credit_en"]
    fieldsets = [
        (None, {"fields": ["key", "file"]}),
        (_("What must stay in view"), {"fields": ["focal_point", ("focal_x", "focal_y")]}),
        (_("For those who cannot see it"), {"fields": ["decorative", *in_three_languages("alt")]}),
        (_("Under the picture"), {"fields": [*in_three_languages("caption", "credit"), "licence"]}),
        (_("Use"), {"fields": ["used_in"]}),
    ]

    class Media:
        css = {"all": ["css/desk/pictures.css"]}
        js = [Script("js/desk/focal_point.js", type="module")]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.file_view)
        return [path("file/<path:name>", view, name="news_image_file"), *super().get_urls()]

    def file_view(self, request: HttpRequest, name: str) -> HttpResponse:
        """Any picture's files, public or not, for accounts that may see pictures."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return picture_response(request, name, Image.objects.all())

    def render_change_form(self, *args: Any, **kwargs: Any) -> HttpResponse:
        with pictures_at(desk_address("-")[:-1]):
            return super().render_change_form(*args, **kwargs).render()

    def get_readonly_fields(self, request: Any, obj: Image | None = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), "focal_point")

    def save_model(self, request: HttpRequest, obj: Image, form: ImageForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "file" in form.changed_data and (found := alike(obj)):
            links = format_html_join(", ", "{}", [(link_to(each),) for each in found])
            told = gettext(
                "It looks like a picture that is here already: {}. If it is the same one, use that."
            )
            messages.warning(request, format_html(told, links))

    @admin.display(description=_("picture"))
    def thumbnail(self, image: Image) -> SafeString:
        tag = '<img class="thumbnail" src="{}" width="{}" height="{}" alt="{}" loading="lazy">'
        return format_html(tag, thumbnail_address(image), image.width, image.height, image.alt)

    @admin.display(description=_("focal point"))
    def focal_point(self, image: Image) -> SafeString:
        """A click or the arrow keys move it; without a script the two fields below do, and the crops show after saving."""
        context: dict[str, Any] = {"image": image, "card_shape": "{}x{}".format(*PICTURE_SIZE)}
        if image.file:
            context |= {
                "whole": rendition_address(image, PREVIEW),
                "wide": rendition_address(image, PREVIEW, WIDE),
            }
        return render_to_string("admin/news/image/_focal_point.html", context)

    @admin.display(description=_("pixels"))
    def size(self, image: Image) -> str:
        return f"{image.width} × {image.height}"
