"""What is open in the register: what the rules doubt and why it stands all the same, and where sources differ."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from django.db.models import Exists, Func, IntegerField, OuterRef, QuerySet, Subquery
from django.utils.translation import get_language

from config.web import dates
from config.web.nested import made, nested
from news.agreements.dossiers import Dossier, dossiers
from news.agreements.history import Conflict, conflicts
from news.agreements.rules import Finding, validate, words
from news.agreements.subjects import subjects_of
from news.agreements.terms import Predicate, TitleKind
from news.models import Agreement, AgreementTitle, RuleException, RuleFinding
from news.texts.notes import Notes


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a rule finds. `concerns`: the act or the relation, in words; `reason`: why it stands, nothing where none is given."""

    rule: int
    hard: bool
    words: str
    concerns: str
    reason: str
    reason_lang: str


@dataclass(frozen=True, slots=True)
class Checked:
    agreement: Agreement
    doubts: tuple[Doubt, ...]
    conflicts: tuple[Conflict, ...]


def with_reasons(agreements: QuerySet[Agreement], today: date) -> QuerySet[Agreement]:
    """As `checked` reads them, in one query: whether a rule finds anything, the reasons given, and how many official titles they
    have."""
    findings = RuleFinding.objects.on(today).filter(agreement=OuterRef("pk"))
    official = AgreementTitle.objects.filter(agreement=OuterRef("pk"), kind=TitleKind.OFFICIAL).order_by()
    number = official.annotate(number=Func("pk", function="COUNT", output_field=IntegerField()))
    return agreements.select_related("adopting_organ").annotate(
        is_doubted=Exists(findings),
        reasons_held=nested(RuleException.objects.all(), "agreement"),
        official_titles=Subquery(number.values("number")),
    )


def checked(agreements: Iterable[Agreement], today: date, notes: Notes) -> list[Checked]:
    """Each of `with_reasons` with what is open in it; at most seven queries, however many they are."""
    found = dossiers(agreements)
    reasons: dict[tuple[int, int, str], RuleException] = {
        (row.agreement_id, row.rule, row.action_key): row
        for each in found
        for row in made(RuleException, each.agreement.reasons_held, by=attrgetter("pk"))
    }
    # Of the others only sources differ.
    doubted = [each for each in found if each.agreement.is_doubted]
    titles = {each.agreement.pk: each.agreement.official_titles for each in doubted}
    subjects = {each.number: each for each in subjects_of(doubted, titles)}
    doubts = {
        dossier.agreement.pk: tuple(
            _doubt(dossier, finding, reasons.get((dossier.agreement.pk, *finding.key)))
            for finding in validate(subjects[dossier.agreement.number], today)
        )
        for dossier in doubted
    }
    return [
        Checked(dossier.agreement, doubts.get(dossier.agreement.pk, ()), tuple(conflicts(dossier, notes)))
        for dossier in found
    ]


def _doubt(dossier: Dossier, finding: Finding, exception: RuleException | None) -> Doubt:
    reason, language = RuleException.reason.read(exception) if exception else ("", "")
    return Doubt(
        rule=finding.rule,
        hard=finding.hard,
        words=words(finding),
        concerns=_concerns(dossier, finding.action),
        reason=reason,
        reason_lang="" if language in ("", get_language()) else language,
    )


def _concerns(dossier: Dossier, key: str) -> str:
    """“Law signed, Russian Federation, 1 March 2025”, or of a relation “A 9 terminates A 3”."""
    action = dossier.actions.get(key)
    if action:
        named = [action.get_type_display(), action.actor.name if action.actor else ""]
        return ", ".join(filter(None, [*map(str, named), dates.partial_date(action.date)]))
    for predicate in Predicate:
        newer, said, older = key.partition(f" {predicate} ")
        if said:
            return f"{newer} {predicate.label} {older}"
    return key
