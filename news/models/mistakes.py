"""Mistakes that readers told of: what, where, and what became of it. Of the reader nothing is kept but what they wrote."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MOST_LETTERS = 2_000


class MistakeState(models.TextChoices):
    OPEN = "open", pgettext_lazy("of a report", "open")
    ANSWERED = "answered", pgettext_lazy("of a report", "answered")
    NO_MISTAKE = "no_mistake", pgettext_lazy("of a report", "not a mistake")


class MistakeReportQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(state=MistakeState.OPEN)


class MistakeReport(models.Model):
    """`page`: the path of the page that was open. `kind` and `key`: the public thing it shows, where it shows one."""

    page = models.CharField(_("page"), max_length=500)
    language = models.CharField(_("language"), max_length=2)
    kind = models.CharField(_("what it is about"), max_length=24, blank=True)
    key = models.CharField(_("key"), max_length=120, blank=True)
    text = models.TextField(_("what is wrong"), max_length=MOST_LETTERS)
    evidence = models.CharField(_("where it can be read"), max_length=500, blank=True)
    # Of the reader, if they want an answer; emptied with the answer.
    address = models.EmailField(_("the reader's address"), blank=True)
    reported_at = models.DateTimeField(_("told at"), default=timezone.now)
    # Of the form, so that one form tells one thing once.
    form = models.CharField(max_length=32, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=MistakeState, default=MistakeState.OPEN)
    answer = models.TextField(_("what came of it"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True
    )

    objects = MistakeReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of a mistake")
        verbose_name_plural = _("reports of mistakes")
        ordering = ["-reported_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(page__startswith="/") & ~Q(text=""), name="mistake_says_what_and_where"
            ),
            models.CheckConstraint(
                condition=Q(state="open", answer="", answered_at__isnull=True)
                | (
                    Q(state__in=["answered", "no_mistake"], address="", answered_at__isnull=False)
                    & ~Q(answer="")
                ),
                name="mistake_answered_as_it_says",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-reported_at"], name="mistake_by_state"),
            models.Index(fields=["-reported_at"], name="mistake_by_date"),
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.text[:60]}"
