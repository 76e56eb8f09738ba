"""The registry of public kinds."""

from datetime import date

import pytest
from django.apps import apps
from django.utils.translation import override

from news.kinds import all_kinds, kind_named, kind_of, page_kinds, resolve
from news.models import AgreementTitle, Article, ArticleVersion, Image, Source
from routes.models import Alert, RouteEvent
from tests import factories as make
from tests.factories import moment

MODELS = [model for label in ("news", "routes") for model in apps.get_app_config(label).get_models()]


def make_agreement(key):
    agreement = make.make_agreement(key)
    make.make_action(agreement)
    return agreement


def make_figure(key):
    return make.make_figure(key, values=[(2025, 3)])


MAKERS = {
    "article": make.make_article,
    "agreement": make_agreement,
    "person": make.make_person,
    "figure": make_figure,
    "source": make.make_source,
    "topic": make.make_topic,
    "image": make.make_image,
    "route": make.make_route,
    "station": make.make_station,
}


class TestRegistry:
    def test_everything_with_an_address_is_of_a_kind(self):
        """But for notices to passengers, which stand on one page and are named by no text."""
        addressed = {model for model in MODELS if hasattr(model, "get_absolute_url")}
        assert {model for model in addressed if kind_of(model) not in page_kinds()} == {Alert}

    def test_the_kinds_there_are(self):
        assert {kind.name for kind in all_kinds()} == set(MAKERS)
        assert {kind.name for kind in page_kinds()} == set(MAKERS) - {"image"}

    def test_a_part_is_of_the_kind_of_its_whole(self):
        wholes = {ArticleVersion: "article", AgreementTitle: "agreement", RouteEvent: "route", Image: "image"}
        assert {model: kind_of(model).name for model in wholes} == wholes

    def test_of_other_things_there_is_none(self):
        assert kind_of(apps.get_model("auth.User")) is None
        assert kind_named("planet") is None

    @pytest.mark.parametrize("kind", all_kinds(), ids=str)
    def test_what_a_kind_says_of_its_tables_is_so(self, kind):
        fields = {field.name for field in kind.model._meta.get_fields()}
        assert kind.key_field in fields
        assert not kind.text_field or {f"{kind.text_field}_{code}" for code in ("en", "ru", "be")} <= fields
        assert set(kind.cites) <= set(MAKERS)
        for target, paths in kind.cites.items():
            for path in paths:
                model = kind.model
                for step in path.split("__"):
                    model = model._meta.get_field(step).related_model
                assert model is kind_named(target).model


@pytest.mark.django_db
class TestThings:
    @pytest.mark.parametrize("name", MAKERS)
    def test_are_found_by_their_keys(self, name):
        thing, kind = MAKERS[name]("a-thing"), kind_named(name)
        assert resolve(name, ["a-thing", "another"]) == {"a-thing": thing}
        assert kind.key(thing) == "a-thing"
        assert kind.title(thing, "en")[1] in ("en", "ru")

    @pytest.mark.parametrize("name", sorted(set(MAKERS) - {"image"}))
    def test_have_the_address_of_their_key(self, name):
        thing = MAKERS[name]("a-thing")
        for language in ("en", "ru", "be"):
            with override(language):
                address = kind_named(name).url("a-thing")
                assert address == thing.get_absolute_url()
                assert address.startswith(f"/{language}/")

    @pytest.mark.parametrize("number", [1, 3])
    @pytest.mark.parametrize("name", MAKERS)
    def test_cost_one_query_with_their_titles(self, name, number, django_assert_num_queries):
        keys = [f"thing-{at}" for at in range(number)]
        for key in keys:
            MAKERS[name](key)
        kind = kind_named(name)
        with django_assert_num_queries(1):
            things = resolve(name, keys)
            assert [kind.title(things[key], "ru")[0] != "" for key in keys] == [True] * number

    def test_of_an_unknown_kind_are_none(self):
        assert resolve("planet", ["mars"]) == {}


@pytest.mark.django_db
class TestWhatReadersAreLedTo:
    def keys(self, name, at=None):
        return sorted(kind_named(name).listed(at).values_list(kind_named(name).key_field, flat=True))

    def test_articles_with_a_live_version_that_are_not_withdrawn(self):
        make.make_article("live")
        make.make_article("withdrawn", withdrawn_at=moment(1), reason_en="Why")
        make.make_article("removed", removed_at=moment(1), reason_en="Why")
        make.make_article("scheduled", version={"live_from": moment(days=3650)})
        make.make_draft(make.make_article("draft", version=False))
        make.make_article("empty", version=False)
        assert self.keys("article") == ["live"]
        assert self.keys("article", moment(days=4000)) == ["live", "scheduled"]
        things = kind_named("article").things()
        assert {thing.slug for thing in things if thing.is_listed} == {"live"}

    def test_figures_with_a_value(self):
        make.make_figure("empty")
        make_figure("full")
        assert self.keys("figure") == ["full"]

    def test_agreements_with_a_sourced_action(self):
        make.make_agreement("empty")
        make.make_action(make.make_agreement("unsourced"), sources=())
        make_agreement("full")
        assert self.keys("agreement") == ["full"]


@pytest.mark.django_db
class TestTitlesAndDates:
    def date_of(self, name, key):
        kind = kind_named(name)
        return kind.date_of(kind.load([key])[key])

    def test_an_article_is_titled_by_the_live_headline_nearest_to_the_reader(self):
        article = make.make_article("a", version={"headline": "English"})
        make.make_version(article, "ru", headline="По-русски")
        kind = kind_named("article")
        titles = {code: kind.title(article, code) for code in ("en", "ru", "be")}
        assert titles == {"en": ("English", "en"), "ru": ("По-русски", "ru"), "be": ("По-русски", "ru")}
        assert kind.title(Article.objects.create(slug="b", kind="report"), "en") == ("", "")

    @pytest.mark.parametrize(
        ("fields", "title", "language"),
        [
            ({"title": "Репортаж"}, "Publisher: Репортаж", "ru"),
            ({"published_on": date(2026, 2, 26)}, "Publisher, 26\u00a0февраля 2026", "en"),
            (
                {"published_on": date(2026, 2, 26), "publisher_ru": "Известия"},
                "Известия, 26\u00a0февраля 2026",
                "ru",
            ),
            ({}, "Publisher", "en"),
        ],
    )
    def test_a_source_is_titled_as_published_or_by_its_day(self, fields, title, language):
        source = Source(key="a", publisher_en="Publisher", language="ru", **fields)
        assert kind_named("source").title(source, "ru") == (title, language)

    def test_a_date_known_in_part_is_never_told_as_a_day(self):
        figure, source = kind_named("figure"), kind_named("source")
        told = [str(figure.known_date(date(2025, *rest))) for rest in ((1, 1), (11, 1), (11, 2))]
        assert told == ["2025", "2025-11", "2025-11-02"]
        assert str(source.known_date(date(2025, 1, 1))) == "2025-01-01"
        assert figure.known_date(None) is None

    def test_dates(self):
        article = make.make_article("a", version={"live_from": moment(0)})
        make.make_version(article, live_from=moment(5))
        agreement = make.make_agreement("t")
        make.make_action(agreement, dated_on=date(1999, 12, 8))
        make.make_action(agreement, "enters_into_force", date(2030, 1, 1), occurrence="expected")
        route = make.make_route("r")
        make.make_route_event(route, "launch_planned", date(2026, 4, 2), announced_on=date(2026, 2, 26))
        make_figure("f")
        make.make_source("s", published_on=date(2026, 2, 27))
        make.make_topic("e")
        assert {
            name: self.date_of(name, key)
            for name, key in zip(
                ("article", "agreement", "route", "figure", "source", "topic"), "atrfse", strict=True
            )
        } == {
            "article": date(2026, 2, 26),
            "agreement": date(1999, 12, 8),
            "route": date(2026, 2, 26),
            "figure": date(2025, 1, 1),
            "source": date(2026, 2, 27),
            "topic": None,
        }
