"""What a word is looked for by, in texts and in questions."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.web.search_terms import NAME, indexed, name_key, name_keys, stem, stems
from config.web.text import words


class TestStems:
    @pytest.mark.parametrize(
        ("language", "forms"),
        [
            ("en", "treaty treaties"),
            ("ru", "маршрут маршрута маршрутами"),
            ("ru", "елка ёлка ёлки"),
            ("be", "пагадненне пагаднення пагадненняў"),
            ("be", "аб'ява аб’явы абʼяву"),
            ("be", "умова умовах умоў"),
            ("be", "узброены ўзброенага"),
            # A Russian word in a Belarusian text, told by its letters.
            ("be", "площадь площади"),
        ],
    )
    def test_of_all_forms_of_a_word_are_one(self, language, forms):
        assert len({stem(form, language) for form in forms.split()}) == 1

    def test_of_a_question_meet_texts_of_each_language(self):
        assert stem("пенсии", "ru") in stems("пенсии")
        assert stem("пагаднення", "be") in stems("пагаднення")

    @given(st.text(min_size=1, max_size=30))
    def test_are_ascii_whatever_is_written(self, text):
        for word in words(text):
            for code in ("en", "ru", "be"):
                assert re.fullmatch("[a-z0-9]{1,60}", stem(word.text, code))
                assert re.fullmatch(f"|{NAME}[a-z]+", name_key(word.text, code))


class TestNames:
    @pytest.mark.parametrize(
        "spellings",
        [
            "Лукашенко Лукашэнка Лукашэнкі Lukashenko Lukashenka Łukašenka",
            "Витебск Віцебск Віцебску Vitebsk Viciebsk",
            "Гомель Гомеля Gomel Homel Homiel",
            "Гродно Гродна Grodno Hrodna",
            "Полоцк Полацк Polotsk Połack",
            "Путин Путина Пуцін Putin Pucin",
            "Минск Мінск Minsk Mensk",
        ],
    )
    def test_meet_in_each_spelling(self, spellings):
        keys = [set(name_keys(spelling)) for spelling in spellings.split()]
        assert set.intersection(*keys) != set()

    def test_of_short_words_there_are_none(self):
        assert name_keys("Port") == name_keys("Лида") == ()


class TestIndexed:
    def test_is_a_stem_a_word_and_then_the_names(self):
        assert (
            indexed("Lukashenko in Minsk, treaties", "en") == "lukashenko in minsk treati qqlukashenk qqmensk"
        )

    @given(st.text(max_size=60), st.sampled_from(["en", "ru", "be"]))
    def test_has_a_term_for_every_word(self, text, language):
        found = indexed(text, language).split()
        assert len([term for term in found if not term.startswith(NAME)]) <= len(words(text)) <= len(found)
