"""What every kind of page uses: marks, states, notices, facts, forms, ways on."""

from collections import Counter
from collections.abc import Iterator

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, DateFilter, FilterSet

from config.design import made_up
from config.design.components import Component
from config.design.made_up import DAY, EVENING, long_title, say, sentence
from config.timeline.overview import Overview, overview
from config.timeline.strands import STRANDS, Choice
from config.timeline.tallies import Cell, Tally
from news.agreements.terms import StatusValue
from news.agreements.words import state_of_value
from news.models import Grade, Source
from routes.route_status import State as RouteState
from routes.route_words import badge

GRADES = ("confirmed", "reported", "disputed", "expected", "retracted")
SHAPES = ("full", "half", "hollow", "ring", "tri", "end")


class ExampleForm(forms.Form):
    """A field of every kind that pages ask for."""

    words = forms.CharField(label=_("What is wrong?"), widget=forms.Textarea(attrs={"rows": 3}))
    on = forms.DateField(
        label=_("On the day"), help_text=_("Write the day as year, month and day: 2025-03-13.")
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("a", _("Report")), ("b", _("Explainer"))], widget=forms.RadioSelect
    )

    def clean(self) -> None:
        if self.is_bound and not self.cleaned_data:
            self.add_error(None, sentence())


class ExampleFilter(FilterSet):
    grade = ChoiceFilter(label=_("Class"), choices=Grade.choices, empty_label=_("All classes"))
    on = DateFilter(label=_("On the day"), widget=forms.DateInput(attrs={"type": "date"}))

    class Meta:
        model = Source
        fields: list[str] = []


def _overview(first: int, last: int, *, months: bool) -> Overview | None:
    """Of some things that happened, and of others that are to come in the last year."""
    cells = Counter(
        {
            Cell(strand, planned and year == last, year, month): number % 5
            for year in range(first, last + 1)
            for month in (range(1, 13) if months else [0])
            for number, strand in enumerate(STRANDS, start=year + 3 * month)
            for planned in (False, True)
        }
    )
    return overview(Tally(cells, Choice()), "#")


def components() -> Iterator[Component]:
    yield from _marks()
    yield from _notices()
    yield from _lists()
    yield from _forms()
    yield from _ways()


def _marks() -> Iterator[Component]:
    yield Component("site/_pip.html", {shape: {"shape": shape} for shape in SHAPES}, small=True)
    states = {f"agreement, {value.value}": {"state": state_of_value(value)} for value in StatusValue}
    states |= {f"route, {value.value}": {"state": badge(value)} for value in RouteState}
    yield Component("site/_state.html", states, small=True)
    grades = {grade: {"grade": grade} for grade in GRADES}
    yield Component(
        "site/_evidence.html",
        grades | {"words of its own": {"grade": "reported", "text": sentence()}},
        small=True,
    )
    yield Component(
        "site/_mark.html",
        {
            "one": {"numbers": [1]},
            "several": {"numbers": [1, 2, 12]},
            "none: prints nothing": {"numbers": []},
        },
        small=True,
    )
    yield Component(
        "site/_in_language.html",
        {code: {"language": code} for code in ("en", "ru", "be", "de", "pl")},
        small=True,
    )
    yield Component("site/_arrow.html", {"on": {}, "back": {"back": True}}, small=True)
    yield Component(
        "site/_kind.html",
        {
            "plain": {"kind": say("Report", "Сообщение", "Паведамленне")},
            "with a detail": {"kind": say("Treaty", "Договор", "Дагавор"), "detail": "T 99"},
            "correction": {"kind": say("Correction", "Исправление", "Выпраўленне"), "tone": "plum"},
            "long": {"kind": long_title(), "detail": long_title()},
        },
    )


def _notices() -> Iterator[Component]:
    lead = say("Behind its original.", "Отстаёт от оригинала.", "Адстае ад арыгінала.")
    more = {"url": "#main", "link": say("Read the original", "Читать оригинал", "Чытаць арыгінал")}
    yield Component(
        "site/_notice.html",
        {
            "information": {"lead": lead, "text": sentence()},
            "claim, with a link": {"lead": lead, "text": sentence(), "tone": "claim"} | more,
            "withdrawn or corrected": {"lead": lead, "text": sentence(), "tone": "plum"},
            "long": {"lead": long_title(), "text": sentence() * 3, "tone": "claim"} | more,
        },
    )
    yield Component("site/_copy.html", {"while the database is away": {"made_at": EVENING}})
    yield Component("site/_sample.html", {"above invented data": {}}, around="sample")
    yield Component(
        "site/_empty.html",
        {"a sentence": {"text": sentence()}, "and where to go": {"text": sentence()} | more},
    )


def _lists() -> Iterator[Component]:
    facts = [
        {"label": say("Kind", "Вид", "Від"), "value": say("Treaty", "Договор", "Дагавор")},
        {"label": say("Full text", "Полный текст", "Поўны тэкст"), "value": sentence(), "url": "#main"},
        {
            "label": say("Title", "Название", "Назва"),
            "value": "Договор о примерах",
            "lang": "ru",
            "numbers": [1, 2],
        },
        {"label": say("Term", "Срок", "Тэрмін"), "value": ""},
        {
            "label": say("Place", "Место", "Месца"),
            "value": None,
            "missing": say("not stated", "не указано", "не ўказана"),
        },
        {"label": long_title(), "value": long_title(), "numbers": [3]},
    ]
    yield Component(
        "site/_facts.html", {"every kind of value": {"facts": facts}, "one": {"facts": facts[:1]}}
    )
    bare = made_up.source("bare", title="", published_on=None, accessed_on=None, url="", archive_url="")
    told = [
        made_up.source(),
        bare,
        made_up.source("long", title=long_title(), machine_translated=True, language="de"),
    ]
    cited = [{"number": number, "source": source} for number, source in enumerate(told, start=1)]
    yield Component(
        "site/_sources.html",
        {
            "in one column": {"citations": cited},
            "in two, leading back to the text": {"citations": cited, "columns": True, "back": True},
            "one": {"citations": cited[:1]},
        },
    )
    entries = [
        {
            "date_text": "1996",
            "title": long_title(),
            "url": "#main",
            "detail": sentence(),
            "numbers": [1],
            "ahead": True,
        },
        {
            "date_text": "26.02.2026",
            "iso": "2026-02-26",
            "title": sentence(),
            "kind": say("Report", "Сообщение", "Паведамленне"),
        },
        {"date_text": "02.04.2026", "title": sentence(), "tone": "odd", "grade": "disputed", "numbers": [2]},
        {
            "date_text": "2027",
            "title": "Договор о примерах",
            "lang": "ru",
            "tone": "plan",
            "grade": "expected",
        },
    ]
    yield Component(
        "site/_timeline.html",
        {
            "in a column": {"entries": entries},
            "dates beside": {"entries": entries, "variant": "dated"},
            "across": {"entries": entries, "variant": "across"},
            "one": {"entries": entries[1:2]},
        },
    )
    yield Component(
        "site/_overview.html",
        {
            "thirty years": {"overview": _overview(1997, 2026, months=False)},
            "months, some planned": {"overview": _overview(2026, 2026, months=True)},
        },
    )
    yield Component(
        "site/_figure.html",
        {
            "with a caption": {"image": made_up.image(sentence(), sentence())},
            "decorative, another caption": {"image": made_up.image(), "caption": long_title(), "lang": "ru"},
        },
    )
    yield Component(
        "site/_picture.html",
        {
            "described": {"set": made_up.picture(), "alt": sentence(), "sizes": "20rem"},
            "decorative": {"set": made_up.picture(), "alt": "", "sizes": "20rem", "eager": True},
        },
        around="figures",
    )


def _forms() -> Iterator[Component]:
    fresh, wrong = ExampleForm(), ExampleForm({"on": "yesterday", "kind": "a"})
    yield Component(
        "site/_field.html",
        {
            f"{field.name}, {state}": {"field": field}
            for state, form in (("new", fresh), ("wrong", wrong))
            for field in form
        },
    )
    yield Component(
        "site/_error_summary.html", {"faults": {"form": wrong}, "none: prints nothing": {"form": fresh}}
    )
    asked = {
        "nothing asked": {},
        "narrowed": {"grade": "c", "on": "2026-02-26"},
        "wrong": {"on": "yesterday"},
    }
    none = Source.objects.none()
    yield Component(
        "site/_filters.html",
        {state: {"filter": ExampleFilter(data, queryset=none)} for state, data in asked.items()},
    )
    yield Component(
        "site/_search_form.html",
        {
            "in the masthead": {"id": "q"},
            "wide, with words": {"id": "q", "class": "find find--wide", "query": long_title()},
        },
    )


def _ways() -> Iterator[Component]:
    crumbs = [(say("News", "Новости", "Навіны"), "/"), (long_title(), "/"), (long_title(), "")]
    yield Component(
        "site/_crumbs.html", {"three": {"crumbs": crumbs}, "one: prints nothing": {"crumbs": crumbs[:1]}}
    )
    pages = {"1 of 1: prints nothing": (1, 1), "1 of 2": (1, 2), "2 of 2": (2, 2)}
    pages |= {f"{number} of 500": (number, 500) for number in (1, 250, 500)}
    yield Component(
        "site/_pagination.html",
        {
            state: {"page_obj": Paginator(range(last), 1).page(number)}
            for state, (number, last) in pages.items()
        },
    )
    yield Component("site/_sections.html", {"for a page that leads nowhere": {}})
    machine = [("BibTeX", "#main"), ("JSON", "#main")]
    yield Component(
        "site/_cite.html",
        {
            "with everything": {"citation": long_title(), "permalink": "#main", "links": machine},
            "words alone": {"citation": f"{sentence()} {DAY}"},
        },
        around="side",
    )
