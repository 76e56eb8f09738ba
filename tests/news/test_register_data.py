"""The register for machines: pages and data say the same, nothing leaks, each form is what its readers expect."""

import csv
import hashlib
import io
import json
import re
import zipfile
from datetime import date

import pytest
from django.utils import timezone

from news.agreements.data.columns import ACTIONS, TABLES
from news.agreements.data.dump import write_dump
from tests.factories import (
    make_action,
    make_agreement,
    make_evidence,
    make_obligation,
    make_relation,
    make_source,
    make_title,
    make_topic,
    moment,
)
from tests.news.test_agreement_views import make_decree, make_treaty
from tests.pages import words
from tests.schema_org import check

pytestmark = pytest.mark.django_db


def table(response):
    return list(csv.DictReader(io.StringIO(response.content.decode(), newline="")))


class TestAgreementList:
    QUERIES = [
        {},
        {"as_of": "2025-03-12"},
        {"status": "in_force"},
        {"kind": "decree"},
        {"year": "2024", "party": "russia"},
    ]

    @pytest.mark.parametrize("query", QUERIES)
    @pytest.mark.parametrize("language", ["en", "ru"])
    def test_page_json_and_csv_are_one(self, client, query, language):
        make_treaty("guarantees")
        make_decree("decree")
        make_action(make_agreement("leaked"), sources=())
        page = client.get(f"/{language}/agreements/", query)
        data = client.get(f"/{language}/agreements.json", query).json()
        rows = table(client.get(f"/{language}/agreements.csv", query))
        shown = [
            (entry.agreement.number, entry.status.value, entry.state.label, entry.note)
            for entry in (line.entry for line in page.context_data["lines"])
        ]
        assert shown
        for found in (data["agreements"], rows):
            assert [
                (row["number"], row["status"], row["status_label"], row["status_note"]) for row in found
            ] == shown
        assert data["as_of"] == page.context_data["as_of"].isoformat()
        assert all(row["status_label"].replace("\u00a0", " ") in words(page) for row in rows)

    @pytest.mark.parametrize("suffix", ["json", "csv"])
    @pytest.mark.parametrize("query", [{"status": "ready"}, {"as_of": "2025-02-30"}, {"party": "x"}])
    def test_a_wrong_filter_is_refused_and_named(self, client, suffix, query):
        refused = client.get(f"/en/agreements.{suffix}", query)
        assert (refused.status_code, refused["Content-Type"]) == (400, "application/problem+json")
        problem = refused.json()
        assert (problem["status"], next(iter(query)) in problem["detail"]) == (400, True)

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_seven_queries(self, client, django_assert_num_queries, count):
        for _ in range(count):
            make_treaty()
            make_decree()
        with django_assert_num_queries(7):
            assert client.get("/en/agreements.json").json()["count"] == 2 * count

    def test_the_next_part_is_named(self, client, monkeypatch):
        for module in ("data.answers", "views.register_changes"):
            monkeypatch.setattr(f"news.{module}.AT_ONCE", 1)
        for slug in ("one", "two"):
            make_relation(make_treaty(slug), make_decree(), "cites")
        for name in ("agreements", "agreements/relations", "agreements/changes"):
            told = client.get(f"/en/{name}.json").json()
            assert (told["count"] > 1, told["next"]) == (True, f"http://testserver/en/{name}.json?page=2")
            rows = client.get(told["next"]).json()
            assert [*rows][-1] in told
            assert rows[[*rows][-1]] != told[[*rows][-1]]

    def test_the_page_leads_to_the_data_of_its_own_question(self, client):
        make_treaty("guarantees")
        html = client.get("/en/agreements/", {"status": "in_force", "page": "1"}).content.decode()
        assert 'href="/en/agreements.csv?status=in_force"' in html


class TestAgreementJson:
    @pytest.mark.parametrize("day", ["2024-12-05", "2025-03-12", "2025-03-13"])
    def test_says_what_the_page_says(self, client, day):
        treaty = make_treaty("guarantees")
        make_title(treaty, "Договор")
        make_relation(make_decree("decree"), treaty, "implements")
        page = client.get("/en/agreements/guarantees/", {"as_of": day})
        data = client.get("/en/agreements/guarantees.json", {"as_of": day}).json()
        record, said = page.context_data["record"], words(page)
        assert data["instrument"]["status"] == data["status"]["value"] == record.status.value
        assert data["status"]["sentence"] == record.sentence
        for told in (data["status"]["label"], data["status"]["sentence"], data["status"]["rule_words"]):
            assert told.replace("\u00a0", " ") in said
        assert [action["date"] for action in data["actions"]] == [event.iso for event in record.events]
        assert [row["standing"] for row in data["parties"]] == [p.standing for p in record.status.parties]
        assert [title["title"] for title in data["titles"]] == record.titles
        assert data["relations"][0]["from"] == record.related[0].agreement.number
        assert [source["number"] for source in data["sources"]] == [note.number for note in record.notes]
        assert data["citation"]["oscola"].replace("\u00a0", " ") in said

    def test_replaced_actions_are_kept_and_said_to_be(self, client):
        treaty = make_treaty("guarantees")
        wrong = treaty.actions.get(key="in-force")
        right = {"key": "right", "replaces": wrong, "reason": "A slip."}
        make_action(treaty, "enters_into_force", date(2025, 4, 1), **right)
        actions = {
            each["key"]: each for each in client.get("/en/agreements/guarantees.json").json()["actions"]
        }
        assert (actions["in-force"]["stands"], actions["right"]["replaces"]) == (False, "in-force")
        rows = table(client.get("/en/agreements/guarantees/actions.csv"))
        assert {row["key"]: row["stands"] for row in rows}["in-force"] == "false"
        assert list(rows[0]) == ACTIONS.header

    def test_what_was_known_on_a_day_is_told_alike(self, client):
        treaty = make_treaty("guarantees")
        make_action(treaty, "terminated", date(2026, 3, 1), key="later", recorded_at=moment(days=250))
        for query, status in (({}, "terminated"), ({"known_at": moment(days=249).date()}, "in_force")):
            page = client.get("/en/agreements/guarantees/", query)
            data = client.get("/en/agreements/guarantees.json", query).json()
            assert data["status"]["value"] == page.context_data["record"].status.value == status
            assert ("later" in {action["key"] for action in data["actions"]}) == (status == "terminated")
            assert data["instrument"]["permalink"].endswith(page.context_data["record"].permalink)

    def test_one_that_is_not_public_is_not_there(self, client):
        make_agreement("leaked")
        for name in ("leaked.json", "leaked.bib", "leaked.ris", "leaked.csl.json", "leaked/actions.csv"):
            absent = client.get(f"/en/agreements/{name}")
            assert (absent.status_code, absent["Content-Type"]) == (404, "application/problem+json")


class TestCitations:
    def of(self, client, suffix, **query):
        treaty = make_treaty("guarantees", name_en="A treaty & more", number="A 5")
        make_title(treaty, "Договор")
        return client.get(f"/en/agreements/guarantees{suffix}", query)

    def test_bibtex(self, client):
        text = self.of(client, ".bib", as_of="2025-04-01").content.decode()
        assert text.startswith("@misc{unionchronicle-A-5,\n  title = {{A treaty \\& more}},\n")
        assert "  date = {2024-12-06},\n" in text
        assert f"guarantees/?as_of=2025-04-01&known_at={timezone.localdate()}}}" in text
        assert text.count("{") == text.count("}")

    def test_ris(self, client):
        lines = self.of(client, ".ris").content.decode().split("\r\n")
        assert (lines[0], lines[-2:]) == ("TY  - GEN", ["ER  - ", ""])
        assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
        assert "DA  - 2024/12/06" in lines

    def test_csl(self, client):
        [item] = self.of(client, ".csl.json").json()
        assert (item["type"], item["issued"]) == ("treaty", {"date-parts": [[2024, 12, 6]]})
        assert [author["literal"] for author in item["author"]] == ["Actor russia", "Actor belarus"]

    def test_gost_is_russian_whatever_the_page(self, client):
        cited = self.of(client, "/").context_data["cited"]
        assert cited.gost.startswith("Договор : подписан 06.12.2024 // ")
        assert re.search(r"URL: http://\S+ \(дата обращения: \d\d\.\d\d\.\d{4}\)\.$", cited.gost)

    def test_an_act_of_an_organ_was_adopted(self, client):
        make_decree("decree", name_en="A decree")
        [item] = client.get("/en/agreements/decree.csl.json").json()
        assert item["type"] == "legislation"
        assert "(adopted 26 February 2026)" in words(client.get("/en/agreements/decree/"))

    def test_each_form_stands_on_the_page_without_script(self, client):
        response = self.of(client, "/")
        cited, said = response.context_data["cited"], words(response)
        for form in (cited.oscola, cited.gost, cited.bibtex, cited.ris, cited.csl_json):
            assert re.sub(r"\s+", " ", form).strip() in said


class TestRegisterDump:
    def test_the_same_content_makes_the_same_bytes_in_every_language(self, client):
        make_treaty("guarantees")
        dumps = {client.get(f"/{code}/agreements/dump.zip").content for code in ("en", "ru", "be", "en")}
        assert len(dumps) == 1

    def test_holds_every_table_its_key_and_true_checksums(self):
        decree = make_decree("decree")
        make_title(decree, "Декрет")
        make_relation(make_treaty("guarantees"), decree, "cites")
        make_obligation(decree)
        archive = zipfile.ZipFile(io.BytesIO(write_dump(date(2026, 4, 1), str)))
        files = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
        sums = dict(reversed(line.split("  ")) for line in files.pop("SHA256SUMS").decode().splitlines())
        assert sums == {name: hashlib.sha256(body).hexdigest() for name, body in files.items()}
        assert {f"{each.name}.csv" for each in TABLES} == {name for name in files if name.endswith(".csv")}
        readme = files["README.txt"].decode()
        for each in TABLES:
            rows = list(csv.DictReader(io.StringIO(files[f"{each.name}.csv"].decode(), newline="")))
            assert rows, each.name
            assert list(rows[0]) == each.header
            assert all(f"  {name}: " in readme for name in each.header)

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_seven_queries(self, django_assert_num_queries, count):
        for _ in range(count):
            treaty = make_treaty()
            make_relation(treaty, make_decree(), "cites")
            make_title(treaty, "Договор")
            make_obligation(treaty)
        with django_assert_num_queries(7):
            write_dump(date(2026, 4, 1), str)

    def test_what_is_not_public_is_not_in_it(self):
        leaked = make_agreement("leaked", name_en="Leaked")
        make_title(leaked, "Leaked title", source=make_source("leaked-source"))
        make_obligation(leaked, text_en="Leaked promise")
        make_relation(make_treaty(), leaked, "cites")
        archive = zipfile.ZipFile(io.BytesIO(write_dump(date(2026, 4, 1), str)))
        assert not any(b"eaked" in archive.read(name) for name in archive.namelist())


class TestAgreementIdentifier:
    URL = "/id/agreement/A-5"

    @pytest.fixture(autouse=True)
    def treaty(self):
        return make_treaty("guarantees", number="A 5")

    @pytest.mark.parametrize(
        ("asked", "accept", "leads_to"),
        [
            ("", "", "/en/agreements/guarantees/"),
            ("", "*/*", "/en/agreements/guarantees/"),
            ("", "text/html,application/json;q=0.9", "/en/agreements/guarantees/"),
            ("", "application/json", "/en/agreements/guarantees.json"),
            ("", "text/csv", "/en/agreements/guarantees/actions.csv"),
            ("", "application/x-bibtex", "/en/agreements/guarantees.bib"),
            # What is written in the address counts before what a program accepts.
            ("?format=json", "text/html", "/en/agreements/guarantees.json"),
            (".csl.json", "text/html", "/en/agreements/guarantees.csl.json"),
            (".html?format=json", "application/json", "/en/agreements/guarantees/"),
            ("?as_of=2025-03-12&page=3", "", "/en/agreements/guarantees/?as_of=2025-03-12"),
        ],
    )
    def test_leads_to_the_page_or_the_data(self, client, asked, accept, leads_to):
        response = client.get(f"{self.URL}{asked}", headers={"accept": accept} if accept else {})
        assert (response.status_code, response["Location"]) == (303, leads_to)
        assert "Accept-Language" in response["Vary"]
        by_address = asked.startswith((".", "?format"))
        assert ("Accept" in response["Vary"].split(", ")) != by_address

    def test_the_language_is_the_readers(self, client):
        response = client.get(self.URL, headers={"accept-language": "be"})
        assert response["Location"].startswith("/be/")

    def test_what_none_can_be_made_of_is_refused_with_what_can(self, client):
        response = client.get(self.URL, headers={"accept": "text/turtle"})
        assert response.status_code == 406
        assert "application/json" in response.json()["detail"]
        assert client.get(f"{self.URL}?format=doc").status_code == 400

    @pytest.mark.parametrize(
        "name", ["A-6", "A 5", "A-05", "a-5", "A-5.doc", "A-5.", "A-" + "9" * 30, "matrix"]
    )
    def test_others_name_nothing(self, client, name):
        make_agreement("leaked", number="A 6")
        assert client.get(f"/id/agreement/{name}").status_code == 404


class TestLegislation:
    def things(self, client):
        treaty, newer = make_treaty("guarantees"), make_decree("newer")
        older = make_action(make_agreement("older")).agreement
        make_title(treaty, "Договор")
        treaty.topics.add(make_topic())
        for predicate in ("amends", "terminates", "implements", "based_on", "annex_of", "cites"):
            make_relation(treaty, older, predicate)
        make_relation(newer, treaty, "cites")
        make_evidence(treaty.actions.get(key="signed"), make_source(url="https://example.org/"))
        pages = [client.get(f"/en/agreements/{slug}/").content.decode() for slug in ("guarantees", "newer")]
        blocks = [re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1] for page in pages]
        return [json.loads(block) for block in blocks]

    def test_every_word_is_schema_orgs_or_explained_on_our_page(self, client):
        about = client.get("/en/agreements/about-the-data/").content.decode()
        for block in self.things(client):
            schema, own = block["@context"]
            assert schema == "https://schema.org"
            assert own["uc"].endswith("/en/agreements/about-the-data/#")
            for thing in block["@graph"]:
                self.check(thing, about)

    def check(self, thing, about):
        check(thing, lambda name: name.startswith("uc:") and f'id="{name[3:]}"' in about)

    def test_the_instrument_has_its_identifier_and_what_it_does_to_others(self, client):
        law = self.things(client)[0]["@graph"][0]
        assert law["@id"].endswith(law["legislationIdentifier"][0].replace(" ", "-"))
        for name in (
            *("legislationAmends", "legislationRepeals", "legislationEnsuresImplementationOf", "isBasedOn"),
            "isPartOf",
        ):
            assert [other["@type"] for other in law[name]] == ["Legislation"], name
        assert law["inLanguage"] == ["ru"]
        assert {one["identifier"]: one["uc:standing"] for one in law["uc:participant"]} == {
            "russia": "party",
            "belarus": "party",
        }


class TestRegisterTable:
    """Lists of the whole register: page, CSV and JSON are one."""

    def both(self, client, name, query=None):
        rows = table(client.get(f"/en/agreements/{name}.csv", query))
        data = client.get(f"/en/agreements/{name}.json", query).json()
        held = next(value for key, value in data.items() if isinstance(value, list))
        said = [
            {key: ";".join(each) if isinstance(each, list) else each or "" for key, each in row.items()}
            for row in held
        ]
        assert said == rows
        return rows

    def test_the_matrix_on_a_day(self, client):
        make_treaty("guarantees")
        make_decree("decree")
        page = client.get("/en/agreements/matrix/?as_of=2025-03-12")
        shown = [
            (row.entry.agreement.number, cell.head, str(cell.state.label))
            for row in page.context_data["matrix"].rows
            for cell in row.cells
            if cell.state
        ]
        rows = self.both(client, "matrix", {"as_of": "2025-03-12"})
        assert [(row["agreement"], row["standing_label"]) for row in rows] == [
            (number, label) for number, _state, label in shown
        ]
        assert {row["as_of"] for row in rows} == {"2025-03-12"}

    def test_relations(self, client):
        relation = make_relation(make_treaty("one"), make_treaty("other"))
        [row] = self.both(client, "relations")
        assert (row["from"], row["to"]) == (relation.from_agreement.number, relation.to_agreement.number)
        assert (row["predicate"], row["source"]) == (relation.predicate, relation.source.key)

    def test_promises_on_a_day(self, client):
        promise = make_obligation(make_treaty("one"))
        make_obligation(make_agreement("of which nothing is recorded"))
        [row] = self.both(client, "delivery", {"as_of": "2026-03-01"})
        assert (row["key"], row["due"]) == (promise.key, "2026-04-02")
        assert client.get("/en/agreements/delivery.json?as_of=2026-02-01").json()["count"] == 0

    def test_another_name_is_no_list(self, client):
        assert client.get("/en/agreements/sources.csv").status_code == 404
        assert client.get("/en/agreements/matrix.xml").status_code == 404
