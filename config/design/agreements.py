"""The register: the status of an instrument and its proof, its life, its parties, its texts, and promises made in it."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace as Thing
from typing import Any

from django.core.paginator import Paginator

from config.design import made_up
from config.design.components import Component
from config.design.made_up import DAY, LATER, line, long_title, names, say, sentence, state
from config.web.partial_dates import PartialDate
from news.agreements.corrected import Corrected
from news.agreements.delivery import Basis, Delivered, Numbered, Step
from news.agreements.delivery import state_of_delivery as delivery_state
from news.agreements.history import Conflict, Event, Side
from news.agreements.lifelines import axis, lifeline, points
from news.agreements.parties import Cell, Row
from news.agreements.promises import Delivery
from news.agreements.record import LinkGroup, Moment, Related
from news.agreements.register import Entry, Line, told
from news.agreements.relations import Arc, Drawing, Node
from news.agreements.span import labelled_line
from news.agreements.status import Span
from news.agreements.terms import StatusValue
from news.agreements.texts.comparing import Beside, ComparedProvision
from news.agreements.texts.laid_out import Marks, Printed
from news.agreements.texts.splitting import ProvisionText
from news.agreements.texts.terms import ProvisionKind
from news.models import AgreementTitle, Obligation, TextVersion
from news.texts.differences import compare

S = StatusValue
# Lives that a register holds, each as (day, status) after the day on which nothing is known.
LIVES: dict[str, list[tuple[date, StatusValue]]] = {
    "in force, after a wait": [(date(1996, 4, 2), S.AWAITING_CONSENT), (date(1996, 8, 29), S.IN_FORCE)],
    "awaiting consent": [(date(2026, 2, 26), S.AWAITING_CONSENT)],
    "ended": [(date(1996, 4, 2), S.IN_FORCE), (date(2000, 1, 26), S.TERMINATED)],
    "nothing recorded": [],
}
UNTIL = date(2026, 11, 24)


def spans(life: list[tuple[date, StatusValue]]) -> list[Span]:
    starts = [(date.min, S.RECORDED), *life]
    ends = [start for start, _value in life] + [None]
    return [Span(start, end, value) for (start, value), end in zip(starts, ends, strict=True)]


def components() -> Iterator[Component]:
    yield from _status()
    yield from _lives()
    yield from _acts()
    yield from _beside()
    yield from _texts()
    yield from _register()


def _spelled(day: date) -> Any:
    return made_up.on(day)


def _status() -> Iterator[Component]:
    life = LIVES["in force, after a wait"]
    drawn = labelled_line(points(spans(life), UNTIL, date(2036, 1, 1)), UNTIL, _spelled)

    def record(**more: Any) -> Thing:
        given: dict[str, Any] = {
            "as_of": UNTIL,
            "known_on": None,
            "state": state(),
            "sentence": sentence(),
            "rule": sentence(),
            "explained": "#main",
            "proof": [line("", 1), line(long_title(), 2, 3)],
            "moments": [Moment(day, state(value)) for day, value in life],
            "known_query": "",
            "next_change": "",
            "line": drawn,
        }
        return Thing(**(given | more))

    bare = record(state=state(S.RECORDED), proof=[], moments=[], line=None)
    ahead = record(next_change=long_title(), known_on=LATER, state=state(S.AWAITING_CONSENT))
    yield Component(
        "news/_agreement_status.html",
        {
            "in force": {"record": record(), "today": UNTIL},
            "of a day to come, as known then": {"record": ahead, "is_ahead": True, "today": UNTIL},
            "nothing known": {"record": bare, "today": UNTIL},
        },
    )
    yield Component(
        "news/_agreement_span.html", {"a life": {"line": drawn}, "one moment: prints nothing": {"line": None}}
    )
    yield Component(
        "news/_agreement_state_in_admin.html",
        {
            "with its rule": {"state": state(), "note": sentence(), "rule": sentence()},
            "bare": {"state": state(S.RECORDED)},
        },
    )
    yield Component(
        "news/register/_as_of.html",
        {"today": {"as_of": UNTIL, "is_today": True}, "another day": {"as_of": DAY, "is_today": False}},
    )


def _lives() -> Iterator[Component]:
    lived = {name: spans(life) for name, life in LIVES.items()}
    on = axis([span.start for each in lived.values() for span in each[1:]], UNTIL)
    drawn = {name: lifeline(each, on, UNTIL) for name, each in lived.items()}
    yield Component(
        "news/_lifeline.html",
        {name: {"line": each, "axis": on, "words": name} for name, each in drawn.items()},
        small=True,
    )
    lines = []
    for place, (name, each) in enumerate(drawn.items()):
        value = lived[name][-1].value
        instrument: Any = Thing(agreement=made_up.agreement(long=place % 2 == 1))
        note = sentence() if place % 2 else ""
        entry = Entry(instrument, None, state(value), note, 1996 if place else None)
        printed = told(entry, each, name)
        lines.append(Line(entry, printed._replace(numbers=(1, 2)) if place else printed))
    words = {
        "axis": on,
        "caption": sentence(),
        "heading": say("Status today", "Статус сегодня", "Статус сёння"),
        "query": "",
    }
    yield Component(
        "news/_agreement_register.html",
        {
            "four lives": {"lines": lines} | words,
            "one": {"lines": lines[:1]} | words,
            "none": {"lines": []} | words,
        },
    )


def event(title: str, **more: Any) -> Event:
    given: dict[str, Any] = {
        "date_text": "26.02.2026",
        "iso": "2026-02-26",
        "actor": say("Republic of Belarus", "Республика Беларусь", "Рэспубліка Беларусь"),
        "lines": (line("", 1),),
        "grade": "confirmed",
        "grade_text": "",
        "ahead": False,
    }
    return Event(title=title, **(given | more))


def _acts() -> Iterator[Component]:
    plain = event(say("Signed", "Подписан", "Падпісаны"))
    events = [
        event(long_title(), explained="#main", numbers=(1,), by_name=long_title(), by_url="#main"),
        plain,
        event(
            sentence(),
            grade="disputed",
            note="Договор о примерах",
            note_lang="ru",
            lines=(line("", 2, lang="ru", url="#main"),),
        ),
        event(sentence(), grade="expected", ahead=True, date_text="2027", iso="2027", actor="", lines=()),
    ]
    yield Component(
        "news/_agreement_history.html", {"every kind": {"events": events}, "one": {"events": [plain]}}
    )
    heads = [say("Signed", "Подписание", "Падпісанне"), say("In force for", "В силе для", "У сіле для")]
    filled = (
        Cell(heads[0], (line("26.02.2026", 1), line("", 2)), "reported"),
        Cell(heads[1], missing=sentence()),
    )
    empty = tuple(
        Cell(head, missing=say("not established", "не установлено", "не ўстаноўлена")) for head in heads
    )
    rows = [
        Row(say("Republic of Belarus", "Республика Беларусь", "Рэспубліка Беларусь"), sentence(), filled),
        Row(long_title(), long_title(), empty),
    ]
    yield Component(
        "news/_agreement_parties.html",
        {"two": {"rows": rows}, "one": {"rows": rows[:1]}, "none": {"rows": []}},
    )
    sides = (Side("26.02.2026", (line("", 1),)), Side("27.02.2026", (line(long_title(), 2, 3, lang="ru"),)))
    yield Component(
        "news/_agreement_conflict.html",
        {
            "two days": {"conflict": Conflict(sentence(), sides, "27.02.2026", long_title(), "ru")},
            "without a note": {"conflict": Conflict(sentence(), sides[:1], "26.02.2026", "", "")},
        },
    )
    corrected = [Corrected("2026-04-02", "02.04.2026", long_title(), sentence(), long_title())]
    yield Component("news/_agreement_corrected.html", {"one": {"rows": corrected}})


def _beside() -> Iterator[Component]:
    title = AgreementTitle(kind="translation", language="ru", text=long_title())
    other = made_up.agreement(long=True)
    related = Related(None, sentence(), (2,), other, state(), "#main")
    link = Thing(url="#main", title=long_title(), lang="ru", dated=PartialDate(DAY))
    facts = [{"label": sentence(), "value": ""}]
    cited = Thing(
        oscola=long_title(),
        gost=long_title(),
        bibtex="@misc{T-99,\n  title = {…}\n}",
        ris="TY  - GEN",
        csl_json="[{}]",
        name="T-99",
    )
    record = Thing(
        facts=facts, other_titles=[(title, (1,))], related=[related], conflicts=[1, 2],
        link_groups=[LinkGroup(sentence(), [link], True)],
        agreement=made_up.agreement(checked_on=LATER), permalink="#main", query="?as_of=2026-11-24",
    )  # fmt: skip
    bare = Thing(facts=facts, agreement=made_up.agreement(), permalink="#main", query="")
    told = {"cited": cited, "page_obj": Paginator(range(3), 1).page(2)}
    yield Component(
        "news/_agreement_aside.html",
        {"with everything": {"record": record, **told}, "bare": {"record": bare, **told}},
        around="side",
    )
    yield Component(
        "news/register/_cite.html", {"every form": {"record": record, "cited": cited}}, around="side"
    )


def text(language: str = "ru", **fields: Any) -> TextVersion:
    given = {"pk": 1, "valid_from": DAY, "kind": "original", "legal_value": "official"}
    return TextVersion(language=language, source=made_up.source(), **(given | fields))


def provision(number: str, words: str, heading: str = "") -> ProvisionText:
    return ProvisionText(ProvisionKind.ARTICLE, f"art_{number}", f"art_{number}", "", number, heading, words)


def _texts() -> Iterator[Component]:
    long = provision("2", f"{long_title()}\n{sentence()}", long_title())
    article = provision("1", sentence(), sentence())
    yield Component(
        "news/_provision.html",
        {f"heading {level}": {"each": Printed(long, f"{level}.", level, 0)} for level in (2, 3, 4, 5)}
        | {
            f"set in {depth}": {"each": Printed(article, "а)" if depth else "", 0, depth)}
            for depth in range(4)
        },
        around="prose",
    )
    yield Component(
        "news/_agreement_side.html",
        {
            "a provision": {"provision": long, "mark": "Статья 2", "code": "en"},
            "not held": {"provision": None, "mark": "", "code": say("en", "ru", "be")},
        },
    )
    lines = [
        Thing(version=text(), url="#main", data_url="#main", language=sentence(), is_replaced=False),
        Thing(
            version=text("be", pk=2, is_part=True),
            url="#main",
            data_url="#main",
            language="be",
            is_replaced=True,
        ),
    ]
    best = {"best": lines[0].version}
    yield Component(
        "news/_agreement_text_lines.html",
        {"two": {"lines": lines} | best, "one": {"lines": lines[:1]} | best},
    )
    mains = [text(pk=3), text(pk=4, valid_from=LATER)]
    languages = [("ru", sentence(), mains), ("be", long_title(), mains[:1])]
    rows = [
        ComparedProvision(
            "art_1",
            Marks("1", "1"),
            "",
            True,
            "changed",
            tuple(compare(sentence(), f"{sentence()} {sentence()}")),
        ),
        ComparedProvision("art_2", Marks("3", "3"), "2", True, "removed", tuple(compare(long_title(), ""))),
        ComparedProvision("art_3", Marks("а)", "3 а)"), "", False, "added", tuple(compare("", sentence()))),
        ComparedProvision("art_4", Marks("4", "4"), "", True, "same", tuple(compare(sentence(), sentence()))),
    ]
    pairs = [
        Beside("art_1", article, long, "Article 1", "Статья 1"),
        Beside("art_2", None, article, "", "Статья 2"),
    ]
    compared = Thing(
        left=mains[0], right=mains[1], left_language=sentence(), right_language=long_title(),
        languages=languages, dated=languages[:1], rows=rows, differing=rows[:3], pairs=pairs,
    )  # fmt: skip
    same = Thing(right=mains[1], rows=rows[3:], differing=[])
    yield Component(
        "news/_agreement_compare_forms.html", {"days and languages": {"comparison": compared}}, around="side"
    )
    yield Component(
        "news/_agreement_two_days.html",
        {"every change": {"comparison": compared}, "no change": {"comparison": same}},
    )
    yield Component("news/_agreement_two_languages.html", {"one provision lacks": {"comparison": compared}})


def _register() -> Iterator[Component]:
    step = Step(
        DAY, "26.02.2026", sentence(), long_title(), "#main", sentence(), "ru", "reported", made_up.source()
    )
    plan = Step(
        LATER, "02.04.2026", sentence(), sentence(), "#main", sentence(), "", "expected", made_up.source()
    )
    yield Component(
        "news/register/_delivery_step.html",
        {"taken": {"numbered": Numbered(step, (1,))}, "expected": {"numbered": Numbered(plan, (2,))}},
        around="progress",
        element="ol",
    )
    promise = Obligation(key="example", agreement=made_up.agreement(), stated_on=DAY, **{
        name.replace("name", "text"): words for name, words in names(*made_up.LONG.values()).items()
    })  # fmt: skip

    def promised(value: Delivery, **more: Any) -> Delivered:
        given: dict[str, Any] = {
            "lang": "",
            "provision": "",
            "due": "",
            "bases": [],
            "steps": [],
            "findings": [],
        }
        text = long_title() if more else sentence()
        return Delivered(promise, value, delivery_state(value), text, numbers=(1,), **(given | more))

    basis = Basis(sentence(), made_up.agreement(long=True), made_up.source(), (3,))
    whole = promised(
        Delivery.DONE, provision="1", due="02.04.2026", bases=[basis],
        steps=[Numbered(step, (1,)), Numbered(plan, (2,))], findings=[line("", 2, lang="ru")],
    )  # fmt: skip
    shown = {value.value: {"one": promised(value)} for value in Delivery if value != Delivery.DONE}
    yield Component(
        "news/register/_delivery.html", {"done, with everything": {"one": whole, "named": True}} | shown
    )
    nodes = [
        Node(20, "T 98", sentence()[:24]),
        Node(50, "T 99", long_title()[:24]),
        Node(80, "D 1", sentence()[:20]),
    ]
    arcs = [Arc("ends", 50, 20, 15, 15, 1), Arc("rests", 80, 20, 30, 30, 1), Arc("works", 80, 50, 15, 15, 1)]
    yield Component(
        "news/register/_relations.svg.html", {"three kinds": {"drawing": Drawing(100, nodes, arcs)}}
    )
    yield Component("news/register/_pages.html", {"with a query": {"query": "?status=in_force"}})
