"""The search leads to the pages of the site itself."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from config import sitemaps
from config.own_pages import PAGES, own_pages
from news.search.question import Question


def names(text, language):
    with override(language):
        addresses = {reverse(name): name for name in PAGES}
        return [addresses[url] for _, url in own_pages(Question.of(text, language))]


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("glossary", "en", ["agreement_glossary"]),
        ("definitions of terms", "en", ["agreement_glossary"]),
        ("correc", "en", ["correction_list"]),
        ("about us", "en", ["about"]),
        ("Union Chronicle", "en", ["about"]),
        ("RSS", "en", ["follow"]),
        ("календарь", "ru", ["agreement_calendar", "follow"]),
        ("исправлений", "ru", ["correction_list"]),
        ("выпраўленні", "be", ["correction_list"]),
        ("glossary −register", "en", []),
        ("glossary qwertyuiop", "en", []),
        ("", "en", []),
    ],
)
def test_found_by_title_and_by_other_words(text, language, wanted):
    assert names(text, language) == wanted


def test_every_page_that_opens_a_section_is_known():
    assert set(sitemaps.PAGES) - set(PAGES) == {"home"}


@pytest.mark.parametrize("language", ["en", "ru", "be"])
@pytest.mark.parametrize("name", PAGES)
def test_by_its_whole_title(name, language):
    with override(language):
        title = str(PAGES[name][0]) % {"SITE_NAME": settings.SITE_NAME}
        assert name in names(title, language)


@pytest.mark.django_db
def test_on_the_page_and_while_typing():
    page = Client().get("/en/search/?q=glossary").content.decode()
    assert '<b>Page of this site</b> <a href="/en/agreements/glossary/">Glossary of the register</a>' in page
    [first, *_] = Client().get("/en/search/titles.json?q=glossa").json()["results"]
    assert first == {
        "title": "Glossary of the register",
        "lang": "en",
        "kind": "page",
        "url": "/en/agreements/glossary/",
    }
