"""What a draft that is a translation is asked before it is published."""

import pytest

from news.readiness import Level, readiness
from tests.factories import make_draft
from tests.news.translations.conftest import RUSSIAN

pytestmark = pytest.mark.django_db


def warnings(draft):
    found = [finding for finding in readiness(draft) if finding.field in ("body", "headline")]
    assert all(finding.level == Level.WARNING for finding in found)
    return [(finding.field, finding.line, str(finding.message)) for finding in found]


@pytest.fixture
def draft(behind):
    second = behind.article.versions.get(language="en", number=2)

    def draft(body, headline="Поезда"):
        behind.article.versions.drafts().delete()
        return make_draft(
            behind.article, "ru", headline=headline, standfirst="", body=body, translated_from=second
        )

    return draft


NEW = "\n\nВ 2027 году пойдут ещё.[^read]\n\nКонец."


def test_nothing_where_it_follows(draft):
    assert warnings(draft(RUSSIAN.replace("\n\nКонец.", NEW))) == []


def test_other_numbers_lead_to_their_line(draft):
    assert warnings(draft(RUSSIAN.replace("\n\nКонец.", NEW.replace("2027", "2028")))) == [
        ("body", 5, "The original has 2027 in this paragraph; here stands 2028.")
    ]
    assert warnings(draft(RUSSIAN.replace("\n\nКонец.", NEW.replace(" 2027", " этом")))) == [
        ("body", 5, "The original has 2027 in this paragraph; it is missing here.")
    ]
    assert warnings(draft(RUSSIAN.replace("собрался", "собрался 3 мая").replace("\n\nКонец.", NEW))) == [
        ("body", 1, "мая, 3 stands here; this paragraph of the original does not have it.")
    ]


def test_what_still_stands_in_the_words_of_the_original(draft):
    body = RUSSIAN.replace("\n\nКонец.", NEW).replace("Он собрался.", "It met.")
    assert warnings(draft(body, headline="Trains")) == [
        ("headline", 1, "“Trains” still stands in the words of the original."),
        ("body", 1, "“It met.” still stands in the words of the original."),
    ]


def test_an_original_is_asked_nothing_of_it(behind):
    original = make_draft(
        behind.article, "en", headline="Trains", standfirst="", body="It met 7 times.[^read]"
    )
    assert [line for line in warnings(original) if "original" in line[2]] == []
