"""Where the desk finds pictures, public or not: the account's cookie goes to /admin/ alone."""

from django.urls import reverse

from news.models import Image
from news.pictures.renditions import WIDTHS, effective_crop, renditions_of

THUMBNAIL, PREVIEW = WIDTHS[0], WIDTHS[2]


def desk_address(name: str) -> str:
    return reverse("admin:news_image_file", args=[name])


def thumbnail_address(image: Image) -> str:
    return rendition_address(image, THUMBNAIL)


def rendition_address(image: Image, width: int, crop: str = "") -> str:
    """The picture, or a crop of it, at most so wide; as it was stored where its content is not known."""
    if not image.sha256:
        return desk_address(image.file.name)
    original = image.original
    every = list(renditions_of(original, effective_crop(original, crop), ("webp",)))
    fitting = [each for each in every if each.width <= width] or every[:1]
    return desk_address(fitting[-1].name)
