"""What is asked of a picture: its file, its words or that it needs none, who made it and how it may be shown."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from config.web.translated import LANGUAGES
from news.admin.pictures.files import PictureField, here_already, same_picture
from news.models import Image

ALT = [f"alt_{language}" for language in LANGUAGES]


class PictureWords(forms.ModelForm):
    """What both forms check. The file is verified and cleaned by its field."""

    file = PictureField(
        label=_("File"),
        help_text=_(
            "JPEG, PNG, WebP or GIF, at most 8 MB. Of a moving picture the first frame is kept. Place, camera and "
            "everything else that is written into the file is taken out."
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        asked = [name for name in ALT if name in self.fields and name in cleaned]
        if asked and not any(cleaned[name] for name in asked) and not cleaned.get("decorative"):
            self.add_error(
                asked[0],
                _("Say what the picture shows, for those who cannot see it, or mark it as decorative."),
            )
        return cleaned


class ImageForm(PictureWords):
    class Meta:
        model = Image
        fields: list[str] = []  # the admin names them
        widgets = {
            f"{name}_{language}": forms.Textarea(attrs={"rows": 3, "lang": language})
            for name in ("alt", "caption")
            for language in LANGUAGES
        }

    def clean_file(self) -> Any:
        picture = self.cleaned_data["file"]
        same = same_picture(picture, self.instance if self.instance.pk else None)
        if same and "again" not in self.data:
            raise forms.ValidationError(here_already(same))
        return picture


class DroppedPictureForm(PictureWords):
    """Of a picture that is dropped into a text: what cannot wait."""

    class Meta:
        model = Image
        fields = ["file", "decorative", *ALT, "credit_en", "licence"]
