"""Pictures with what a reader who cannot see them is told, and who made them."""

from functools import cached_property

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.web.translated import Translated
from news.models.addresses import Addressed
from news.pictures.renditions import FALLBACKS, WIDE, Original
from news.pictures.sets import PictureSet, picture_set
from news.pictures.stored import PictureField
from news.querysets import ImageQuerySet


class Image(Addressed):
    key = models.SlugField(_("key"), max_length=80, unique=True)
    file = PictureField(
        _("file"), upload_to="images/", width_field="width", height_field="height", max_length=200
    )
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    sha256 = models.CharField(
        max_length=64,
        editable=False,
        db_index=True,
        blank=True,
        help_text="Of the stored file; names its renditions.",
    )
    fallback = models.CharField(
        max_length=3,
        editable=False,
        default="jpg",
        help_text="The format for browsers that take neither AVIF nor WebP: png for drawings, jpg for photographs.",
    )
    likeness = models.CharField(
        max_length=64, editable=False, blank=True, help_text="By which pictures that look alike are found."
    )
    focal_x = models.PositiveSmallIntegerField(
        _("focal point, from the left"),
        default=50,
        help_text=_("In per cent. What must stay in view when the picture is cropped."),
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point, from the top"), default=50, help_text=_("In per cent.")
    )
    decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("Says nothing that the text does not; needs no alternative text."),
    )
    alt_en = models.CharField(_("alternative text (English)"), max_length=400, blank=True)
    alt_ru = models.CharField(_("alternative text (Russian)"), max_length=400, blank=True)
    alt_be = models.CharField(_("alternative text (Belarusian)"), max_length=400, blank=True)
    caption_en = models.CharField(_("caption (English)"), max_length=400, blank=True)
    caption_ru = models.CharField(_("caption (Russian)"), max_length=400, blank=True)
    caption_be = models.CharField(_("caption (Belarusian)"), max_length=400, blank=True)
    credit_en = models.CharField(_("credit (English)"), max_length=160)
    credit_ru = models.CharField(_("credit (Russian)"), max_length=160, blank=True)
    credit_be = models.CharField(_("credit (Belarusian)"), max_length=160, blank=True)
    licence = models.CharField(_("licence"), max_length=60)

    alt = Translated("alt")
    caption = Translated("caption")
    credit = Translated("credit")

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(condition=~Q(key="") & ~Q(file=""), name="image_key_and_file"),
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="image_has_a_size"),
            models.CheckConstraint(
                condition=Q(focal_x__range=(0, 100), focal_y__range=(0, 100)), name="image_focal_point_inside"
            ),
            models.CheckConstraint(
                condition=Q(decorative=True) | ~Q(alt_en="") | ~Q(alt_ru="") | ~Q(alt_be=""),
                name="image_alt_or_decorative",
            ),
            models.CheckConstraint(
                condition=~Q(credit_en="") & ~Q(licence=""), name="image_credit_and_licence"
            ),
            models.CheckConstraint(condition=Q(fallback__in=FALLBACKS), name="image_fallback_known"),
        ]
        indexes = [models.Index(fields=["file"], name="image_by_file")]

    def __str__(self) -> str:
        return self.caption or self.key

    def natural_key(self) -> tuple[str]:
        return (self.key,)

    @property
    def said(self) -> str:
        """What stands for it where it is not seen."""
        return "" if self.decorative else self.alt

    @property
    def original(self) -> Original:
        """What its renditions are made of."""
        return Original(self.sha256, self.width, self.height, self.fallback, (self.focal_x, self.focal_y))

    @cached_property
    def whole(self) -> PictureSet:
        return picture_set(self.original, self.file.name)

    @cached_property
    def wide(self) -> PictureSet:
        """16:9 around the focal point, for lists."""
        return picture_set(self.original, self.file.name, WIDE)
