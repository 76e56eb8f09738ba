"""What of an agreement's text is found by itself: an article with all its paragraphs; a preamble, an annex, a point outside
articles."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from config.web.translated import LANGUAGES
from news.agreements.texts.headings import WORDS, label
from news.agreements.texts.held import provisions_of, texts_of
from news.agreements.texts.laid_out import HEADED, mark_of
from news.agreements.texts.splitting import ProvisionText
from news.models import Agreement, TextVersion


@dataclass(slots=True)
class Unit:
    """`mark`: how the text names it, with its heading: «Статья 4. Гражданство». `marks`: (its name, language) in each."""

    eid: str
    language: str
    valid_from: date
    query: str
    mark: str
    marks: list[tuple[str, str]]
    lines: list[str] = field(default_factory=list)


def units_of(agreement: Agreement) -> Iterator[Unit]:
    """Of the text as it stands today in each language in which one is held; two queries."""
    held = texts_of(agreement)
    today = timezone.localdate()
    versions = [version for code in LANGUAGES if (version := held.on(code, today))]
    texts = provisions_of(versions) if versions else {}
    for version in versions:
        query = held.url(version).partition("?")[2]
        yield from _units(version, texts[version.pk], f"?{query}" if query else "")


def _units(version: TextVersion, provisions: list[ProvisionText], query: str) -> Iterator[Unit]:
    """Those that have a name and say something: a chapter is a heading, and its articles are found."""
    units: dict[str, Unit] = {}
    whole: dict[str, str] = {}  # which unit a provision is read in
    for each in provisions:
        own = each.kind in HEADED or each.parent not in whole
        whole[each.eid] = each.eid if own else whole[each.parent]
        if own:
            units[each.eid] = _unit(version, each, query)
        unit = units[whole[each.eid]]
        lines = each.text.split("\n") if each.text else []
        if not own and lines and each.number:
            lines[0] = f"{each.number} {lines[0]}"
        unit.lines += lines
    # Opening and closing lines have no name: titles, places, signatures.
    yield from (unit for unit in units.values() if unit.lines and unit.mark)


def _unit(version: TextVersion, provision: ProvisionText, query: str) -> Unit:
    mark = mark_of(provision, version.language) or WORDS[version.language].get(provision.kind, "")
    marks = [
        (label(provision.kind, provision.number, code), code)
        for code in LANGUAGES
        if provision.kind in HEADED
    ]
    name = ". ".join(filter(None, (mark, provision.heading)))
    return Unit(
        provision.eid,
        version.language,
        version.valid_from,
        query,
        name,
        [(name, version.language), *marks],
    )
