"""The file of a picture as it comes from a form: verified, cleaned, and compared with those that are here already."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from news.models import Image
from news.pictures.cleaning import CleanPicture, clean_picture
from news.pictures.likeness import look_alike


class PictureField(forms.FileField):
    """A file field that refuses, in words, what is too big, not a picture or damaged, and gives the rest cleaned."""

    widget = forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"})

    def to_python(self, data: UploadedFile | None) -> CleanPicture | None:
        upload = super().to_python(data)
        return None if upload is None else clean_picture(upload, upload.size or 0)


def same_picture(picture: Any, besides: Image | None = None) -> Image | None:
    """The first picture of the library with the very same content; `picture` as a form's field gives it."""
    if not isinstance(picture, CleanPicture):
        return None
    others = Image.objects.filter(sha256=picture.sha256)
    return (others.exclude(pk=besides.pk) if besides else others).order_by("pk").first()


def alike(image: Image) -> list[Image]:
    """Pictures with other content that look the same. Reads every picture's likeness: to be asked once, at an upload."""
    others = Image.objects.exclude(pk=image.pk).exclude(sha256=image.sha256).values_list("pk", "likeness")
    found = [pk for pk, likeness in others.iterator() if look_alike(image.likeness, likeness)]
    return list(Image.objects.filter(pk__in=found[:5]))


def link_to(image: Image) -> SafeString:
    address = reverse("admin:news_image_change", args=[image.pk])
    return format_html('<a href="{}">{}</a> <code>[[image:{}]]</code>', address, image, image.key)


def here_already(image: Image) -> SafeString:
    """Of a form: leads to the one that is here, and offers to keep a second one."""
    told = format_html(_("This picture is in the library already: {}. Use that one."), link_to(image))
    keep = _("Or choose the file again and keep a second one, with words of its own")
    return format_html('{} <label><input type="checkbox" name="again"> {}</label>', told, keep)
