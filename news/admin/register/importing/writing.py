"""Writes a plan in one transaction: instruments, parties, titles, actions with their sources, reasons, and the audit."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils.translation import gettext as _

from news import audit
from news.admin.register.importing.action_rows import ActionRow
from news.admin.register.importing.plan import Plan
from news.agreements.exceptions import record_exception
from news.indexing import index
from news.kinds import kind_of
from news.models import Action, ActionSource, Agreement, AgreementTitle, Participation

FACTS = ("type", "actor", "dated_on", "date_precision", "effective_on", "occurrence", "assertion", "reason")


@transaction.atomic
def write(plan: Plan, *, by: AbstractUser, name: str) -> int:
    """How many rows were written. `name`: of the file, for the audit. Indexes are made once an instrument, not once a row."""
    touched: dict[str, Agreement] = {}
    told: dict[str, dict[str, Any]] = {}
    created = {number for number, read in plan.agreements.items() if read.act == "create"}
    for number, read in plan.agreements.items():
        if read.act == "same":
            continue
        if read.changed:
            read.agreement.save()
        touched[number] = read.agreement
        told[number] = dict(read.changed)
        told[number] |= {
            f"participation:{number}/{each.actor.code}": {"actor": each.actor} for each in read.parties
        }
        told[number] |= {
            f"agreementtitle:{number}/{each.language}": {"text": each.text} for each in read.titles
        }
    rows = [read for read in plan.agreements.values() if read.act != "same"]
    Participation.objects.bulk_create([each for read in rows for each in read.parties])
    AgreementTitle.objects.bulk_create([each for read in rows for each in read.titles])
    for number, reads in plan.actions.items():
        for read in reads:
            if read.act == "same":
                continue
            action = read.stored if read.act == "source" else read.action
            touched.setdefault(number, action.agreement)
            told.setdefault(number, {})[f"action:{number}/{action.key}"] = _told(read, action)
    _write_actions([read for reads in plan.actions.values() for read in reads], by)
    for number, agreement in touched.items():
        audit.record(
            agreement,
            by=by,
            act="add" if number in created else "change",
            new=told[number],
            comment=_("Imported from %(file)s") % {"file": name},
        )
    kind = kind_of(Agreement)
    for agreement in kind.things().filter(pk__in=[each.pk for each in touched.values()]) if kind else ():
        index(agreement)
    return plan.changes


def _write_actions(reads: list[ActionRow], by: AbstractUser) -> None:
    new = [read.action for read in reads if read.act in ("create", "replace")]
    for action in new:
        action.recorded_by = by
    Action.objects.bulk_create(new)
    ActionSource.objects.bulk_create([said for read in reads for said in read.said])
    for read in reads:
        for doubt in read.doubts:
            record_exception(read.action.agreement, doubt, read.reason, by=by)


def _told(read: ActionRow, action: Action) -> dict[str, Any]:
    values = {name: getattr(action, name) for name in FACTS} if read.act != "source" else {}
    sources = [said.source.key for said in read.said]
    return {name: value for name, value in values.items() if value} | {"sources": sources}
