"""News and the record: how a text opens, what stands behind it and beside it, lists of it, figures."""

from collections.abc import Iterator
from decimal import Decimal
from types import SimpleNamespace as Thing
from typing import Any

from django.utils.safestring import mark_safe

from config.design import made_up
from config.design.components import Component
from config.design.made_up import DAY, EVENING, MORNING, long_title, say, sentence
from config.lead import Lead
from config.web.partial_dates import PartialDate
from news.article_page import EVIDENCE, EvidencePart
from news.descriptions import Description
from news.figure_cards import FigureCard, ValueLine
from news.models import FigureValue
from news.related import RelatedThing
from news.texts.figure_text import figure_text


def components() -> Iterator[Component]:
    yield from _texts()
    yield from _beside()
    yield from _changes()
    yield from _lists()
    yield from _figures()


def evidence(lines: int = 2) -> list[EvidencePart]:
    return [
        EvidencePart(label, shape, tone, [mark_safe(sentence())] * lines)
        for _name, label, shape, tone in EVIDENCE
    ]


def _named(*title: str) -> Thing:
    return Thing(url="#main", title=lambda: title)


def related() -> list[RelatedThing]:
    page = say("en", "ru", "be")
    return [
        RelatedThing(say(*made_up.SHORT.values()), page, "#main", made_up.state()),
        RelatedThing("Соглашение о примерах", "ru", "#main", None),
        RelatedThing(long_title(), page, "#main", made_up.state()),
    ]


def article(**fields: Any) -> Thing:
    """In the form of an ArticlePage; `fields`: of its version."""
    version = made_up.version(**fields)
    headings = [Thing(id="main", text=sentence()), Thing(id="main", text=long_title())]
    return Thing(
        version=version,
        rendered=Thing(
            html={"standfirst": mark_safe(sentence())},
            headings=headings,
            notes=[1],
            topics=[_named("Transport", "en")],
        ),
        evidence=evidence(),
        related=[(say("In the register", "В реестре", "У рэестры"), related())],
        history=Thing(published_at=MORNING, updated_at=EVENING),
        others=[(made_up.version("ru"), "/ru/", say("original", "оригинал", "арыгінал"))],
        desk=say("News desk", "Редакция новостей", "Рэдакцыя навін"),
        minutes=say("3 minutes to read", "3 минуты чтения", "3 хвіліны чытання"),
        lang_attribute="",
        page_language=say("en", "ru", "be"),
        citation=long_title(),
        permalink="#main",
        version_links=[(say("All versions", "Все версии", "Усе версіі"), "#main")],
    )


def bare_article() -> Thing:
    bare = article(headline="1")
    bare.rendered = Thing(html={}, headings=[], notes=[], topics=[])
    bare.evidence, bare.related, bare.others, bare.version_links = [], [], [], []
    bare.history = Thing(published_at=MORNING, updated_at=None)
    return bare


def _texts() -> Iterator[Component]:
    yield Component(
        "news/_article_opening.html",
        {
            "updated, with evidence": {"page": article(dateline=say("Minsk", "Минск", "Мінск"))},
            "the longest headline": {"page": article(long=True, dateline=long_title()[:80])},
            "with nothing more": {"page": bare_article()},
        },
        around="sheet",
    )
    yield Component(
        "news/_evidence_box.html",
        {
            "narrow": {"parts": evidence(), "heading": "h3", "id": "evidence"},
            "wide": {"parts": evidence(), "heading": "h3", "id": "evidence", "wide": True},
            "one line, another heading": {
                "parts": evidence(1)[:1],
                "heading": "h3",
                "id": "evidence",
                "title": long_title(),
            },
        },
    )
    yield Component(
        "news/_untranslated.html", {code: {"language": code} for code in ("en", "ru", "be")}, small=True
    )
    yield Component(
        "news/_newer.html",
        {
            "one sentence": {"words": [sentence()], "url": "#main", "original_language": "ru"},
            "several": {"words": [sentence()] * 3, "url": "#main", "original_language": "ru", "lang": "ru"},
        },
        around="prose",
    )
    text = mark_safe(f"<p>{sentence()}</p><p>{long_title()}</p>")
    yield Component(
        "news/_description.html",
        {
            "in the page's language": {"description": Description(text, "")},
            "in another": {"description": Description(mark_safe("<p>Договор о примерах.</p>"), "ru")},
            "none: prints nothing": {"description": None},
        },
    )


def _beside() -> Iterator[Component]:
    yield Component(
        "news/_article_aside.html",
        {"with everything": {"page": article(long=True)}, "with nothing more": {"page": bare_article()}},
        around="side",
    )
    yield Component(
        "news/_related.html", {"with states": {"heading": sentence(), "things": related()}}, around="side"
    )
    link = Thing(url="#main", title=long_title(), language="ru", dated=PartialDate(DAY))
    uses = [
        (
            say("News", "Новости", "Навіны"),
            [link, Thing(url="#main", title=sentence(), language="en", dated=None)],
        )
    ]
    yield Component(
        "news/_used_in.html",
        {"by something": {"uses": uses, "heading": "h3"}, "by nothing": {"uses": [], "heading": "h3"}},
        around="side",
    )


def _changes() -> Iterator[Component]:
    def change(act: str, number: int, note: str = "") -> Thing:
        version = made_up.version(act=act, number=number, live_from=EVENING)
        entry = Thing(
            version=version,
            address="#main",
            before=number > 1 and Thing(number=number - 1),
            comparison="#main",
        )
        return Thing(entry=entry, note=note, is_correction=act == "correction")

    changes = [change("correction", 3, long_title()), change("update", 2, sentence()), change("first", 1)]
    yield Component(
        "news/_updates.html", {"every act": {"changes": changes, "lang": ""}, "one": {"changes": changes[2:]}}
    )
    history = Thing(entries=[each.entry for each in changes], comparison="")
    yield Component(
        "news/_comparison_form.html",
        {"new": {"history": history}, "chosen": {"history": history, "from": 1, "to": 3}},
    )


def _lists() -> Iterator[Component]:
    pictured = made_up.in_list(dateline=say("Minsk", "Минск", "Мінск"))
    versions = [
        made_up.in_list(long=True, kind="analysis", dateline=long_title()[:80]),
        made_up.in_list(language=say("ru", "be", "ru"), headline="Договор о примерах"),
        made_up.version(headline="1"),
    ]
    listed = {"heading": "h3", "this_year": "2026"}
    yield Component(
        "news/_bulletin.html",
        {
            "long, untranslated, bare": {"versions": versions} | listed,
            "one": {"versions": [pictured]} | listed,
            "of another year": {"versions": [pictured]} | listed | {"this_year": "2027"},
        },
    )
    links = [_named(sentence(), "en"), _named(long_title(), "ru")]
    words = mark_safe(sentence())
    yield Component(
        "news/_lead.html",
        {
            "with everything, updated": {
                "lead": Lead(
                    made_up.version(long=True, live_from=EVENING),
                    words,
                    evidence(3),
                    sentence(),
                    links,
                    made_up.image(sentence()),
                )
            },
            "without a picture": {"lead": Lead(made_up.version(), words, evidence(1), "", links)},
            "with nothing more, untranslated": {
                "lead": Lead(made_up.version(say("ru", "be", "ru")), words, [], "", [])
            },
        },
    )


def _figures() -> Iterator[Component]:
    language = say("en", "ru", "be")

    def card(
        *amounts: str, note: str = "", unit: str = "percent", currency: str = "", **fields: Any
    ) -> FigureCard:
        figure = made_up.figure(unit=unit, currency=currency, key=f"example-{unit}-{len(amounts)}", **fields)
        lines = []
        for year, amount in enumerate(amounts, start=2026 - len(amounts)):
            value = FigureValue(
                pk=year,
                figure=figure,
                amount=Decimal(amount),
                as_of=DAY.replace(year=year),
                as_of_precision="year",
                qualifier="almost" if year % 2 else "",
                verification="one_source",
                said_by=made_up.person() if year % 2 else None,
                source=made_up.source(),
            )
            lines.append(ValueLine(value, figure_text(value.amount, unit, currency, language=language), (1,)))
        return FigureCard(figure, tuple(lines), note)

    held = {
        "one value": {"card": card("3")},
        "two values": {"card": card("2.5", "-3")},
        "long, not looked at for long": {
            "card": card(
                "1234567890123",
                "2345678901234",
                unit="money",
                currency="BYN",
                note=sentence(),
                **made_up.LONG,
            )
        },
    }
    yield Component("news/_figure_card.html", held, around="figures")
    yield Component("news/_figure_now.html", held)
    many = card(*(str(number * 7919 % 100) for number in range(60)))
    yield Component(
        "news/_figure_chart.html",
        {
            name: {"chart": shown.chart}
            for name, shown in {
                "columns, one of them below nothing": card("2.5", "-3"),
                "a line of sixty": many,
                "huge": held["long, not looked at for long"]["card"],
            }.items()
        },
    )
    yield Component(
        "config/web/charts/bars.py",
        {
            "two bars": card("2.5", "-3").small_chart,
            "bars of long labels": card("1", "3", unit="times").small_chart,
        },
    )
