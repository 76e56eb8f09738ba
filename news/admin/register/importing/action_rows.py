"""A row of the table of actions: the same action as one recorded, a new word on it, or a new one."""

from dataclasses import dataclass, field
from typing import Any

from django.forms import modelform_factory
from django.utils.translation import gettext as _

from config.web.partial_dates import PartialDate
from news.admin.register.entry.fields import Known
from news.admin.register.entry.rows import ActionRow as ActionForm
from news.admin.register.importing.agreement_rows import Errors, words_of
from news.admin.register.importing.columns import ACTION_FIELDS, COLUMN_OF_FIELD, value_of
from news.admin.register.importing.tables import Row
from news.agreements.dossiers import Dossier
from news.agreements.terms import ActionType
from news.models import Action, ActionSource, Source

FIELDS = tuple(ACTION_FIELDS.values())
FACTS = ("type", "actor_id", "dated_on", "date_precision", "effective_on", "document_number")
FACTS += ("provisions", "by_agreement_id", "occurrence", "assertion")
# Columns of a form that are not the table's.
ELSEWHERE = {"__all__": "sources"}

IMPORTED = modelform_factory(Action, ActionForm, fields=FIELDS)


@dataclass
class ActionRow:
    """`stored`: the recorded action of which it speaks; `said`: what its sources say, to be saved with it."""

    row: Row
    known: Known
    stored: Action | None = None
    action: Action = field(default_factory=Action)
    said: list[ActionSource] = field(default_factory=list)
    errors: Errors = field(default_factory=list)
    doubts: list[Any] = field(default_factory=list)
    is_same: bool = False

    @property
    def act(self) -> str:
        if self.errors:
            return "refused"
        if self.is_same:
            return "source" if self.said else "same"
        return "replace" if self.stored else "create"

    @property
    def reason(self) -> str:
        return self.row.cells.get("reason", "")

    def read(self, dossier: Dossier) -> None:
        form = self._form({})
        form.is_valid()
        if form.is_dated:
            form.instance.dated_on = form.cleaned_data["dated_on"]
            self.stored = self._recorded(dossier, form.instance)
        if self.stored is not None:
            sources = [said.source.key for said in dossier.evidence[self.stored.key]]
            form = self._form(_facts_of(self.stored) | {"sources": sources})
            form.is_valid()
        self.action = form.instance
        self.errors = [
            (ELSEWHERE.get(name) or COLUMN_OF_FIELD.get(name, name), words)
            for name, found in form.errors.items()
            for words in found
        ]
        if not self.errors:
            self._compare(dossier)

    def _form(self, stored: dict[str, Any]) -> ActionForm:
        """As it would be sent; an empty cell leaves what is recorded. Sources are read apart."""
        data = {"occurrence": "occurred", "assertion": "reported"} | stored
        data |= {
            ACTION_FIELDS[column]: value_of(IMPORTED.base_fields[ACTION_FIELDS[column]], text)
            for column, text in self.row.cells.items()
            if column in ACTION_FIELDS
        }
        sources = words_of(self.row.cells.get("sources", "")) or stored.get("sources", [])
        data |= {"evidence-TOTAL_FORMS": str(len(sources)), "evidence-INITIAL_FORMS": "0"}
        data |= {f"evidence-{place}-source": key for place, key in enumerate(sources)}
        return IMPORTED(data, known=self.known)

    def _recorded(self, dossier: Dossier, action: Action) -> Action | None:
        """By its key; or the one that stands of the same kind and by the same party, of the same day where it may recur."""
        standing = [dossier.actions[held.key] for held in dossier.held if held.key in dossier.actions]
        if key := self.row.cells.get("key"):
            return next((each for each in standing if each.key == key), None)
        once = action.type in ActionType.one_off()
        alike = [
            each
            for each in standing
            if (each.type, each.actor_id, each.provisions)
            == (action.type, action.actor_id, action.provisions)
            and (once or each.date == PartialDate(action.dated_on, action.date_precision))
        ]
        return alike[0] if alike else None

    def _compare(self, dossier: Dossier) -> None:
        keys = words_of(self.row.cells.get("sources", ""))
        named = [self.known.find(Source, key) for key in keys]
        if self.stored is None:
            self.said = [ActionSource(action=self.action, source=source) for source in named]
            return
        evidence = dossier.evidence[self.stored.key]
        here = {said.source.key for said in evidence}
        self.is_same = all(getattr(self.action, name) == getattr(self.stored, name) for name in FACTS)
        if self.is_same:
            fresh = [source for source in named if source.key not in here]
            self.said = [ActionSource(action=self.stored, source=source) for source in fresh]
            return
        if not self.reason:
            self.errors.append(
                ("reason", _("Rule 25: it differs from what is recorded; say why it replaces it."))
            )
        self.action.replaces, self.action.reason = self.stored, self.reason
        if named:
            self.said = [ActionSource(action=self.action, source=source) for source in named]
        else:
            self.said = [_copied(said, self.action) for said in evidence]


def _copied(said: ActionSource, action: Action) -> ActionSource:
    names = ("source", "says_en", "says_ru", "says_be", "says_on", "says_precision")
    return ActionSource(action=action, **{name: getattr(said, name) for name in names})


def _facts_of(action: Action) -> dict[str, Any]:
    facts = {name: getattr(action, name) for name in FIELDS}
    facts |= {
        "dated_on": str(action.date),
        "actor": action.actor.code if action.actor else "",
        "by_agreement": action.by_agreement.number if action.by_agreement else "",
        "effective_on": action.effective_on.isoformat() if action.effective_on else "",
    }
    return facts
