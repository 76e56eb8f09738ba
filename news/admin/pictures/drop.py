"""A picture that is dropped into a text: sent with its words, and answered with what is to be typed for it."""

import re
from collections.abc import Iterator
from itertools import count
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from config.web.text import slugify_cyrillic
from config.web.translated import LANGUAGES
from news.admin.audit.audited import changes_of_form
from news.admin.pictures.addresses import thumbnail_address
from news.admin.pictures.files import same_picture
from news.models import Image

# What cameras, phones and browsers call a file says nothing: DSC_0042, IMG-20260226, image, Без названия.
SAYS_SOMETHING = re.compile(r"[^\W\d_]{4,}")
SAYS_NOTHING = re.compile(
    r"image|picture|photo|screenshot|snimok|foto|bez-nazvaniya|unnamed|download|whatsapp|clipboard"
)
WORDS_OF_A_KEY, LONGEST = 6, 70


class PictureDrop:
    """Mixed into ImageAdmin."""

    def get_urls(self) -> list[URLPattern]:
        drop = self.admin_site.admin_view(require_POST(self.drop_view))
        return [path("drop/", drop, name="news_image_drop"), *super().get_urls()]

    def drop_view(self, request: HttpRequest) -> JsonResponse:
        """201 with the new picture; 200 with the one that is here already, where the content is the same; 400 with what is
        wrong, by field."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = self.dropped_form(request.POST, request.FILES)
        form.instance.key = "-"  # valid, until the form is
        if not form.is_valid():
            return JsonResponse({"errors": form.errors}, status=400)
        if same := same_picture(form.cleaned_data["file"]):
            return _answer(same, status=200, duplicate_of=same.key)
        image = _made(form)
        self.log_addition(request, image, changes_of_form(form, is_new=True))
        return _answer(image, status=201)


def _answer(image: Image, *, status: int, duplicate_of: str | None = None) -> JsonResponse:
    told = {"key": image.key, "typed": f"[[image:{image.key}]]", "duplicate_of": duplicate_of}
    return JsonResponse(told | {"thumbnail": thumbnail_address(image)}, status=status)


def _made(form: Any) -> Image:
    """Saved under the first free key. Somebody may take one between our look and our save: then the next."""
    alt = next((text for code in LANGUAGES if (text := form.cleaned_data[f"alt_{code}"])), "")
    name = form.files["file"].name or ""
    for key in free_keys(key_from(name, alt)):
        form.instance.key = key
        try:
            with transaction.atomic():
                return form.save()
        except IntegrityError:
            if not Image.objects.filter(key=key).exists():
                raise
    raise AssertionError("There is always another number.")


def key_from(file_name: str, alt: str) -> str:
    """The file's name where it says something, or else the first words of what the picture shows."""
    stem = slugify_cyrillic(file_name.rpartition(".")[0] or file_name, max_length=LONGEST)
    if SAYS_SOMETHING.search(stem) and not SAYS_NOTHING.match(stem):
        return stem
    return slugify_cyrillic(" ".join(alt.split()[:WORDS_OF_A_KEY]), max_length=LONGEST) or "picture"


def free_keys(base: str) -> Iterator[str]:
    taken = set(Image.objects.filter(key__startswith=base).values_list("key", flat=True))
    for number in count(1):
        key = base if number == 1 else f"{base}-{number}"
        if key not in taken:
            yield key
