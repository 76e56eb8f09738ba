"""What was printed is given again only where all that it hangs on is the same."""

from datetime import date

import pytest
from django.utils.translation import override

from news.agreements.dossiers import dossier_of
from news.agreements.register import agreement_states
from news.agreements.terms import ActionType
from news.agreements.words import state_of
from news.models import FigureValue, Source
from news.texts import markdown
from news.texts.markdown import plain_texts, render_body, render_texts
from news.texts.notes import Notes
from tests import factories as make

DAY = date(2026, 4, 3)
pytestmark = pytest.mark.django_db


def html(text, language="en", as_of=DAY, **options):
    return render_body(text, language=language, as_of=as_of, **options).html["body"].strip()


class TestRememberedTexts:
    def test_names_and_values_are_those_of_the_moment(self):
        lux = make.make_person("lux", name_en="Lux")
        make.make_figure("growth", [(2025, 3)])
        text = "[[person:lux]] said [[figure:growth]]."
        before = html(text)
        assert html(text) == before
        lux.name_en = "Nox"
        lux.save()
        FigureValue.objects.update(amount=4)
        assert html(text) == before.replace("Lux", "Nox").replace("3", "4")

    def test_each_language_of_the_page_and_of_the_text_is_its_own(self):
        make.make_person("lux", name_en="Lux", name_ru="Люкс")
        assert html("[[person:lux]]") == '<p><a href="/en/people/lux/">Lux</a></p>'
        assert html("[[person:lux]]", "ru") == '<p><a href="/en/people/lux/">Люкс</a></p>'
        with override("be"):
            assert html("[[person:lux]]") == '<p><a href="/be/people/lux/">Lux</a></p>'

    def test_a_figure_without_a_period_is_that_of_the_day(self):
        make.make_figure("growth", [(2024, 7), (2025, 9)])
        assert ">7\u202f%<" in html("[[figure:growth]]", as_of=date(2024, 6, 1))
        assert ">9\u202f%<" in html("[[figure:growth]]", as_of=date(2025, 6, 1))

    def test_sources_are_numbered_after_those_of_the_page(self):
        for key in ("a", "b"):
            make.make_source(key)
        alone = Notes()
        assert ">1</a>" in html("One.[^b]", notes=alone)
        begun = Notes()
        begun.mark(Source.objects.get(key="a"))
        assert ">2</a>" in html("One.[^b]", notes=begun)
        assert [(each.number, each.source.key, each.times) for each in begun] == [(1, "a", 1), (2, "b", 1)]
        assert ">2</a>" in html("One.[^b]", notes=begun)
        assert [each.times for each in begun] == [1, 2]

    def test_what_led_nowhere_is_looked_for_again(self):
        text = "See [[person:lux]]."
        assert html(text) == "<p>See lux.</p>"
        assert plain_texts({"body": text}, language="en", as_of=DAY) == {"body": "See lux."}
        make.make_person("lux", name_en="Lux")
        assert html(text) == '<p>See <a href="/en/people/lux/">Lux</a>.</p>'
        assert plain_texts({"body": text}, language="en", as_of=DAY) == {"body": "See Lux."}

    def test_drafts_are_not_kept(self):
        kept = markdown._remembered.cache_info().currsize
        render_texts({"body": "Nobody knows yet."}, language="en", as_of=DAY, preview=True)
        assert markdown._remembered.cache_info().currsize == kept


class TestRememberedStates:
    def test_a_state_is_that_of_the_acts_of_the_moment(self):
        treaty = make.make_agreement()
        make.make_action(treaty, ActionType.SIGNED, dated_on=date(2026, 3, 1))
        before = agreement_states([treaty.slug], DAY)
        assert agreement_states([treaty.slug], DAY) == before
        make.make_action(treaty, ActionType.RATIFICATION_EXCHANGED, dated_on=date(2026, 4, 1))
        now = agreement_states([treaty.slug], DAY)
        assert now == {treaty.slug: state_of(dossier_of(treaty).status(DAY))} != before
        assert agreement_states([treaty.slug], date(2026, 3, 31)) == before
        with override("ru"):
            assert agreement_states([treaty.slug], DAY) != now
