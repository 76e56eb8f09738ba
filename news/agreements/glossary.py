"""The register's words, explained: what each status, act and relation means, and the articles of the Vienna Convention on the Law
of Treaties (1969) that it rests on. Every word of the vocabulary is here (a test asks), under an address that keeps."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from news.agreements.terms import ActionType, Assertion, Occurrence, PartyStanding, Predicate, StatusValue


@dataclass(frozen=True, slots=True)
class Term:
    """`articles`: of the Vienna Convention, "" where it has none for this."""

    anchor: str
    name: str
    says: str | Promise
    articles: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    anchor: str
    heading: str | Promise
    terms: list[Term]


Told = Mapping[TextChoices, tuple[str | Promise, str]]

STATUSES: Told = {
    StatusValue.RECORDED: (
        _("The instrument stands in the register; no act of it is recorded by the day."),
        "",
    ),
    StatusValue.NEGOTIATING: (_("The States are drawing up the text."), "2(1)(e)"),
    StatusValue.INITIALLED: (
        _("Negotiators have put their initials to the text: it is fixed, nobody is bound."),
        "10",
    ),
    StatusValue.TEXT_ADOPTED: (_("The negotiating States have settled the text; it is not signed yet."), "9"),
    StatusValue.PARTLY_SIGNED: (_("Some of the States that must sign have signed."), "10, 12"),
    StatusValue.SIGNED: (
        _("All have signed; what more was needed, and whether it is in force, is not established."),
        "10–12",
    ),
    StatusValue.AWAITING_CONSENT: (
        _(
            "All have signed; more than a signature is needed. Until then a State must not defeat the treaty’s purpose."
        ),
        "14, 18",
    ),
    StatusValue.AWAITING_ENTRY: (
        _(
            "Every State has given its consent; the day of entry into force has not come or is not established."
        ),
        "2(1)(f), 24",
    ),
    StatusValue.PROVISIONALLY_APPLIED: (
        _("Applied by agreement before it is in force, wholly or in part."),
        "25",
    ),
    StatusValue.IN_FORCE: (_("It binds its parties, which must perform it in good faith."), "24, 26"),
    StatusValue.SUSPENDED: (_("It remains a treaty, but for a time need not be performed."), "57, 58, 72"),
    StatusValue.NEVER_IN_FORCE: (_("It was given up before it had bound anybody."), "18, 24"),
    StatusValue.TRANSFORMED: (
        _("A later treaty turned into another organisation what this one had founded."),
        "59",
    ),
    StatusValue.TERMINATED: (_("It no longer binds; what was done under it while it did stands."), "54, 70"),
    StatusValue.EXPIRED: (_("It ended with its own term."), "54"),
    StatusValue.ADOPTED: (
        _("An organ of the Union State has adopted the act; when it takes effect is not established."),
        "",
    ),
    StatusValue.IN_EFFECT: (
        _("The act of an organ applies. Such an act is not a treaty and is not ratified."),
        "",
    ),
    StatusValue.REPEALED: (_("The organ has repealed its act."), ""),
}

ACTIONS: Told = {
    ActionType.NEGOTIATIONS_OPENED: (_("States begin to draw up a text."), "2(1)(e)"),
    ActionType.INITIALLED: (_("Negotiators initial the text and so fix it. It binds nobody."), "10"),
    ActionType.ADOPTED: (_("The text is settled by those who drew it up."), "9"),
    ActionType.OPENED_FOR_SIGNATURE: (_("From this day States may sign."), "10, 12"),
    ActionType.SIGNED: (
        _("It makes the text authentic. It binds only where the treaty says that signature is enough."),
        "10, 12, 18",
    ),
    ActionType.SIGNED_AD_REFERENDUM: (
        _("A signature that counts once the State has confirmed it."),
        "12(2)(b)",
    ),
    ActionType.SIGNATURE_CONFIRMED: (_("A State confirms a signature given subject to that."), "12(2)(b)"),
    ActionType.RATIFICATION_EXCHANGED: (
        _("Both sides hand over papers by which they consent to be bound: the usual way between two States."),
        "2(1)(b), 14, 16",
    ),
    ActionType.RATIFICATION_DEPOSITED: (_("A State lodges its consent with the depositary."), "14, 16, 77"),
    ActionType.ACCEPTANCE_EXCHANGED: (
        _("Consent to be bound by acceptance, exchanged between the sides."),
        "14(2), 16",
    ),
    ActionType.ACCEPTANCE_DEPOSITED: (
        _("Consent to be bound by acceptance, lodged with the depositary."),
        "14(2), 16",
    ),
    ActionType.APPROVAL_EXCHANGED: (
        _("Consent to be bound by approval, exchanged between the sides."),
        "14(2), 16",
    ),
    ActionType.APPROVAL_DEPOSITED: (
        _("Consent to be bound by approval, lodged with the depositary."),
        "14(2), 16",
    ),
    ActionType.ACCESSION_DEPOSITED: (_("A State that had not signed joins."), "15, 16"),
    ActionType.NOTIFIED_COMPLETION: (
        _(
            "A State tells the other that its procedures at home are complete; where the treaty says so, that is its consent."
        ),
        "11, 16(c)",
    ),
    ActionType.PROVISIONAL_APPLICATION_BEGINS: (
        _("From this day it is applied before it is in force."),
        "25(1)",
    ),
    ActionType.PROVISIONAL_APPLICATION_ENDS: (
        _("From this day it is no longer applied provisionally."),
        "25(2)",
    ),
    ActionType.ENTERS_INTO_FORCE: (_("From this day it binds those who have consented."), "24"),
    ActionType.REGISTERED_UN: (
        _("The Secretariat of the United Nations registers it, after its entry into force."),
        "80",
    ),
    ActionType.AMENDED: (_("Its provisions are changed by agreement between the parties."), "39, 40"),
    ActionType.CORRECTED: (_("An error in the text is put right; the meaning stays."), "79"),
    ActionType.SUSPENDED: (
        _("From this day it need not be performed for a time, wholly or in part."),
        "57, 58",
    ),
    ActionType.RESUMED: (_("From this day it is performed again."), "72(2)"),
    ActionType.NOTICE_OF_TERMINATION: (
        _("A party says that it will leave; until the notice has run the treaty binds."),
        "56, 65",
    ),
    ActionType.DENOUNCED: (
        _("A party ends a treaty on its own side, as the treaty or its nature allows."),
        "56",
    ),
    ActionType.WITHDREW: (_("A party leaves a treaty that goes on between the others."), "54, 56"),
    ActionType.TERMINATED: (_("The treaty ends for all its parties."), "54, 59, 70"),
    ActionType.EXPIRED: (_("The treaty ends with its term."), "54(a)"),
    ActionType.RENEWED: (_("Its term is made longer."), ""),
    ActionType.TRANSFORMED: (
        _(
            "A later treaty turns one organisation into another; the day on which the earlier treaty ended may be unknown."
        ),
        "59",
    ),
    ActionType.ABANDONED: (_("The States give it up before it has entered into force."), "18"),
    ActionType.RESERVATION_MADE: (
        _(
            "A State excludes or changes for itself the effect of certain provisions, when it signs or consents."
        ),
        "2(1)(d), 19",
    ),
    ActionType.DECLARATION_MADE: (_("A State says how it reads a provision; it changes no effect."), ""),
    ActionType.OBJECTION_MADE: (_("A State objects to another’s reservation."), "20, 21"),
    ActionType.RESERVATION_WITHDRAWN: (_("A State takes its reservation back."), "22"),
    ActionType.SUBMITTED_TO_PARLIAMENT: (_("A State’s parliament is asked to approve. It binds nobody."), ""),
    ActionType.LOWER_HOUSE_APPROVED: (_("The lower house votes for it: a step at home."), ""),
    ActionType.UPPER_HOUSE_APPROVED: (_("The upper house votes for it: a step at home."), ""),
    ActionType.PARLIAMENT_APPROVED: (_("Parliament votes for it; the source names no house."), ""),
    ActionType.LAW_SIGNED: (
        _(
            "The head of State signs the law that approves it. It becomes binding only when the other side is told."
        ),
        "46",
    ),
    ActionType.LAW_PUBLISHED: (_("The law that approves it is printed in the State’s gazette."), ""),
    ActionType.LAW_IN_FORCE: (
        _("The law that approves it applies at home. The treaty itself may not yet be in force."),
        "",
    ),
    ActionType.ADOPTED_BY_ORGAN: (
        _("An organ of the Union State adopts its own act; it is not ratified."),
        "",
    ),
    ActionType.PUBLISHED: (_("The act of an organ is published."), ""),
    ActionType.TAKES_EFFECT: (_("From this day the act of an organ applies."), ""),
    ActionType.REPEALED: (_("The organ withdraws its act."), ""),
}

STANDINGS: Told = {
    PartyStanding.NON_SIGNATORY: (_("A State that took part and has not signed."), "2(1)(e)"),
    PartyStanding.SIGNATORY: (_("It has signed and has not consented to be bound."), "18"),
    PartyStanding.CONTRACTING_STATE: (
        _("It has consented to be bound, whether or not the treaty is in force."),
        "2(1)(f)",
    ),
    PartyStanding.PARTY: (_("It has consented, and the treaty is in force for it."), "2(1)(g)"),
    PartyStanding.SUSPENDED_PARTY: (_("A party to a treaty whose performance is suspended."), "57, 72"),
    PartyStanding.FORMER_PARTY: (_("It was a party until the treaty ended or it left."), "54, 70"),
}

KNOWN: Told = {
    Assertion.CONFIRMED: (
        _("One official text or site gives the date, or two independent agencies or papers do."),
        "",
    ),
    Assertion.REPORTED: (_("A source gives the date, which is not enough to call it confirmed."), ""),
    Assertion.DISPUTED: (_("Sources give dates that cannot all be true; all are kept."), ""),
    Assertion.RETRACTED: (_("The register no longer holds it; the row stays, with the reason."), ""),
    Occurrence.OCCURRED: (_("It has happened."), ""),
    Occurrence.SCHEDULED: (_("A day for it is fixed."), ""),
    Occurrence.EXPECTED: (_("It is to come; no day is fixed for certain."), ""),
}

RELATIONS: Told = {
    Predicate.AMENDS: (_("Changes provisions of the other."), "39, 40"),
    Predicate.SUPPLEMENTS: (_("Adds to the other and leaves its provisions."), ""),
    Predicate.SUPERSEDES: (_("Takes the other’s place."), "30, 59"),
    Predicate.TERMINATES: (_("Ends the other."), "54, 59"),
    Predicate.SUSPENDS: (_("Puts off the performance of the other."), "57–59"),
    Predicate.RENEWS: (_("Makes the other’s term longer."), ""),
    Predicate.CORRECTS: (_("Puts an error in the other’s text right."), "79"),
    Predicate.IMPLEMENTS: (_("Carries the other out."), ""),
    Predicate.BASED_ON: (_("Rests on the other."), ""),
    Predicate.PROTOCOL_TO: (_("Was concluded to go with the other."), "2(1)(a)"),
    Predicate.ANNEX_OF: (_("Is a part of the other."), "31(2)"),
    Predicate.TRANSFORMS: (_("Turns into another organisation what the other had founded."), "59"),
    Predicate.CITES: (_("Names the other in its text, and does nothing to it."), ""),
}

# By the anchor of the section; the prefix of the anchors of its terms.
_SECTIONS: Mapping[str, tuple[str | Promise, Told]] = {
    "status": (_("What an instrument is: statuses"), STATUSES),
    "action": (_("What is done: acts"), ACTIONS),
    "standing": (_("What a State is to a treaty"), STANDINGS),
    "known": (_("How well a date is known"), KNOWN),
    "relation": (_("How instruments are related"), RELATIONS),
}
_PREFIX = {StatusValue: "status", ActionType: "action", PartyStanding: "standing", Predicate: "relation"}
_PREFIX |= dict.fromkeys((Assertion, Occurrence), "known")


def anchor(member: TextChoices) -> str:
    """status-in-force, action-signed."""
    return f"{_PREFIX[type(member)]}-{member.value.replace('_', '-')}"


def term_url(member: TextChoices) -> str:
    """Where the glossary explains it."""
    return f"{reverse('agreement_glossary')}#{anchor(member)}"


def glossary() -> list[Section]:
    return [
        Section(
            name,
            heading,
            [
                Term(anchor(member), str(member.label), says, articles)
                for member, (says, articles) in told.items()
            ],
        )
        for name, (heading, told) in _SECTIONS.items()
    ]
