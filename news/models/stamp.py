"""One number that grows with every change of content; part of every cached page's key."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContentStamp(models.Model):
    """A single row. Database triggers on every content table add one, in the transaction that changes the content."""

    value = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("content stamp")
        verbose_name_plural = _("content stamp")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="content_stamp_single")]

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def current(cls) -> int:
        return cls.objects.values_list("value", flat=True).get(pk=1)
