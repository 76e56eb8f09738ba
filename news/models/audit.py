"""Who did which act to what, when, with the old and the new value. Written once: the database refuses to change or delete it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.web.triggers import Trigger, declare


class AuditEntry(models.Model):
    """One act. Names are kept as text, so that the entry outlives the account and the thing."""

    done_at = models.DateTimeField(_("when"), default=timezone.now)
    done_by = models.CharField(_("who"), max_length=150)
    act = models.CharField(_("act"), max_length=24)
    kind = models.CharField(_("of what"), max_length=24)
    key = models.CharField(_("key"), max_length=160)
    title = models.CharField(_("title"), max_length=300, blank=True)
    # {"field": value} of what the act changed, before and after.
    old = models.JSONField(_("before"), default=dict, blank=True)
    new = models.JSONField(_("after"), default=dict, blank=True)
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        verbose_name = _("entry of the audit")
        verbose_name_plural = _("audit")
        ordering = ["-done_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(done_by="") & ~Q(act="") & ~Q(kind="") & ~Q(key=""),
                name="audit_says_who_and_what",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "key", "-done_at"], name="audit_of_a_thing"),
            models.Index(fields=["-done_at"], name="audit_by_date"),
            models.Index(fields=["done_by", "-done_at"], name="audit_of_an_account"),
            models.Index(fields=["act", "-done_at"], name="audit_of_an_act"),
            models.Index(fields=["kind", "-done_at"], name="audit_of_a_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.done_by}: {self.act} {self.kind}:{self.key}"


REFUSAL = "What was done stays in the audit; it is neither changed nor deleted."

declare(
    Trigger(
        name="audit_only_grows",
        model="news.AuditEntry",
        sqlite=tuple(
            f'CREATE TRIGGER "audit_only_grows__{event}" BEFORE {event} ON "news_auditentry" '
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            for event in ("UPDATE", "DELETE")
        ),
        postgresql=(
            "CREATE OR REPLACE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE integrity_constraint_violation USING MESSAGE = '{REFUSAL}'; END $$",
            'CREATE OR REPLACE TRIGGER "audit_only_grows" BEFORE UPDATE OR DELETE ON "news_auditentry" '
            "FOR EACH ROW EXECUTE FUNCTION audit_only_grows()",
        ),
    )
)
