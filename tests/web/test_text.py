"""Which words are one word to a search, and what an address may hold."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.web.text import clean, query_words, slugify_cyrillic, terms, words

WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20)


def stem(word, language):
    return terms(word, language)[0]


class TestTerms:
    @pytest.mark.parametrize(
        "spellings",
        [
            "Vitebsk/en Витебск/ru Віцебск/be Витебск/be Віцебск/ru",
            "Minsk/en Минск/ru Мінск/be",
            "Gomel/en Гомель/ru Гомель/be",
            "Putin/en Путин/ru Пуцін/be",
            "Glazyev/en Глазьев/ru",
            "Lukashenko/en Лукашенко/ru",
            "Orsha/en Орша/ru Орша/be",
            "Kremlin/en Кремлин/ru",
        ],
    )
    def test_a_name_meets_itself_in_other_spellings(self, spellings):
        found = [set(terms(*spelling.split("/"))) for spelling in spellings.split()]
        assert set.intersection(*found) != set()

    @pytest.mark.parametrize(
        ("language", "forms"),
        [
            ("en", "treaty treaties"),
            ("en", "agreement agreements agreement's"),
            ("ru", "поезд поезда поездов поездами"),
            ("ru", "договор договора договоры договоров"),
            ("ru", "ёлка елка ёлки"),
            ("ru", "союзный союзная союзного союзном"),
            ("be", "дагавор дагавора дагаворы дагавораў дагаворам"),
            ("be", "пагадненне пагаднення пагадненні пагадненнем пагадненняў"),
            ("be", "цягнік цягніка цягнікі цягнікоў цягнікамі"),
            ("be", "саюзны саюзная саюзнага саюзнай саюзным"),
            ("be", "гарантыя гарантыі гарантыю гарантыямі гарантый"),
            ("be", "чыгунка чыгункі чыгунку чыгункай"),
            ("be", "Беларусь Беларусі Беларуссю"),
            ("be", "Расія Расіі Расію Расіяй"),
            ("be", "аб’ява аб'ява абʼявы"),
            ("be", "Віцебск Віцебска Віцебску Віцебскам"),
            ("be", "узброены ўзброены ўзброеныя"),
        ],
    )
    def test_forms_of_a_word_have_one_stem(self, language, forms):
        assert len({stem(form, language) for form in forms.split()}) == 1

    @pytest.mark.parametrize(
        ("language", "different"),
        [
            ("en", "train trade treaty"),
            ("ru", "поезд поест союз"),
            ("be", "дагавор дарога саюз сам"),
            ("be", "цягнік цягач"),
        ],
    )
    def test_other_words_have_others(self, language, different):
        assert len({stem(word, language) for word in different.split()}) == len(different.split())

    @given(WORDS, st.sampled_from(["en", "ru", "be"]))
    def test_do_not_depend_on_case_and_hold_no_space(self, word, language):
        found = terms(word, language)
        assert all(term and not re.search(r"\s", term) for term in found)
        assert terms(word.lower(), language) == found

    @given(st.text(st.sampled_from("абвгдеёжзйклмнопрстуўфхцчшыьэюяі’"), min_size=1, max_size=15))
    def test_of_cyrillic_words_are_latin(self, word):
        assert all(re.fullmatch(r"[a-z]*", term) for term in terms(word, "be"))

    def test_a_stress_mark_and_a_soft_hyphen_are_no_letters(self):
        assert terms("до\u0301го\u00adвор", "ru") == terms("договор", "ru")


class TestWords:
    def test_have_their_places(self):
        text = "Аб’ява №5: «Віцебск–Смаленск», isn't it?_x"
        found = words(text)
        assert [word.text for word in found] == ["Аб’ява", "5", "Віцебск", "Смаленск", "isn't", "it", "x"]
        assert [text[word.start : word.end] for word in found] == [word.text for word in found]

    @given(st.text(max_size=60))
    def test_are_parts_of_the_text(self, text):
        assert all(text[word.start : word.end] == word.text for word in words(text))


class TestQueryWords:
    @pytest.mark.parametrize(
        ("text", "language", "expected"),
        [
            ("The treaty on the Union", "en", ["treaty", "union"]),
            ("what is in it", "en", ["what", "is", "in", "it"]),
            ("договор о гарантиях", "ru", ["договор", "гарантиях"]),
            ("дагавор аб гарантыях", "be", ["дагавор", "гарантыях"]),
            ("minsk Minsk MINSK", "en", ["minsk"]),
            ("", "en", []),
            ("?!… —", "en", []),
            ("a1 b2 c3 d4 e5 f6 g7 h8 i9", "en", ["a1", "b2", "c3", "d4", "e5", "f6", "g7", "h8"]),
        ],
    )
    def test_are_those_that_tell_something(self, text, language, expected):
        assert query_words(text, language) == expected


class TestClean:
    def test_drops_what_a_database_cannot_hold(self):
        assert clean("a\0b\ud800c\x1bd\te\u0301") == "a b c d \u00e9"

    @given(st.text(st.characters()))
    def test_can_always_be_encoded(self, text):
        assert "\0" not in clean(text)
        assert clean(text).encode().decode() == clean(text)


class TestSlugify:
    @pytest.mark.parametrize(
        ("text", "slug"),
        [
            ("Высший Госсовет: 26 февраля", "vysshiy-gossovet-26-fevralya"),
            ("Съезд в Щучине", "sezd-v-shchuchine"),
            ("Аб’яўлена ў Гомелі", "abyaulena-u-homeli"),
            ("Zażółć gęślą jaźń", "zazolc-gesla-jazn"),
            ("Rock & Roll – 100 %", "rock-roll-100"),
            ("  --  ", ""),
            ("東京", ""),
        ],
    )
    def test_writes_every_letter(self, text, slug):
        assert slugify_cyrillic(text) == slug

    @given(st.text(max_size=200), st.integers(min_value=1, max_value=50))
    def test_makes_an_address_or_nothing(self, text, length):
        slug = slugify_cyrillic(text, max_length=length)
        assert len(slug) <= length
        assert slug == "" or re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug)

    def test_cuts_between_words(self):
        assert slugify_cyrillic("one two three", max_length=9) == "one-two"
        assert slugify_cyrillic("one two three", max_length=7) == "one-two"
        assert slugify_cyrillic("onetwothree", max_length=7) == "onetwot"
