"""A text and a comparison as their pages show them, each built once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext

from config.web import dates
from news.agreements.texts.comparing import Beside, ComparedProvision, compared, side_by_side
from news.agreements.texts.document_lines import DocumentLine, documents_of
from news.agreements.texts.held import TextsHeld, foreign, provisions_of
from news.agreements.texts.laid_out import Entry, Printed, contents, printed
from news.agreements.texts.splitting import ProvisionText
from news.agreements.texts.words import Standing, authentic_words, language_name, standing_of
from news.models import Agreement, TextVersion
from news.texts.notes import Notes


@dataclass(frozen=True, slots=True)
class TextLine:
    """One text in a list of those held."""

    version: TextVersion
    url: str
    data_url: str
    is_replaced: bool
    documents: list[DocumentLine]

    @property
    def language(self) -> str:
        return language_name(self.version.language)


@dataclass(frozen=True, slots=True)
class TextPage:
    held: TextsHeld
    version: TextVersion
    lang: str  # of the text, where it is not the page's
    standing: list[Standing]
    provisions: list[Printed]
    contents: list[Entry]
    facts: list[dict[str, Any]]
    documents: list[DocumentLine]
    others: list[TextLine]
    data_url: str
    compare_url: str
    notes: Notes

    @property
    def agreement(self) -> Agreement:
        return self.held.agreement

    @property
    def language(self) -> str:
        return language_name(self.version.language)

    @property
    def day(self) -> str:
        """In plain words, for titles."""
        return dates.day(self.version.valid_from)


def text_page(held: TextsHeld, version: TextVersion) -> TextPage:
    """Three queries: its provisions, where else they were read, and the documents of all texts."""
    provisions = provisions_of([version])[version.pk]
    lines = text_lines(held)
    notes = Notes()
    return TextPage(
        held=held,
        version=version,
        lang=foreign(version.language),
        standing=standing_of(version),
        provisions=printed(provisions, version.language),
        contents=contents(provisions, version.language),
        facts=_facts(version, notes),
        documents=next(line.documents for line in lines if line.version.pk == version.pk),
        others=[line for line in lines if line.version.pk != version.pk],
        data_url=data_address(version, held),
        compare_url=compare_address(held),
        notes=notes,
    )


def text_lines(held: TextsHeld) -> list[TextLine]:
    """One query, for their documents."""
    documents = documents_of(held.versions)
    return [
        TextLine(
            each,
            held.url(each),
            data_address(each, held),
            hasattr(each, "replaced_by"),
            documents[each.pk],
        )
        for each in held.versions
    ]


def data_address(version: TextVersion, held: TextsHeld) -> str:
    values = {
        "slug": held.agreement.slug,
        "language": version.language,
        "day": version.valid_from.isoformat(),
    }
    return reverse("agreement_text_akn", kwargs=values) + "".join(held.url(version).partition("?")[1:])


def compare_address(held: TextsHeld) -> str:
    """Empty where there is nothing to compare."""
    several = len(held.languages) > 1 or any(len(held.mains(code)) > 1 for code in held.languages)
    return reverse("agreement_compare", kwargs={"slug": held.agreement.slug}) if several else ""


def _facts(version: TextVersion, notes: Notes) -> list[dict[str, Any]]:
    sources = [version.source, *version.other_sources.order_by("key")]
    numbers = tuple(notes.mark(source).number for source in sources)
    translated = version.translated_from
    return [
        {"label": gettext("Language"), "value": language_name(version.language)},
        {"label": gettext("Kind"), "value": capfirst(version.get_kind_display())},
        *([{"label": gettext("Translated from"), "value": language_name(translated)}] if translated else []),
        {"label": gettext("As it stands from"), "value": dates.day(version.valid_from)},
        {"label": gettext("Value of this copy"), "value": capfirst(version.get_legal_value_display())},
        {"label": gettext("Language authentic"), "value": authentic_words(version)},
        {"label": gettext("Read at"), "value": version.source.publisher, "numbers": numbers},
        {"label": gettext("Entered"), "value": dates.day(version.recorded_at.date())},
    ]


# Comparisons -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts. `rows` are word by word (two days of one language), or `pairs` side by side (two languages of one day)."""

    held: TextsHeld
    left: TextVersion | None
    right: TextVersion | None
    rows: list[ComparedProvision]
    pairs: list[Beside]
    notes: Notes

    @property
    def agreement(self) -> Agreement:
        return self.held.agreement

    @property
    def differing(self) -> list[ComparedProvision]:
        return [row for row in self.rows if row.change != "same"]

    @property
    def left_language(self) -> str:
        return language_name(self.left.language) if self.left else ""

    @property
    def right_language(self) -> str:
        return language_name(self.right.language) if self.right else ""

    @property
    def left_url(self) -> str:
        return self.held.url(self.left) if self.left else ""

    @property
    def right_url(self) -> str:
        return self.held.url(self.right) if self.right else ""

    @property
    def languages(self) -> list[tuple[str, str, list[TextVersion]]]:
        """(code, name, its texts by day)."""
        return [
            (code, language_name(code), mains)
            for code in self.held.languages
            if (mains := self.held.mains(code))
        ]

    @property
    def dated(self) -> list[tuple[str, str, list[TextVersion]]]:
        """The languages with texts of several days."""
        return [each for each in self.languages if len(each[2]) > 1]


def comparison(held: TextsHeld, left: TextVersion | None, right: TextVersion | None) -> Comparison:
    """One query for the provisions of both. Nothing to compare where one of them is not there, or both are the same."""
    notes = Notes()
    rows: list[ComparedProvision] = []
    pairs: list[Beside] = []
    if left and right:
        for each in (left, right):
            notes.mark(each.source)
        if left.pk != right.pk:
            provisions = provisions_of([left, right])
            rows, pairs = _matched(left, right, provisions[left.pk], provisions[right.pk])
    return Comparison(held, left, right, rows, pairs, notes)


def _matched(
    left: TextVersion, right: TextVersion, before: Sequence[ProvisionText], after: Sequence[ProvisionText]
) -> tuple[list[ComparedProvision], list[Beside]]:
    if left.language == right.language:
        return compared(before, after, right.language), []
    return [], side_by_side(before, after, (left.language, right.language))


def two_days(held: TextsHeld, language: str, first: date, second: date) -> Comparison:
    early, late = sorted((first, second))
    return comparison(held, held.main(language, early), held.main(language, late))


def two_languages(held: TextsHeld, languages: tuple[str, str], day: date) -> Comparison:
    """The text of each language as it stood on the day."""
    return comparison(held, held.on(languages[0], day), held.on(languages[1], day))
