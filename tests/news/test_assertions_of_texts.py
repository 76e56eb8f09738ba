"""Which words need a source, and which numbers look like figures, in three languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.texts.assertions import asserts_something, loose_numbers


class TestAssertsSomething:
    @pytest.mark.parametrize(
        "words",
        [
            "The meeting was on 26 February.",
            "Trade grew by 3 %.",
            "He said trade was growing.",
            "According to the ministry trade is growing.",
            "The line is reportedly ready.",
            "Он сказал, что торговля растёт.",
            "Она рассказала о поездах.",
            "По его словам, поезда пойдут.",
            "По данным министерства, торговля растёт.",
            "Линия якобы готова.",
            "Ён сказаў, што гандаль расце.",
            "Яна паведаміла пра цягнікі.",
            "Паводле яго слоў, цягнікі пойдуць.",
            "Паводле звестак міністэрства, гандаль расце.",
            "Лінія нібыта гатовая.",
            "The minister announced that trains would run.",
            "Министр подтвердил, что поезда пойдут.",
            "Міністр абвясціў, што цягнікі пойдуць.",
            "Hundreds of thousands travel.",
            "Едут тысячи людей.",
            "Едуць мільёны людзей.",
            "Trade grew by ½.",
        ],
    )
    def test_numbers_dates_and_attributions_do(self, words):
        assert asserts_something(words)

    @pytest.mark.parametrize(
        "words",
        [
            "The treaty has two parties.",
            "This explainer tells what is known.",
            "Member States agree on it.",
            "В договоре две стороны.",
            "Рассказ о том, что известно.",
            "У дагаворы два бакі.",
            "Тут сказана, што вядома.",
            "",
        ],
    )
    def test_other_sentences_do_not(self, words):
        assert not asserts_something(words)


class TestLooseNumbers:
    @pytest.mark.parametrize(
        ("words", "numbers"),
        [
            ("Trade grew by 3 % in 2025.", ["3 %"]),
            ("Trade grew by 3\u202f% in 2025.", ["3\u202f%"]),
            ("2,400 companies and $4.5 billion of money", ["2,400", "$4.5 billion"]),
            (
                "оборот вырос на 3\u202f%, 2\u202f400 компаний, 4,5 млрд долларов",
                ["3\u202f%", "2\u202f400", "4,5 млрд"],
            ),
            ("гандаль вырас на 3\u202f%, 110 кіламетраў", ["3\u202f%", "110 кіламетраў"]),
            ("125 of 310", ["125", "310"]),
        ],
    )
    def test_measured_values_are_found(self, words, numbers):
        assert loose_numbers(words) == numbers

    @pytest.mark.parametrize(
        "words",
        [
            "on 26 February 2026, on 2 and 26 February, from 2–4 April, on February 26, 2026",
            "2026-02-26, 2026-02",
            "in 2025, in the 1990s, in 2024–2026",
            "26 февраля 2026 года, в 1990-х, 2 и 26 февраля, 2 апреля",
            "26 лютага 2026 года, у 1990-х, 2 і 26 лютага, 2 красавіка, 1 траўня, 1 мая",
            "the Su-30, A/54/666, EP3D, No. 12, article 7",
            "№ 12, статья 7, пункт 3, артыкул 7",
            "at 09:00 Minsk time",
        ],
    )
    def test_dates_documents_and_names_are_not(self, words):
        assert loose_numbers(words) == []

    @given(st.text())
    def test_any_text_has_an_answer(self, words):
        assert all(any(character.isdigit() for character in number) for number in loose_numbers(words))
