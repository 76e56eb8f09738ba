"""What is open in the register: what the rules doubt and why it stands all the same, and where sources differ."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import attrgetter

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import get_language

from config.web import dates
from config.web.nested import made, nested
from config.web.prepared import Many, Slot, prepared
from config.web.translated import columns
from news.agreements.dossiers import DECISIVE, Dossier, dossiers_from, record_of
from news.agreements.history import Conflict, conflict
from news.agreements.rules import OF_RELATIONS, RING, UNTITLED, Finding, Subject, validate, words
from news.agreements.subjects import subject_of, subjects_of
from news.agreements.terms import Assertion, Occurrence, Predicate
from news.models import ActionSource, Agreement, RuleException, RuleFinding
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


# What the page prints of an instrument, and what the rules ask of it.
OF_INSTRUMENT = (
    *(*DECISIVE.instruments, "number", *columns("name")),
    *("text_availability", "adopting_organ__code"),
)
# What the rules ask, and by what an act is called.
OF_ACTS = DECISIVE._replace(
    instruments=("pk",), acts=(*DECISIVE.acts, *(f"actor__{name}" for name in columns("name")))
)


def checked(keys: Sequence[int], today: date, notes: Notes) -> list[Checked]:
    """Each of the instruments with these keys with what is open in it. Two queries; two more where a rule finds something, and
    three where it asks what they are bound to (a fourth of rings)."""
    found = {each.pk: each for each in _instruments().rows(keys=keys, today=today)}
    doubts = _doubts([each for each in found.values() if each.findings_held], today)
    disputed: dict[int, list[list[ActionSource]]] = {pk: [] for pk in found}
    for action, evidence in groupby(_disputed().rows(keys=keys), key=attrgetter("action")):
        disputed[action.agreement_id].append(list(evidence))
    return [
        Checked(found[pk], tuple(doubts.get(pk, ())), tuple(_conflicts(disputed[pk], notes))) for pk in keys
    ]


@prepared
def _instruments() -> QuerySet[Agreement]:
    """With what the rules find in them, and the reasons given."""
    rows = Agreement.objects.filter(pk__in=Many("keys")).order_by()
    return (
        rows.select_related("adopting_organ")
        .only(*OF_INSTRUMENT)
        .annotate(
            findings_held=nested(RuleFinding.objects.on(Slot("today")), "agreement"),
            reasons_held=nested(RuleException.objects.all(), "agreement"),
        )
    )


@prepared
def _disputed() -> QuerySet[ActionSource]:
    """All that is said of the acts that stand and on whose date sources may differ, act by act in the order of time."""
    differing = ActionSource.objects.filter(action=OuterRef("action"), says_on__isnull=False)
    replacing = ActionSource.objects.filter(action__replaces=OuterRef("action"))
    standing = {"action__occurrence": Occurrence.OCCURRED, "action__agreement__in": Many("keys")}
    rows = ActionSource.objects.filter(Exists(differing), ~Exists(replacing), **standing)
    rows = rows.exclude(action__assertion=Assertion.RETRACTED).select_related("action", "source")
    return rows.order_by("action__dated_on", "action_id", "pk")


def _conflicts(disputed: Iterable[list[ActionSource]], notes: Notes) -> Iterator[Conflict]:
    for evidence in disputed:
        if found := conflict(evidence[0].action, evidence, notes):
            yield found


def _doubts(doubted: Sequence[Agreement], today: date) -> dict[int, list[Doubt]]:
    """Of each, by its key, what the rules find, in words."""
    dossiers = dossiers_from(doubted, record_of(doubted, read=OF_ACTS)) if doubted else []
    found = {}
    for dossier, subject in _subjects(dossiers):
        held = made(RuleException, dossier.agreement.reasons_held, by=attrgetter("pk"))
        reasons = {(row.rule, row.action_key): row for row in held}
        findings = validate(subject, today)
        found[dossier.agreement.pk] = [_doubt(dossier, each, reasons.get(each.key)) for each in findings]
    return found


def _subjects(dossiers: Sequence[Dossier]) -> Iterator[tuple[Dossier, Subject]]:
    """Each with as much of its surroundings as the rules that find something in it ask about. Whether it has an official title
    is what one of them finds."""
    rules = {each.agreement.pk: {row["rule"] for row in each.agreement.findings_held} for each in dossiers}
    titles = {pk: int(UNTITLED not in found) for pk, found in rules.items()}
    bound = [each for each in dossiers if rules[each.agreement.pk] & OF_RELATIONS]
    yield from zip(bound, subjects_of(bound, titles, rings=RING in set().union(*rules.values())), strict=True)
    for each in dossiers:
        if not rules[each.agreement.pk] & OF_RELATIONS:
            yield each, replace(subject_of(each), official_titles=titles[each.agreement.pk])


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
