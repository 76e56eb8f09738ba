"""Spreadsheets into the register: every row is told before anything is written, and the same file twice changes nothing."""

import io
import re
import zipfile
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from news.admin.register.importing import tables
from news.admin.register.importing.tables import UnreadableError, read_tables
from news.models import Action, Agreement, AuditEntry
from tests.factories import make_action, make_actor, make_agreement
from tests.news.admin.pages import messages, url, words
from tests.news.admin.test_agreements import status_today

PAGE = url("agreement_import")
AGREEMENTS = (
    "number;family;designation;name_en;name_ru;consent_mode;entry_into_force_rule;parties;title_ru;title_source\n"
    "A 1;treaty;treaty;Guarantees treaty;Договор о гарантиях;ratification;on_exchange;russia, belarus;Договор;read\n"
)
ACTIONS = (
    "agreement;type;actor;date;sources;reason\n"
    "A 1;signed;;06.12.2024;read;\n"
    "A 1;law_signed;russia;2025-02-28;read;\n"
    "A 1;instrument_of_ratification_exchanged;;13.03.2025;read;\n"
    "A 1;enters_into_force;;2025-03-13;read;\n"
)


@pytest.fixture
def states(source):
    return [make_actor(code) for code in ("russia", "belarus")]


def upload(editor, *files):
    named = [
        SimpleUploadedFile(f"t{n}.csv", text.encode() if isinstance(text, str) else text)
        for n, text in enumerate(files)
    ]
    return editor.post(PAGE, {"files": named})


def told(response):
    return [(line.number, line.act) for line in response.context["plan"].lines]


def errors(response):
    return [error for line in response.context["plan"].lines for error in line.errors]


def confirm(editor, response):
    return editor.post(PAGE, {"read": response.context["read"]})


def imported(editor, *files):
    response = confirm(editor, upload(editor, *files))
    assert response.status_code == 302, words(response)
    return response


class TestImport:
    def test_a_treaty_and_its_actions(self, editor, states):
        shown = upload(editor, AGREEMENTS, ACTIONS)
        assert told(shown) == [(2, "create"), *((row, "create") for row in range(2, 6))]
        assert not Agreement.objects.exists()
        assert messages(confirm(editor, shown)) == ["5 rows were imported."]
        treaty = Agreement.objects.get()
        assert (treaty.slug, treaty.name_ru, status_today(treaty)) == (
            "guarantees-treaty",
            "Договор о гарантиях",
            "in_force",
        )
        assert [title.text for title in treaty.titles.all()] == ["Договор"]
        assert {action.recorded_by for action in Action.objects.all()} == {editor.user}
        entry = AuditEntry.objects.get(kind="agreement", act="add")
        assert entry.comment == "Imported from t0.csv, t1.csv"
        assert entry.new["action:A 1/enters-into-force"]["sources"] == ["read"]

    def test_twice_changes_nothing(self, editor, states):
        imported(editor, AGREEMENTS, ACTIONS)
        before = (Action.objects.count(), AuditEntry.objects.count())
        shown = upload(editor, AGREEMENTS, ACTIONS)
        assert {act for _row, act in told(shown)} == {"same"}
        assert "there is nothing to import" in words(shown)
        confirm(editor, shown)
        assert (Action.objects.count(), AuditEntry.objects.count()) == before

    def test_what_differs_replaces_with_a_reason(self, editor, states):
        imported(editor, AGREEMENTS, ACTIONS)
        changed = ACTIONS.replace("A 1;signed;;06.12.2024;read;", "A 1;signed;;07.12.2024;;{}")
        refused = upload(editor, changed.format(""))
        assert errors(refused) == [
            ("reason", "Rule 25: it differs from what is recorded; say why it replaces it.")
        ]
        assert "Import 1 row" not in words(refused)
        imported(editor, changed.format("A slip"))
        later = Action.objects.get(replaces__isnull=False)
        assert (later.dated_on, later.reason, later.evidence.count()) == (date(2024, 12, 7), "A slip", 1)
        assert {act for _row, act in told(upload(editor, changed.format("A slip")))} == {"same"}

    @pytest.mark.parametrize(
        ("old", "new", "column", "words_of_it"),
        [
            ("13.03.2025", "13.03.2023", "date", "Rule 2: "),
            ("06.12.2024", "06.12.2099", "date", "Rule 19: "),
            ("06.12.2024", "6 December", "date", "Write 2025-03-13"),
            (";law_signed;russia;", ";law_signed;;", "actor", "Which State"),
            (";law_signed;russia;", ";law_signed;mars;", "actor", "Nothing has this key."),
            ("A 1;signed", "A 9;signed", "agreement", "There is no agreement"),
            ("A 1;signed", "A 1;sighed", "type", "Select a valid choice."),
            ("06.12.2024;read", "06.12.2024;unknown", "sources", "See what is marked"),
            ("06.12.2024;read", "06.12.2024;", "sources", "Name at least one source"),
        ],
    )
    def test_each_refusal_stands_at_its_row_and_column(self, editor, states, old, new, column, words_of_it):
        shown = upload(editor, AGREEMENTS, ACTIONS.replace(old, new))
        assert any(name == column and words_of_it in said for name, said in errors(shown)), errors(shown)
        assert confirm(editor, shown).status_code == 200
        assert not Agreement.objects.exists()

    def test_what_is_doubtful_needs_a_reason(self, editor, states):
        late = ACTIONS.replace("enters_into_force;;2025-03-13;read;", "enters_into_force;;2025-03-20;read;{}")
        assert [said[:7] for _column, said in errors(upload(editor, AGREEMENTS, late.format("")))] == [
            "Rule 4:"
        ]
        imported(editor, AGREEMENTS, late.format("The protocol says so"))
        assert Agreement.objects.get().rule_exceptions.get().reason_en == "The protocol says so"

    def test_an_empty_cell_leaves_what_is_stored(self, editor, states):
        imported(editor, AGREEMENTS, ACTIONS)
        imported(editor, "number;name_en;place_en\nA 1;;Minsk\n")
        treaty = Agreement.objects.get()
        assert (treaty.name_en, treaty.place_en) == ("Guarantees treaty", "Minsk")

    def test_a_further_source_is_added(self, editor, states):
        imported(editor, AGREEMENTS, ACTIONS)
        from_elsewhere = make_action(make_agreement()).evidence.get().source
        row = f"agreement;type;date;sources\nA 1;signed;06.12.2024;read {from_elsewhere.key}\n"
        assert told(upload(editor, row)) == [(2, "source")]
        imported(editor, row)
        assert Agreement.objects.get(number="A 1").actions.get(type="signed").evidence.count() == 2

    def test_the_register_changed_meanwhile(self, editor, states):
        imported(editor, AGREEMENTS)
        shown = upload(editor, ACTIONS)
        make_action(Agreement.objects.get(), dated_on=date(2024, 12, 5))
        again = confirm(editor, shown)
        assert "The register has changed since" in words(again)
        assert Action.objects.count() == 1

    def test_a_page_of_somebody_else_or_changed_is_refused(self, editor, reviewer, states):
        shown = upload(editor, AGREEMENTS)
        assert reviewer.post(PAGE, {"read": shown.context["read"]}).status_code == 403
        assert "too old, or was changed" in words(editor.post(PAGE, {"read": shown.context["read"] + "x"}))

    def test_only_for_those_who_may_enter(self, author, reviewer):
        assert author.get(PAGE).status_code == 403
        assert author.get(url("agreement_import_template", "register.xlsx")).status_code == 403
        assert PAGE in reviewer.get(url("agreement_changelist")).content.decode()

    @pytest.mark.parametrize("count", [1, 30])
    def test_a_plan_costs_the_same_however_many_rows(self, editor, states, django_assert_num_queries, count):
        imported(editor, AGREEMENTS, ACTIONS)
        rows = "".join(f"A 1;amended;;2026-01-{day + 1:02};read;\n" for day in range(count))
        table = "agreement;type;actor;date;sources;reason\n" + rows
        with django_assert_num_queries(18):
            shown = upload(editor, table)
        assert told(shown)[-1] == (count + 1, "create")

    @pytest.mark.parametrize("name", ["agreements.csv", "actions.csv", "register.xlsx"])
    def test_the_templates_are_understood(self, editor, states, name):
        content = editor.get(url("agreement_import_template", name)).content
        shown = upload(editor, content)
        assert shown.context["plan"].problems == []
        assert editor.get(url("agreement_import_template", "other.csv")).status_code == 404


def workbook(*rows, formats=()):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for place, number_format in formats:
        book.active[place].number_format = number_format
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


class TestTables:
    def cells(self, content):
        [table] = read_tables("a", content)
        return [row.cells for row in table.rows]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
    @pytest.mark.parametrize("delimiter", [";", ",", "\t"])
    def test_csv_as_excel_writes_it(self, encoding, delimiter):
        text = f"Number{delimiter}Name_RU\r\nA 1{delimiter}Договор, «о дружбе»\r\n".replace(", ", " ")
        assert self.cells(text.encode(encoding)) == [{"number": "A 1", "name_ru": "Договор «о дружбе»"}]

    def test_dates_of_excel_as_far_as_they_are_shown(self):
        day = datetime(2025, 3, 13)  # noqa: DTZ001 a spreadsheet knows no zones
        content = workbook(
            ["a", "b", "c", "d"],
            [day, day, day, 30.0],
            formats=[("A2", "dd.mm.yyyy"), ("B2", "mm.yyyy"), ("C2", "yyyy")],
        )
        assert self.cells(content) == [{"a": "2025-03-13", "b": "2025-03", "c": "2025", "d": "30"}]

    def test_a_cell_far_out_costs_nothing(self):
        book = Workbook()
        book.active["A1"], book.active["XFD1048576"] = "number", "far"
        content = io.BytesIO()
        book.save(content)
        assert self.cells(content.getvalue()) == []

    def test_what_unpacks_to_too_much(self, monkeypatch):
        monkeypatch.setattr(tables, "MOST_UNPACKED", 100_000)
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as parts:
            parts.writestr("xl/workbook.xml", b"0" * 1_000_000)
        with pytest.raises(UnreadableError, match="too large once it is unpacked"):
            read_tables("a", content.getvalue())

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            (b"0" * 2_000_001, "larger than 2 MB"),
            (b"PK\x03\x04 no zip", "no XLSX"),
            (b"a;b\n" + b"1;2\n" * 2_001, "More than 2,000 rows"),
            (b"a\n" + b"x" * 10_001, "10,000 letters"),
            (b"\x00\x01\x02", "neither XLSX nor CSV"),
            (b'a\n"unfinished', "no CSV"),
        ],
    )
    def test_what_cannot_be_read_is_refused_in_words(self, content, told):
        with pytest.raises(UnreadableError, match=re.escape(told)):
            read_tables("a", content)

    def test_entities_are_refused(self):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as parts:
            parts.writestr("xl/workbook.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>')
        with pytest.raises(UnreadableError, match="no spreadsheet needs"):
            read_tables("a", content.getvalue())

    def test_the_workbook_to_fill_in_names_every_word(self, editor):
        content = editor.get(url("agreement_import_template", "register.xlsx")).content
        book = load_workbook(io.BytesIO(content))
        assert book.sheetnames == ["agreements", "actions", "words"]
        assert ("type", "signed", "Signed") in set(book["words"].values)
