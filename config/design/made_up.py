"""Made-up things for the examples, in the words of three languages; never saved."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from django.utils.translation import get_language

from config.web.partial_dates import PartialDate
from news.agreements.lines import Line
from news.agreements.terms import StatusValue
from news.agreements.words import State, state_of_value
from news.models import Agreement, Article, ArticleVersion, Figure, Person, Source, Topic
from news.pictures.sets import PictureSet
from routes.models import Operator, Route, Station

DAY, LATER = date(2026, 2, 26), date(2026, 4, 2)
MORNING = datetime(2026, 2, 26, 6, 30, tzinfo=UTC)
EVENING = datetime(2026, 4, 2, 15, 5, tzinfo=UTC)


def say(en: str, ru: str, be: str) -> str:
    """The words of the page's language."""
    return {"ru": ru, "be": be}.get(get_language() or "en", en)


def names(en: str, ru: str, be: str) -> dict[str, str]:
    return {"name_en": en, "name_ru": ru, "name_be": be}


SHORT = names("Treaty on examples", "Договор о примерах", "Дагавор аб прыкладах")
LONG = names(
    "Agreement between the Government of the Russian Federation and the Government of the Republic of Belarus on the mutual "
    "recognition of documents of railway passengers, on concessions and on fares",
    "Соглашение между Правительством Российской Федерации и Правительством Республики Беларусь о взаимном признании "
    "железнодорожных проездных документов, о льготах и о железнодорожно-транспортных тарифах",
    "Пагадненне паміж Урадам Расійскай Федэрацыі і Урадам Рэспублікі Беларусь аб узаемным прызнанні чыгуначных праязных "
    "дакументаў, аб ільготах і аб чыгуначна-транспартных тарыфах",
)


def long_title() -> str:
    return say(*LONG.values())


def sentence() -> str:
    return say(
        "The parties agreed on a list, and said that it will be made public later.",
        "Стороны согласовали перечень и сообщили, что он будет обнародован позже.",
        "Бакі ўзгаднілі пералік і паведамілі, што ён будзе абнародаваны пазней.",
    )


def source(key: str = "example", **fields: Any) -> Source:
    """Russian, of a news agency, with every date and address; say what is otherwise."""
    given: dict[str, Any] = {
        "publisher_en": "Example Agency",
        "publisher_ru": "Агентство примеров",
        "publisher_be": "Агенцтва прыкладаў",
        "title": "Стороны согласовали перечень",
        "language": "ru",
        "grade": "c",
        "published_on": DAY,
        "accessed_on": LATER,
        "url": "https://example.org/list",
        "archive_url": "https://example.org/saved/list",
    }
    return Source(key=key, **(given | fields))


def agreement(long: bool = False, **fields: Any) -> Agreement:
    given: dict[str, Any] = {
        "slug": "example",
        "number": "T 99",
        "family": "treaty",
        "designation": "agreement" if long else "treaty",
    }
    return Agreement(**(given | (LONG if long else SHORT) | fields))


def state(value: StatusValue = StatusValue.IN_FORCE) -> State:
    return state_of_value(value)


def line(text: str = "", *numbers: int, **more: str) -> Line:
    return Line(text or sentence(), numbers, **more)


def version(language: str = "", long: bool = False, **fields: Any) -> ArticleVersion:
    """A public version in the page's language, unless told otherwise."""
    kind = fields.pop("kind", "report")
    given: dict[str, Any] = {
        "article": Article(slug="example", kind=kind),
        "language": language or (get_language() or "en"),
        "number": 1,
        "headline": long_title()[:200]
        if long
        else say("A list is agreed", "Перечень согласован", "Пералік узгоднены"),
        "act": "first",
        "live_from": MORNING,
    }
    made = ArticleVersion(**(given | fields))
    made.published_at = MORNING
    return made


def in_list(**fields: Any) -> ArticleVersion:
    """As a list reads them: with a summary in plain words."""
    made = version(**fields)
    made.summary = sentence()
    return made


def person() -> Person:
    return Person(key="example", **names("Anna Example", "Анна Примерова", "Ганна Прыкладава"))


def topic() -> Topic:
    return Topic(slug="example", **names("Transport", "Транспорт", "Транспарт"))


def figure(**fields: Any) -> Figure:
    given = names(
        "Goods carried by rail", "Перевезено грузов по железной дороге", "Перавезена грузаў па чыгунцы"
    )
    return Figure(**({"key": "example", "unit": "percent"} | given | fields))


def station(slug: str, en: str, ru: str, be: str, **fields: Any) -> Station:
    given = {"slug": slug, "country": "BY", "timezone": "Europe/Minsk"} | names(en, ru, be)
    return Station(**(given | fields))


def stations() -> list[Station]:
    return [
        station("first-example", "Upper Bridge", "Верхний Мост", "Верхні Мост"),
        station("border-example", "Boundary Post", "Пограничный Столб", "Памежны Слуп"),
        station("last-example", "Lower Town", "Нижний Городок", "Ніжні Гарадок", country="RU"),
    ]


def route(long: bool = False, **fields: Any) -> Route:
    given = names("Upper Bridge – Lower Town", "Верхний Мост – Нижний Городок", "Верхні Мост – Ніжні Гарадок")
    return Route(**({"slug": "example", "kind": "suburban"} | (LONG if long else given) | fields))


def operator(url: str = "") -> Operator:
    given = names("Example Railway", "Примерная железная дорога", "Прыкладная чыгунка")
    return Operator(code="example", country="BY", url=url, **given)


def picture() -> PictureSet:
    """The site's own drawing for sharing."""
    address = "/static/img/share.png"
    return PictureSet((), address, "", address, 1200, 630)


def image(said: str = "", caption: str = "") -> Any:
    """In the form of an Image: its file is none of the media."""
    return SimpleNamespace(
        whole=picture(), wide=picture(), said=said, caption=caption, credit="Union Chronicle"
    )


def on(day: date) -> PartialDate:
    return PartialDate(day)
