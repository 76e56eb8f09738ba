"""The frame around every page: the language switch, canonical addresses, the sections, filters that can be taken off."""

import django_filters
import pytest
from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import path, resolve
from django.utils import translation

from config.web import addresses, compiled, frame

NAMES = (
    "article_list",
    "agreement_list",
    "route_list",
    "timeline",
    "figure_list",
    "person_list",
    "source_list",
)


def answer(request, slug=""):
    return HttpResponse()


urlpatterns = i18n_patterns(
    path("", answer, name="home"),
    *(path(f"{name}/", answer, name=name) for name in NAMES),
    path("news/<slug:slug>/", answer, name="article_detail"),
    path("stations/<slug:slug>/", answer, name="station_detail"),
    path("about/", answer, name="about"),
    path("search/", answer, name="search"),
)


def forget_addresses():
    for kept in (frame._openings, addresses._address, compiled._environment):
        kept.cache_clear()


@pytest.fixture(autouse=True)
def another_site(settings):
    """With addresses of its own, of which the site itself is to know nothing."""
    settings.ROOT_URLCONF = __name__
    settings.SITE_URL = "https://chronicle.example"
    forget_addresses()
    yield
    forget_addresses()


@pytest.fixture
def at():
    """The template context of a page; the active language is the address's."""
    previous = translation.get_language()

    def context(address, found=True):
        request = RequestFactory().get(address)
        translation.activate(translation.get_language_from_path(request.path) or "en")
        request.resolver_match = resolve(request.path) if found else None
        return {"request": request, "LANGUAGE_CODE": translation.get_language()}

    yield context
    translation.activate(previous)


class TestLanguages:
    def test_stay_on_the_page_and_keep_what_was_asked(self, at):
        switch = frame.languages(at("/ru/news/council/?as_of=2025-03-12&q=%D0%BC"))
        assert [(one.code, one.name, one.url, one.current) for one in switch] == [
            ("en", "English", "/en/news/council/?as_of=2025-03-12&q=%D0%BC", False),
            ("ru", "Русский", "/ru/news/council/?as_of=2025-03-12&q=%D0%BC", True),
            ("be", "Беларуская", "/be/news/council/?as_of=2025-03-12&q=%D0%BC", False),
        ]

    def test_lead_to_the_front_page_where_the_address_means_nothing(self, at):
        switch = frame.languages(at("/ru/no/such/page/", found=False))
        assert [one.url for one in switch] == ["/en/", "/ru/", "/be/"]

    def test_leave_the_active_language_alone(self, at):
        context = at("/be/about/")
        frame.languages(context)
        assert translation.get_language() == "be"


class TestAlternate:
    def test_is_absolute_and_without_the_query(self, at):
        context = at("/ru/news/council/?as_of=2025-03-12")
        assert frame.alternate(context, "be") == "https://chronicle.example/be/news/council/"
        assert frame.alternate(context, "ru") == "https://chronicle.example/ru/news/council/"

    def test_is_reciprocal(self, at):
        """Each language names the same three addresses, or search engines ignore them all."""
        named = {
            tuple(frame.alternate(at(f"/{here}/about/"), code) for code in ("en", "ru", "be"))
            for here in ("en", "ru", "be")
        }
        assert named == {tuple(f"https://chronicle.example/{code}/about/" for code in ("en", "ru", "be"))}

    def test_takes_the_address_of_the_request_where_none_is_set(self, at, settings):
        settings.SITE_URL = ""
        assert frame.alternate(at("/en/about/"), "ru") == "http://testserver/ru/about/"


class TestCanonical:
    @pytest.mark.parametrize(
        ("address", "kept"),
        [
            ("/en/article_list/", "/en/article_list/"),
            ("/en/article_list/?topic=transport&page=3", "/en/article_list/?page=3"),
            ("/en/article_list/?page=1", "/en/article_list/"),
            ("/en/article_list/?page=last", "/en/article_list/"),
            ("/en/article_list/?page=-2", "/en/article_list/"),
            ("/en/article_list/?page=%C2%B2", "/en/article_list/"),
            ("/en/news/council/?as_of=2025-03-12", "/en/news/council/"),
        ],
    )
    def test_keeps_the_page_of_a_list_and_nothing_else(self, at, address, kept):
        assert frame.canonical(at(address)) == f"https://chronicle.example{kept}"


class TestSections:
    def current(self, context):
        return {stop.name: stop.current for stop in frame.site_sections(context) if stop.current}

    def test_are_seven_in_the_reader_s_language(self, at):
        stops = frame.site_sections(at("/be/"))
        assert [stop.url for stop in stops] == [f"/be/{name}/" for name in NAMES]

    @pytest.mark.parametrize(
        ("address", "expected"),
        [
            ("/en/", {}),
            ("/en/about/", {}),
            ("/en/article_list/", {"News": "page"}),
            ("/en/news/council/", {"News": "true"}),
            ("/en/stations/vitebsk/", {"Railway": "true"}),
            ("/en/timeline/", {"Timeline": "page"}),
        ],
    )
    def test_say_where_the_reader_is(self, at, address, expected):
        assert self.current(at(address)) == expected

    def test_know_no_place_on_an_error_page(self, at):
        assert self.current(at("/en/nowhere/", found=False)) == {}


class UserFilter(django_filters.FilterSet):
    topic = django_filters.ChoiceFilter(
        label="Topic", choices=[("transport", "Transport"), ("economy", "Economy")]
    )
    kind = django_filters.MultipleChoiceFilter(label="Kind", choices=[("a", "Report"), ("b", "Explainer")])
    on = django_filters.DateFilter(label="In force on")


class TestActiveFilters:
    def active(self, at, query):
        context = at(f"/en/article_list/?{query}")
        filterset = UserFilter(context["request"].GET, queryset=User.objects.none())
        return [(one.label, one.value, one.url) for one in frame.active_filters(context, filterset)]

    def test_each_can_be_taken_off_alone_and_the_page_starts_again(self, at):
        assert self.active(at, "topic=transport&kind=a&kind=b&page=4") == [
            ("Topic", "Transport", "?kind=a&kind=b"),
            ("Kind", "Report", "?topic=transport&kind=b"),
            ("Kind", "Explainer", "?topic=transport&kind=a"),
        ]

    def test_an_empty_or_a_wrong_value_is_no_filter(self, at):
        assert self.active(at, "topic=&on=yesterday") == []
        assert self.active(at, "topic=sport") == []

    def test_a_date_stands_as_it_was_typed(self, at):
        assert self.active(at, "on=2025-03-12") == [("In force on", "2025-03-12", "?")]


class TestPageNumbers:
    def test_leave_out_the_far_ones(self):
        page = Paginator(range(300), 10).page(15)
        assert frame.page_numbers(page) == [1, "…", 13, 14, 15, 16, 17, "…", 30]


class TestPartials:
    def render(self, include, **values):
        return Template("{% include " + include + " %}").render(Context(values))

    def test_a_mark_leaves_no_space_before_the_full_stop(self):
        mark = self.render('"site/_mark.html" with numbers=numbers only', numbers=[1, 12])
        assert mark.startswith('<sup class="mark"><a href="#source-1">')
        assert mark.endswith("12</a></sup>")
        assert self.render('"site/_mark.html" with numbers=numbers only', numbers=[]) == ""

    @pytest.mark.parametrize(
        ("grade", "shape", "word"),
        [
            ("confirmed", "full", "confirmed"),
            ("reported", "half", "reported"),
            ("disputed", "tri", "disputed"),
            ("retracted", "end", "retracted"),
            ("expected", "hollow", "expected"),
        ],
    )
    def test_evidence_has_a_shape_and_a_word_of_its_own(self, grade, shape, word):
        evidence = self.render('"site/_evidence.html" with grade=grade only', grade=grade)
        assert f'href="#pip-{shape}"' in evidence
        assert evidence.endswith(f"{word}</span>")

    def test_what_a_reader_typed_is_escaped(self):
        form = self.render('"site/_search_form.html" with id="q" query=query only', query='"><script>')
        assert "<script>" not in form
        assert "&#34;&gt;&lt;script&gt;" in form

    def test_an_unknown_fact_is_said_to_be_unknown(self):
        facts = self.render(
            '"site/_facts.html" with facts=facts only',
            facts=[{"label": "UN number", "value": ""}, {"label": "Parties", "value": 0}],
        )
        assert '<dd class="none">not established</dd>' in facts
        assert "<dd>0</dd>" in facts
