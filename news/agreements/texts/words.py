"""What a reader is told of a text: what it may be relied on for, where it was read, how much of it there is."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext

from config.web import dates
from news.agreements.texts.terms import LegalValue, TextKind
from news.models import TextVersion


@dataclass(frozen=True, slots=True)
class Standing:
    """For site/_notice.html: the first words, what follows them, the tone."""

    lead: str
    text: str
    tone: str


def language_name(code: str) -> str:
    """In the reader's language, with a capital: Russian, «Русский»."""
    return capfirst({"en": gettext("English"), "ru": gettext("Russian"), "be": gettext("Belarusian")}[code])


def standing_of(version: TextVersion) -> list[Standing]:
    return [*_value(version), *_extent(version), *_replacement(version)]


def _value(version: TextVersion) -> list[Standing]:
    publisher = {"publisher": version.source.publisher}
    if version.legal_value == LegalValue.AUTHENTIC:
        return [Standing(gettext("Authentic text."), gettext("As the parties signed it."), "")]
    if version.legal_value == LegalValue.OFFICIAL:
        words = gettext("Published by %(publisher)s. Where it differs, the authentic text decides.")
        return [Standing(_lead(version, gettext("Official text.")), words % publisher, "")]
    words = gettext("A copy read at: %(publisher)s. It has no legal force; the authentic text decides.")
    return [Standing(_lead(version, gettext("For information only.")), words % publisher, "claim")]


def _lead(version: TextVersion, lead: str) -> str:
    translated = gettext("Translation from another language.")
    return f"{lead} {translated}" if version.kind == TextKind.TRANSLATION else lead


def _extent(version: TextVersion) -> list[Standing]:
    if not version.is_part:
        return []
    words = gettext(
        "Provisions are missing where their numbers jump; no one has shortened those that are here."
    )
    return [Standing(gettext("Only a part of the text is held."), words, "claim")]


def _replacement(version: TextVersion) -> list[Standing]:
    if not hasattr(version, "replaced_by"):
        return []
    lead = gettext("This copy was replaced on %(day)s.") % {
        "day": dates.day(version.replaced_by.recorded_at.date())
    }
    return [Standing(lead, version.replaced_by.reason, "plum")]


def authentic_words(version: TextVersion) -> str:
    """Whether the instrument was authenticated in its language; empty where that is not established."""
    return {None: "", True: gettext("yes"), False: gettext("no")}[version.authentic]
