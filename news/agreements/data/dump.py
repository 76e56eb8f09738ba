"""The whole register in one file: tables as CSV, the list as JSON, a column key, checksums. The same content, the same bytes."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.conf import settings
from django.utils.translation import override

from config.web.data_files import csv_text, json_text
from config.web.licence import LICENCE, NAME
from config.web.packing import packed
from config.web.tables import Absolute
from news.agreements.data.columns import (
    ACTIONS,
    EVIDENCE,
    INSTRUMENTS,
    OBLIGATIONS,
    PARTIES,
    RELATIONS,
    SOURCES,
    TABLES,
    TITLES,
    actions_of,
    evidence_of,
)
from news.agreements.data.register import register_data
from news.agreements.matrix import matrix
from news.agreements.register import Entry, register_entries
from news.agreements.terms import Family
from news.models import Agreement, AgreementTitle, Obligation, Relation, Source


def write_dump(as_of: date, absolute: Absolute) -> bytes:
    """A zip file, in English. Six queries, however large the register is."""
    with override("en"):
        files = dict(_files(as_of, absolute))
    return packed("union-chronicle-register", files)


def _files(as_of: date, absolute: Absolute) -> Iterator[tuple[str, str]]:
    agreements = Agreement.objects.public().select_related("adopting_organ")
    entries = register_entries(agreements, as_of)
    # Asked for by the same condition, not by their keys: there may be more than a database takes in one question.
    public = Agreement.objects.public()
    titles = AgreementTitle.objects.filter(agreement__in=public).select_related("agreement", "source")
    obligations = list(Obligation.objects.filter(agreement__in=public).stated_by(as_of).for_delivery())
    tables = {
        INSTRUMENTS: entries,
        ACTIONS: [each for entry in entries for each in actions_of(entry.dossier)],
        EVIDENCE: [each for entry in entries for each in evidence_of(entry.dossier)],
        TITLES: list(titles.order_by("agreement__number", "kind", "language", "text")),
        PARTIES: matrix(entry for entry in entries if entry.agreement.family == Family.TREATY).standings,
        RELATIONS: list(Relation.objects.between_public()),
        OBLIGATIONS: sorted(obligations, key=lambda each: (each.agreement.number, each.key)),
    }
    tables[SOURCES] = _sources(entries, tables[TITLES], tables[RELATIONS], obligations)
    for table, things in tables.items():
        yield f"{table.name}.csv", csv_text(table.header, table.rows(things, absolute))
    yield "agreements.json", json_text(register_data(entries, as_of, absolute))
    yield "README.txt", _readme(as_of, absolute)


def _sources(
    entries: Iterable[Entry],
    titles: Iterable[AgreementTitle],
    relations: Iterable[Relation],
    obligations: Iterable[Obligation],
) -> list[Source]:
    """All that the rows name, each once."""
    said = [each.source for entry in entries for told in entry.dossier.evidence.values() for each in told]
    said += [title.source for title in titles if title.source]
    said += [relation.source for relation in relations]
    for obligation in obligations:
        said += [obligation.source, *(found.source for found in obligation.evidence.all())]
    return sorted({source.key: source for source in said}.values(), key=lambda source: source.key)


def _readme(as_of: date, absolute: Absolute) -> str:
    lines = [
        f"{settings.SITE_NAME}: the register of agreements, whole",
        "",
        f"Statuses are computed for {as_of.isoformat()}. Independent and unofficial.",
        f"Licence of the register's own data: {NAME}, {LICENCE}",
        "Titles and words quoted from sources belong to those who wrote them.",
        f"Home: {absolute('/')}",
        "SHA256SUMS holds the SHA-256 of every other file: sha256sum --check SHA256SUMS",
        "CSV: RFC 4180, UTF-8, header in the first line; an empty cell is not known or does not apply,",
        "several values in a cell are separated by a semicolon.",
    ]
    for table in TABLES:
        lines += ["", f"{table.name}.csv: {table.says}"]
        lines += [f"  {column.name}: {column.says}" for column in table.columns]
    return "\n".join(lines) + "\n"
