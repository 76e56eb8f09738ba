"""The column of a picture's file: whatever is stored through it has been verified and cleaned, and is named by its content."""

from typing import Any

from django.core.files.base import File
from django.db.models import ImageField
from django.db.models.fields.files import ImageFieldFile

from news.pictures.cleaning import CleanPicture, clean_picture


class PictureFile(ImageFieldFile):
    def save(self, name: str, content: File, save: bool = True) -> None:
        """Raises ValidationError for what is no picture."""
        clean = content if isinstance(content, CleanPicture) else clean_picture(content, content.size)
        super().save(str(clean.name), clean, save)


class PictureField(ImageField):
    attr_class = PictureFile

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """To the database it is any other picture's column."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ImageField", args, kwargs
