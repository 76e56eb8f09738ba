"""What the rules find in the register, and why it was let stand."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.web.translated import Translated
from news.agreements.terms import SOFT_RULES
from news.models.agreements import Agreement
from news.querysets import NaturalKeyManager, RuleFindingQuerySet


class RuleException(models.Model):
    """The reason for which a soft rule's finding stands. It is published; only its translations may be added later.

    `action_key`: what the finding names, an action of the agreement or a relation; empty for the agreement itself.
    """

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="rule_exceptions", verbose_name=_("agreement")
    )
    rule = models.PositiveSmallIntegerField(_("rule"))
    action_key = models.CharField(_("what it concerns"), max_length=80, blank=True)
    reason_en = models.TextField(_("reason (English)"), blank=True)
    reason_ru = models.TextField(_("reason (Russian)"), blank=True)
    reason_be = models.TextField(_("reason (Belarusian)"), blank=True)
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("recorded by"),
    )

    reason = Translated("reason")

    objects = NaturalKeyManager("agreement__number", "rule", "action_key")

    class Meta:
        verbose_name = _("exception from a rule")
        verbose_name_plural = _("exceptions from rules")
        ordering = ["agreement", "rule", "action_key"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "rule", "action_key"], name="rule_exception_once"),
            models.CheckConstraint(condition=Q(rule__in=SOFT_RULES), name="rule_exception_of_a_soft_rule"),
            models.CheckConstraint(
                condition=~Q(reason_en="") | ~Q(reason_ru="") | ~Q(reason_be=""),
                name="rule_exception_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement.number} {self.action_key} ({self.rule})"

    def natural_key(self) -> tuple[str, int, str]:
        return (self.agreement.number, self.rule, self.action_key)

    natural_key.dependencies = ["news.agreement"]  # type: ignore[attr-defined]


class RuleFinding(models.Model):
    """Derived: that a rule finds something, so that the page of checks need not ask every instrument. Its words are asked
    for anew. `holds_from`: the day from which it is so, where time alone brings it about."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="rule_findings")
    rule = models.PositiveSmallIntegerField()
    action_key = models.CharField(max_length=80, blank=True)
    holds_from = models.DateField(null=True)

    objects = RuleFindingQuerySet.as_manager()

    class Meta:
        verbose_name = "finding of a rule"
        verbose_name_plural = "findings of rules"
        ordering = ["agreement", "rule", "action_key"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "rule", "action_key"], name="rule_finding_once"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}: rule {self.rule}, {self.action_key}"
