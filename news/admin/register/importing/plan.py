"""What an import would do, row by row: nothing is written here, and what is written is exactly this."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from news.admin.register.action_keys import free_key
from news.admin.register.entry.fields import Known
from news.admin.register.entry.rows import FIELD_OF_RULE
from news.admin.register.importing.action_rows import ActionRow
from news.admin.register.importing.agreement_rows import AgreementRow, words_of
from news.admin.register.importing.columns import (
    COLUMN_OF_FIELD,
    is_of_actions,
    is_of_agreements,
    unknown_columns,
)
from news.admin.register.importing.tables import Table
from news.agreements.dossiers import Dossier, dossiers
from news.agreements.rules import Finding, validate, words
from news.agreements.subjects import subjects_of
from news.agreements.terms import Family, TitleKind
from news.models import Action, Agreement, AgreementTitle, RuleException, Source


@dataclass(frozen=True, slots=True)
class Line:
    """One row as the page shows it. `act`: create, change, replace, source, same or refused; `errors`: column and words."""

    table: str
    number: int
    act: str
    thing: str
    errors: tuple[tuple[str, str], ...]


@dataclass
class Plan:
    agreements: dict[str, AgreementRow] = field(default_factory=dict)
    actions: dict[str, list[ActionRow]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return bool(self.problems) or any(line.act == "refused" for line in self.lines)

    @property
    def changes(self) -> int:
        return sum(line.act not in ("same", "refused") for line in self.lines)

    @property
    def fingerprint(self) -> str:
        """Of what was shown: if the register has changed since, it is shown again."""
        told = [(line.table, line.number, line.act, line.errors) for line in self.lines]
        return sha256(repr(told).encode()).hexdigest()


def plan_of(tables: Sequence[Table], *, holds: bool = False) -> Plan:
    """A number of queries that does not grow with the rows. `holds`: what is stored is locked until the transaction ends."""
    plan = Plan()
    agreements = [table for table in tables if is_of_agreements(table)]
    actions = [table for table in tables if is_of_actions(table)]
    if not agreements and not actions:
        plan.problems.append(
            _("No table of agreements (with a column “number”) or of actions (“agreement”, “type”).")
        )
    for table in (*agreements, *actions):
        for column in unknown_columns(table):
            plan.problems.append(
                _("%(table)s: there is no column “%(column)s”.") % {"table": table.name, "column": column}
            )
    if not plan.problems:
        _Planner(plan, agreements, actions, holds=holds).run()
    return plan


class _Planner:
    def __init__(self, plan: Plan, agreements: list[Table], actions: list[Table], *, holds: bool) -> None:
        self.plan, self.tables, self.action_tables = plan, agreements, actions
        self.today: date = timezone.localdate()
        numbers = {row.cells.get("number", "") for table in agreements for row in table.rows}
        numbers |= {row.cells.get("agreement", "") for table in actions for row in table.rows}
        rows = Agreement.objects.select_for_update() if holds else Agreement.objects.all()
        found = list(rows.filter(number__in=numbers).order_by("pk"))
        self.dossiers = {each.agreement.number: each for each in dossiers(found)}
        # Read anew: the rows change the instruments in memory, and the rules compare with what is stored.
        stored = Agreement.objects.filter(number__in=list(self.dossiers))
        self.stored = {each.agreement.number: each for each in dossiers(stored)}
        self.known = self._known()

    def _known(self) -> Known:
        known = Known()
        every = [row.cells for table in (*self.tables, *self.action_tables) for row in table.rows]
        sources = {cells.get(name, "") for cells in every for name in ("term_source", "title_source")}
        sources |= {key for cells in every for key in words_of(cells.get("sources", ""))}
        known.remember(Source, sources)
        known.remember(Agreement, {cells.get("by_agreement", "") for cells in every})
        return known

    def run(self) -> None:
        self._read_agreements()
        self._read_actions()
        self._ask_the_rules()
        self.plan.lines = list(self._lines())

    def _read_agreements(self) -> None:
        slugs = set(Agreement.objects.values_list("slug", flat=True)) if self.tables else set()
        official = AgreementTitle.objects.filter(
            agreement__number__in=self.dossiers, kind=TitleKind.OFFICIAL
        ).values_list("agreement__number", "language", "text")
        titles: dict[str, dict[str, str]] = {}
        for number, language, text in official:
            titles.setdefault(number, {})[language] = text
        for table in self.tables:
            for row in table.rows:
                number = row.cells.get("number", "")
                dossier = self.dossiers.get(number)
                read = AgreementRow(row, dossier.agreement if dossier else None, self.known)
                parties = [each.actor.code for each in dossier.participations] if dossier else []
                acts = bool(dossier and dossier.actions)
                read.read(slugs, parties, titles.get(number, {}), acts)
                if number in self.plan.agreements:
                    read.errors.append(("number", _("The same number stands in a row above.")))
                    number = f"{number} {table.name} {row.number}"
                self.plan.agreements[number] = read
                self._prepare(number, read)

    def _prepare(self, number: str, read: AgreementRow) -> None:
        """The instrument as it would be, for the rules and for its actions."""
        if not read.stored and read.agreement.family:
            self.dossiers.setdefault(number, Dossier(read.agreement))
        if number in self.dossiers and read.agreement.family == Family.TREATY:
            self.dossiers[number].participations += read.parties

    def _read_actions(self) -> None:
        keys = Action.objects.filter(agreement__number__in=self.dossiers)
        taken: dict[str, set[str]] = {}
        for number, key in keys.values_list("agreement__number", "key"):
            taken.setdefault(number, set()).add(key)
        for table in self.action_tables:
            for row in table.rows:
                number = row.cells.get("agreement", "")
                read = ActionRow(row, self.known)
                self.plan.actions.setdefault(number, []).append(read)
                if dossier := self.dossiers.get(number):
                    read.read(dossier)
                    self._name(read, dossier, taken.setdefault(number, set()))
                else:
                    read.errors.append(
                        ("agreement", _("There is no agreement with this number, here or above."))
                    )

    def _name(self, read: ActionRow, dossier: Dossier, taken: set[str]) -> None:
        if read.errors or read.is_same:
            return
        action, actor = read.action, read.action.actor
        action.agreement = dossier.agreement
        wanted = "" if read.stored else read.row.cells.get("key", "")
        if wanted and wanted in taken:
            read.errors.append(("key", _("Another action has this key.")))
        action.key = wanted or free_key(action.type, actor.code if actor else "", taken)
        taken.add(action.key)

    def _ask_the_rules(self) -> None:
        numbers = [
            number for number in {*self.plan.actions, *self.plan.agreements} if number in self.dossiers
        ]
        numbers = [number for number in numbers if self._is_readable(number)]
        whole = subjects_of([self._typed(number) for number in numbers])
        before = {each.number: each for each in subjects_of(list(self.stored.values()))}
        excepted = set(
            RuleException.objects.filter(agreement__number__in=numbers).values_list(
                "agreement__number", "rule", "action_key"
            )
        )
        for number, subject in zip(numbers, whole, strict=True):
            row = self.plan.agreements.get(number)
            new_titles = len(row.titles) if row else 0
            subject = replace(subject, official_titles=subject.official_titles + new_titles)
            known = (
                {finding.key for finding in validate(before[number], self.today)}
                if number in before
                else set()
            )
            for finding in validate(subject, self.today):
                if finding.key not in known and (number, *finding.key) not in excepted:
                    self._tell(number, finding)

    def _is_readable(self, number: str) -> bool:
        row = self.plan.agreements.get(number)
        return row is None or not row.errors

    def _typed(self, number: str) -> Dossier:
        stored = self.dossiers[number]
        typed = Dossier(stored.agreement, stored.participations, dict(stored.actions), stored.evidence.copy())
        for read in self.plan.actions.get(number, []):
            if not read.errors and not read.is_same:
                typed.actions[read.action.key] = read.action
                typed.evidence[read.action.key] = read.said
        return typed

    def _tell(self, number: str, finding: Finding) -> None:
        """At the row of the action it names; else at the row of the instrument, or its first action."""
        rows = self.plan.actions.get(number, [])
        named = [read for read in rows if not read.is_same and read.action.key == finding.action]
        of_instrument = [self.plan.agreements[number]] if number in self.plan.agreements else []
        row: Any = [*named, *of_instrument, *rows][0]
        if not finding.hard and isinstance(row, ActionRow) and row.reason:
            row.doubts.append(finding)
            return
        told = words(finding)
        if not finding.hard:
            told = _("%(finding)s If it is so all the same, say why in the column “reason”.") % {
                "finding": told
            }
        name = FIELD_OF_RULE.get(finding.rule, "type") if isinstance(row, ActionRow) else "number"
        row.errors.append((COLUMN_OF_FIELD.get(name, name), told))

    def _lines(self) -> Iterator[Line]:
        places = {id(read.row): read for read in self.plan.agreements.values()}
        places |= {id(read.row): read for rows in self.plan.actions.values() for read in rows}
        for table in (*self.tables, *self.action_tables):
            for row in table.rows:
                read = places[id(row)]
                yield Line(table.name, row.number, read.act, _thing(read), tuple(read.errors))


def _thing(read: AgreementRow | ActionRow) -> str:
    cells = read.row.cells
    if isinstance(read, AgreementRow):
        return f"{cells.get('number', '')} {read.agreement.name_en}".strip()
    if read.errors and not read.action.type:
        return f"{cells.get('agreement', '')}: {cells.get('type', '')} {cells.get('date', '')}"
    actor = read.action.actor
    told = ", ".join(filter(None, [str(read.action.get_type_display()), str(actor) if actor else ""]))
    return f"{cells.get('agreement', '')}: {told}, {cells.get('date', '')}"
