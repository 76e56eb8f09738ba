"""The numbers a text states: the same in three languages, and different where they differ."""

import json
import re
from decimal import Decimal

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from news.texts.figure_text import NARROW, NBSP, scaled_text
from news.texts.numbers import difference, stated, typed
from news.translations.following import beside, disagreements

LANGUAGES = ("en", "ru", "be")


def agree(one, language, other, other_language):
    return not difference(stated(one, language), stated(other, other_language))


class TestTheSame:
    @pytest.mark.parametrize(
        ("english", "russian", "belarusian"),
        [
            ("4.5 billion dollars", "4,5 млрд долларов", "4,5 мільярда долараў"),
            ("over 2,400 companies", f"более 2{NARROW}400 компаний", "больш за 2,4 тыс. кампаній"),
            ("2.4 thousand", "2,4 тысячи", "2 400"),
            ("1,200,000 people", f"1{NBSP}200{NBSP}000 человек", "1,2 млн чалавек"),
            ("about 60 %", f"около 60{NARROW}%", "каля 60 працэнтаў"),
            ("50–60 per cent", "50–60 процентов", "50–60 %"),
            ("on 2 April 1996", "2 апреля 1996 года", "2 красавіка 1996 года"),
            ("March 13–15, 2025", "13–15 марта 2025 года", "13–15 сакавіка 2025 года"),
            ("from 26 to 28 February", "с 26 по 28 февраля", "з 26 да 28 лютага"),
            ("in December 2024", "в декабре 2024 года", "у снежні 2024 года"),
            ("on 2026-02-26", "26.02.2026", "26 лютага 2026 года"),
            ("at 6 p.m. and 9:30", "в 18:00 и 9:30", "а 18 гадзіне і 9:30"),
            ("in the 1990s", "в 1990-х годах", "у 1990-х гадах"),
            ("the 20th century", "XX век", "XX стагоддзе"),
            ("the 3rd session", "3-я сессия", "трэцяя сесія"),
            ("5 documents", "пять документов", "пяць дакументаў"),
            ("25 trains", "двадцать пять поездов", "дваццаць пяць цягнікоў"),
            ("50 %", "половина", "палова"),
            ("the G20 and 12-FZ", "«Двадцатка» и 12-ФЗ", "«Дваццатка» і 12-ФЗ"),
            ("RA-3 and A/54/666", "дизели и документ", "дызелі і дакумент"),
            ("It may come in early April.", "Возможно, в начале месяца.", "Магчыма, на пачатку месяца."),
            ("See https://example.org/2026/1", "См. сайт", "Гл. сайт"),
            ("[the page](https://example.org/7)", "страница", "старонка"),
            ("1. First\n2. Second", "Первое\n\nВторое", "Першае\n\nДругое"),
        ],
    )
    def test_whatever_the_language(self, english, russian, belarusian):
        texts = dict(zip(LANGUAGES, (english, russian, belarusian), strict=True))
        for one, text in texts.items():
            for other, translation in texts.items():
                assert agree(text, one, translation, other), (text, translation)

    @given(
        st.decimals(0, 10**12, places=2, allow_nan=False),
        st.sampled_from(LANGUAGES),
        st.sampled_from(LANGUAGES),
    )
    def test_as_the_site_itself_writes_it(self, number, one, other):
        texts = [f"x {scaled_text(number, language)[0]} y" for language in (one, other)]
        assert agree(texts[0], one, texts[1], other)


class TestDifferent:
    @pytest.mark.parametrize(
        ("original", "translation", "missing", "extra"),
        [
            ("60 %", "65 %", "60 %", "65 %"),
            ("4.5 billion", "4,5 млн", "4.5", "4,5"),
            ("on 2 April 1996", "2 мая 1996 года", "April", "мая"),
            ("on 26 February", "в феврале", "February, 26", ""),
            ("It grew.", "Он вырос на 3 %.", "", "3 %"),
            ("3 %", "в 3 раза", "3 %", "3"),
            ("[[figure:growth@2025]]", "вырос на 3", "[[figure:growth@2025]]", "3"),
            (
                "[[figure:growth@2025]]",
                "[[figure:growth@2024]]",
                "[[figure:growth@2025]]",
                "[[figure:growth@2024]]",
            ),
            ("the [[agreement:a|treaty of 1999]]", "[[agreement:a|договор 1998 года]]", "1999", "1998"),
        ],
    )
    def test_is_told_as_typed(self, original, translation, missing, extra):
        found = difference(stated(original, "en"), stated(translation, "ru"))
        assert (typed(found.missing), typed(found.extra)) == (missing, extra)

    def test_a_figure_may_have_words_of_its_own(self):
        assert agree("[[figure:pairs@2026|three pairs]]", "en", "[[figure:pairs@2026|три пары]]", "ru")

    @given(st.text(max_size=200), st.sampled_from(LANGUAGES))
    def test_any_text_can_be_read_and_agrees_with_itself(self, text, language):
        assert agree(text, language, text, language)

    def test_scale_is_part_of_the_number(self):
        [number] = stated("2–3 млн", "ru").numbers[:1]
        assert number.value == Decimal(2_000_000)


def versions():
    rows = json.loads((settings.BASE_DIR / "fixtures" / "080_articles.json").read_text())
    texts = [row["fields"] for row in rows if row["model"] == "news.articleversion"]
    return {(text["article"][0], text["language"]): text for text in texts}


class TestContent:
    def test_no_false_alarm_between_any_two_languages(self):
        texts = versions()
        found = [
            (slug, language, other, each.paragraph.own.text)
            for (slug, language), own in texts.items()
            for other in LANGUAGES
            if other != language
            for each in disagreements(beside(texts[slug, other], own, other, language), other, language)
        ]
        assert found == []

    def test_every_number_that_is_no_name_is_watched(self):
        """Each number of a text full of dates is changed in turn (a quarter of them): the paragraph is found, and it alone."""
        missed, watched, texts = [], 0, versions()
        for language in ("ru", "be"):
            original, own = texts["thirty-years-1996-2026", "en"], texts["thirty-years-1996-2026", language]
            hidden = re.sub(
                r"\[\[figure[^\]]*\]\]|\[\[\w+:[^|\]]*|\[\^[^\]]*\]|[^\W\d_]+[-/]?\d+(?:/\d+)?",
                lambda match: "~" * len(match[0]),
                own["body"],
            )
            for match in list(re.finditer(r"\d+", hidden))[::4]:
                start, end = match.span()
                wrong = own | {"body": f"{own['body'][:start]}{int(match[0]) + 7}{own['body'][end:]}"}
                watched += 1
                found = disagreements(beside(original, wrong, "en", language), "en", language)
                if len(found) != 1:
                    missed.append(own["body"][max(0, start - 30) : end + 30])
        assert watched > 20
        assert missed == []
