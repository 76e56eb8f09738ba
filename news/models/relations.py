"""How instruments are related to each other."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from news.agreements.terms import Predicate
from news.models.agreements import Agreement
from news.models.sources import Source
from news.querysets import RelationQuerySet


class Relation(models.Model):
    """A directed relation between two instruments; its reverse label is read from the other end."""

    from_agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="relations_from", verbose_name=_("agreement")
    )
    predicate = models.CharField(_("relation"), max_length=12, choices=Predicate)
    to_agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="relations_to", verbose_name=_("to agreement")
    )
    from_provision = models.CharField(_("by provision"), max_length=40, blank=True)
    to_provision = models.CharField(_("of provision"), max_length=40, blank=True)
    effective_from = models.DateField(_("effective from"), null=True, blank=True)
    effective_to = models.DateField(_("effective to"), null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="relations", verbose_name=_("source"))

    objects = RelationQuerySet.as_manager()

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        ordering = ["from_agreement", "predicate", "to_agreement"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_agreement", "predicate", "to_agreement"], name="relation_once"
            ),
            models.CheckConstraint(
                condition=Q(predicate__in=Predicate.values), name="relation_predicate_known"
            ),
            models.CheckConstraint(
                condition=~Q(from_agreement=F("to_agreement")), name="relation_to_another"
            ),
            models.CheckConstraint(
                condition=Q(effective_from__isnull=True)
                | Q(effective_to__isnull=True)
                | Q(effective_to__gte=F("effective_from")),
                name="relation_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_agreement.number} {self.predicate} {self.to_agreement.number}"

    @property
    def ends(self) -> tuple[Agreement, Agreement]:
        return (self.from_agreement, self.to_agreement)

    @property
    def predicate_term(self) -> Predicate:
        return Predicate(self.predicate)

    def natural_key(self) -> tuple[str, str, str]:
        return (self.from_agreement.number, self.predicate, self.to_agreement.number)

    natural_key.dependencies = ["news.agreement", "news.source"]  # type: ignore[attr-defined]
