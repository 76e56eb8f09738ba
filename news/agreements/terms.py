"""The words of the register: Vienna Convention on the Law of Treaties (VCLT, 1969) terms as fixed values."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Family(models.TextChoices):
    """Treaties live by acts of the parties and may be ratified; acts of an organ of the Union State live by the organ's own."""

    TREATY = "treaty", _("treaty")
    ORGAN_ACT = "organ_act", _("act of an organ")


class Designation(models.TextChoices):
    TREATY = "treaty", _("Treaty")
    AGREEMENT = "agreement", _("Agreement")
    PROTOCOL = "protocol", _("Protocol")
    CHARTER = "charter", _("Charter")
    DECLARATION = "declaration", _("Declaration")
    EXCHANGE_OF_NOTES = "exchange_of_notes", _("Exchange of notes")
    DECREE = "decree", _("Decree")
    DIRECTIVE = "directive", _("Directive")
    # Two Russian words, «постановление» and «резолюция», are both "resolution" in English.
    RESOLUTION_POST = "resolution_post", pgettext_lazy("postanovlenie", "Resolution (postanovlenie)")
    RESOLUTION_REZ = "resolution_rez", pgettext_lazy("rezolyutsiya", "Resolution (rezolyutsiya)")

    @classmethod
    def of(cls, family: Family) -> list[str]:
        acts = [cls.DECREE, cls.DIRECTIVE, cls.RESOLUTION_POST, cls.RESOLUTION_REZ]
        return [d.value for d in cls if (d in acts) == (family == Family.ORGAN_ACT)]


class ActorKind(models.TextChoices):
    STATE = "state", _("State")
    ORGAN = "organ", _("organ of the Union State")
    ORGANISATION = "organisation", _("organisation")


class ParticipationRole(models.TextChoices):
    NEGOTIATING = "negotiating", _("negotiating State")
    NON_SIGNATORY = "non_signatory", _("non-signatory")


class ConsentMode(models.TextChoices):
    """How consent to be bound is expressed (VCLT 11–16)."""

    SIGNATURE = "signature", _("signature")
    RATIFICATION = "ratification", _("ratification")
    ACCEPTANCE = "acceptance", _("acceptance")
    APPROVAL = "approval", _("approval")
    NOTIFICATION = "notification", _("notification that procedures are complete")
    EXCHANGE = "exchange", _("exchange of instruments")
    ADOPTION_BY_ORGAN = "adoption_by_organ", _("adoption by the organ")
    UNKNOWN = "unknown", _("not established")


class EntryIntoForceRule(models.TextChoices):
    """What the instrument itself says of its entry into force (VCLT 24)."""

    ON_SIGNATURE = "on_signature", _("on signature")
    ON_EXCHANGE = "on_exchange", _("on the exchange of instruments")
    ON_LAST_NOTIFICATION = "on_last_notification", _("on the last notification")
    FIXED_DATE = "fixed_date", _("on a fixed date")
    ON_PUBLICATION = "on_publication", _("on publication")
    UNKNOWN = "unknown", _("not established")


class TextAvailability(models.TextChoices):
    FULL = "full", _("full text")
    PART = "part", _("part of the text")
    NONE = "none", _("no official copy held")


class TitleKind(models.TextChoices):
    OFFICIAL = "official", _("official title")
    VARIANT = "variant", _("official title, the other side's wording")
    SHORT = "short", _("short title")
    FORMER = "former", _("former title")
    TRANSLATION = "translation", pgettext_lazy("title", "translation")
    ALIAS = "alias", _("also called")


class Layer(models.TextChoices):
    """What binds between States, kept apart from what each State does at home."""

    INTERNATIONAL = "international", _("between the parties")
    DOMESTIC = "domestic", _("domestic")


class Occurrence(models.TextChoices):
    OCCURRED = "occurred", _("occurred")
    SCHEDULED = "scheduled", _("scheduled")
    EXPECTED = "expected", _("expected")


class Assertion(models.TextChoices):
    """Confirmed: one class A or B source, or two independent class C sources."""

    CONFIRMED = "confirmed", _("confirmed")
    REPORTED = "reported", _("reported")
    DISPUTED = "disputed", _("disputed")
    RETRACTED = "retracted", _("retracted")


class ActionType(models.TextChoices):
    NEGOTIATIONS_OPENED = "negotiations_opened", _("Negotiations opened")
    INITIALLED = "initialled", _("Initialled")
    ADOPTED = "adopted", _("Text adopted")
    OPENED_FOR_SIGNATURE = "opened_for_signature", _("Opened for signature")
    SIGNED = "signed", _("Signed")
    SIGNED_AD_REFERENDUM = "signed_ad_referendum", _("Signed ad referendum")
    SIGNATURE_CONFIRMED = "signature_confirmed", _("Signature confirmed")
    RATIFICATION_EXCHANGED = (
        "instrument_of_ratification_exchanged",
        _("Instruments of ratification exchanged"),
    )
    RATIFICATION_DEPOSITED = "instrument_of_ratification_deposited", _("Instrument of ratification deposited")
    ACCEPTANCE_EXCHANGED = "instrument_of_acceptance_exchanged", _("Instruments of acceptance exchanged")
    ACCEPTANCE_DEPOSITED = "instrument_of_acceptance_deposited", _("Instrument of acceptance deposited")
    APPROVAL_EXCHANGED = "instrument_of_approval_exchanged", _("Instruments of approval exchanged")
    APPROVAL_DEPOSITED = "instrument_of_approval_deposited", _("Instrument of approval deposited")
    ACCESSION_DEPOSITED = "instrument_of_accession_deposited", _("Instrument of accession deposited")
    NOTIFIED_COMPLETION = "notified_completion", _("Completion of procedures notified")
    RESERVATION_MADE = "reservation_made", _("Reservation made")
    DECLARATION_MADE = "declaration_made", _("Interpretative declaration made")
    OBJECTION_MADE = "objection_made", _("Objection to a reservation made")
    RESERVATION_WITHDRAWN = "reservation_withdrawn", _("Reservation withdrawn")
    PROVISIONAL_APPLICATION_BEGINS = "provisional_application_begins", _("Provisional application begins")
    PROVISIONAL_APPLICATION_ENDS = "provisional_application_ends", _("Provisional application ends")
    ENTERS_INTO_FORCE = "enters_into_force", _("Enters into force")
    REGISTERED_UN = "registered_un", _("Registered with the United Nations")
    AMENDED = "amended", _("Amended")
    CORRECTED = "corrected", _("Corrected")
    SUSPENDED = "suspended", _("Suspended")
    RESUMED = "resumed", _("Resumed")
    NOTICE_OF_TERMINATION = "notice_of_termination", _("Notice of termination given")
    DENOUNCED = "denounced", _("Denounced")
    WITHDREW = "withdrew", _("Withdrew")
    TERMINATED = "terminated", _("Terminated")
    EXPIRED = "expired", _("Expired")
    RENEWED = "renewed", _("Renewed")
    # One organisation turned into another by a later treaty, which may not say on which day the earlier one ended.
    TRANSFORMED = "transformed", _("Transformed by a later treaty")
    ABANDONED = "abandoned", _("Abandoned before entry into force")
    SUBMITTED_TO_PARLIAMENT = "submitted_to_parliament", _("Submitted to parliament")
    LOWER_HOUSE_APPROVED = "lower_house_approved", _("Approved by the lower house")
    UPPER_HOUSE_APPROVED = "upper_house_approved", _("Approved by the upper house")
    # Where the source names no house.
    PARLIAMENT_APPROVED = "parliament_approved", _("Approved by parliament")
    LAW_SIGNED = "law_signed", _("Law signed")
    LAW_PUBLISHED = "law_published", _("Law published")
    LAW_IN_FORCE = "law_in_force", _("Law in force")
    ADOPTED_BY_ORGAN = "adopted_by_organ", _("Adopted by the organ")
    PUBLISHED = "published", _("Published")
    TAKES_EFFECT = "takes_effect", _("Takes effect")
    REPEALED = "repealed", _("Repealed")

    @classmethod
    def of(cls, layer: Layer) -> list[str]:
        domestic = [
            cls.SUBMITTED_TO_PARLIAMENT,
            cls.LOWER_HOUSE_APPROVED,
            cls.UPPER_HOUSE_APPROVED,
            cls.PARLIAMENT_APPROVED,
            cls.LAW_SIGNED,
            cls.LAW_PUBLISHED,
            cls.LAW_IN_FORCE,
        ]
        return [t.value for t in cls if (t in domestic) == (layer == Layer.DOMESTIC)]

    @classmethod
    def of_family(cls, family: Family) -> list[str]:
        """The acts an instrument of the family can have: an organ's act is never ratified, a treaty never adopted by an organ."""
        organ_only = [cls.ADOPTED_BY_ORGAN, cls.PUBLISHED, cls.TAKES_EFFECT, cls.REPEALED]
        shared = [cls.AMENDED, cls.CORRECTED, cls.SUSPENDED, cls.RESUMED, cls.EXPIRED, cls.RENEWED]
        if family == Family.ORGAN_ACT:
            return [t.value for t in [*organ_only, *shared]]
        return [t.value for t in cls if t not in organ_only]

    @classmethod
    def one_off(cls) -> list[str]:
        """What happens once: once to each party, or once to the instrument."""
        return [
            cls.SIGNED.value,
            cls.RATIFICATION_EXCHANGED.value,
            cls.RATIFICATION_DEPOSITED.value,
            cls.ACCEPTANCE_EXCHANGED.value,
            cls.ACCEPTANCE_DEPOSITED.value,
            cls.APPROVAL_EXCHANGED.value,
            cls.APPROVAL_DEPOSITED.value,
            cls.ACCESSION_DEPOSITED.value,
            cls.NOTIFIED_COMPLETION.value,
            cls.ENTERS_INTO_FORCE.value,
            cls.TERMINATED.value,
            cls.TRANSFORMED.value,
            cls.ABANDONED.value,
            cls.LAW_SIGNED.value,
            cls.ADOPTED_BY_ORGAN.value,
            cls.TAKES_EFFECT.value,
            cls.REPEALED.value,
        ]


class StatusValue(models.TextChoices):
    """What an instrument is on a day. Computed by `agreement_status`, never stored by hand."""

    RECORDED = "recorded", pgettext_lazy("agreement status", "No act yet")
    NEGOTIATING = "negotiating", pgettext_lazy("agreement status", "In negotiation")
    INITIALLED = "initialled", pgettext_lazy("agreement status", "Initialled")
    TEXT_ADOPTED = "text_adopted", pgettext_lazy("agreement status", "Text adopted")
    PARTLY_SIGNED = "partly_signed", pgettext_lazy("agreement status", "Partly signed")
    # Signed, and it is not established what else the parties had to do.
    SIGNED = "signed", pgettext_lazy("agreement status", "Signed")
    AWAITING_CONSENT = "awaiting_consent", pgettext_lazy("agreement status", "Signed, awaiting consent")
    AWAITING_ENTRY = (
        "awaiting_entry",
        pgettext_lazy("agreement status", "Consent complete, awaiting entry into force"),
    )
    PROVISIONALLY_APPLIED = (
        "provisionally_applied",
        pgettext_lazy("agreement status", "Provisionally applied"),
    )
    IN_FORCE = "in_force", pgettext_lazy("agreement status", "In force")
    SUSPENDED = "suspended", pgettext_lazy("agreement status", "Suspended")
    NEVER_IN_FORCE = "never_in_force", pgettext_lazy("agreement status", "Never entered into force")
    TRANSFORMED = "transformed", pgettext_lazy("agreement status", "Transformed")
    TERMINATED = "terminated", pgettext_lazy("agreement status", "Ended")
    EXPIRED = "expired", pgettext_lazy("agreement status", "Expired")
    # Acts of an organ.
    ADOPTED = "adopted", pgettext_lazy("agreement status", "Adopted")
    IN_EFFECT = "in_effect", pgettext_lazy("agreement status", "In effect")
    REPEALED = "repealed", pgettext_lazy("agreement status", "Repealed")


class PartyStanding(models.TextChoices):
    """What a State is to a treaty (VCLT 2(1)(f) and (g))."""

    NON_SIGNATORY = "non_signatory", _("has not signed")
    SIGNATORY = "signatory", _("signatory")
    CONTRACTING_STATE = "contracting_state", _("contracting State")
    PARTY = "party", _("party")
    SUSPENDED_PARTY = "suspended_party", _("party, application suspended")
    FORMER_PARTY = "former_party", _("former party")


class Modifier(models.TextChoices):
    """What must be said beside the status, so that it claims no more than is known."""

    REPORTED = "reported", _("reported")
    DISPUTED = "disputed", _("sources differ on a date")
    PARTLY = "partly", _("some provisions only")
    PARTLY_SUSPENDED = "partly_suspended", _("some provisions suspended")
    NOTICE_RUNNING = "notice_running", _("notice of termination given")
    CONSENT_NOT_RECORDED = "consent_not_recorded", _("acts of consent not established")
    ENTRY_WITHOUT_CONSENT = "entry_without_consent", _("an entry into force is recorded, consent is not")
    END_POSSIBLE = "end_possible", _("an end is recorded for this time, its day is not established")
    TERM_PASSED = "term_passed", _("the term has passed, no renewal recorded")


# Of the register's rules (news/agreements/rules) those whose findings may be saved with a stated reason.
SOFT_RULES = (4, 11, 12, 16, 17, 18, 22)


class Predicate(models.TextChoices):
    AMENDS = "amends", _("amends")
    SUPPLEMENTS = "supplements", _("supplements")
    SUPERSEDES = "supersedes", _("supersedes")
    TERMINATES = "terminates", _("terminates")
    SUSPENDS = "suspends", _("suspends")
    RENEWS = "renews", _("renews")
    CORRECTS = "corrects", _("corrects")
    IMPLEMENTS = "implements", _("implements")
    BASED_ON = "based_on", _("is based on")
    PROTOCOL_TO = "protocol_to", _("is a protocol to")
    ANNEX_OF = "annex_of", _("is an annex of")
    TRANSFORMS = "transforms", _("transforms")
    CITES = "cites", _("cites")

    @property
    def reverse_label(self) -> str:
        return REVERSE_LABELS[self]


REVERSE_LABELS = {
    Predicate.AMENDS: _("is amended by"),
    Predicate.SUPPLEMENTS: _("is supplemented by"),
    Predicate.SUPERSEDES: _("is superseded by"),
    Predicate.TERMINATES: _("is terminated by"),
    Predicate.SUSPENDS: _("is suspended by"),
    Predicate.RENEWS: _("is renewed by"),
    Predicate.CORRECTS: _("is corrected by"),
    Predicate.IMPLEMENTS: _("is implemented by"),
    Predicate.BASED_ON: _("is the basis for"),
    Predicate.PROTOCOL_TO: _("has the protocol"),
    Predicate.ANNEX_OF: _("has the annex"),
    Predicate.TRANSFORMS: _("is transformed by"),
    Predicate.CITES: _("is cited by"),
}
