"""Numbers with their units in three languages."""

from decimal import Decimal
from gettext import c2py

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.models import Unit
from news.texts.figure_text import YEARS, figure_text, form, number_text

amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=3)
# As the message catalogues of both languages state the rule for whole numbers.
SLAVIC = c2py("n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2")


def texts(amount, unit, currency=""):
    return [figure_text(Decimal(amount), unit, currency, language=code) for code in ("en", "ru", "be")]


class TestFigureText:
    @pytest.mark.parametrize(
        ("amount", "unit", "currency", "expected"),
        [
            ("3.000", "percent", "", ["3\u202f%", "3\u202f%", "3\u202f%"]),
            ("0.5", "percent", "", ["0.5\u202f%", "0,5\u202f%", "0,5\u202f%"]),
            ("-1.250", "percent", "", ["−1.25\u202f%", "−1,25\u202f%", "−1,25\u202f%"]),
            ("8", "times", "", ["8×", "8\u00a0раз", "8\u00a0разоў"]),
            ("2", "times", "", ["2×", "2\u00a0раза", "2\u00a0разы"]),
            ("1.5", "times", "", ["1.5×", "1,5\u00a0раза", "1,5\u00a0раза"]),
            ("2400", "count", "", ["2,400", "2\u202f400", "2\u202f400"]),
            ("999", "count", "", ["999", "999", "999"]),
            ("9200000", "count", "", ["9.2\u00a0million", "9,2\u00a0млн", "9,2\u00a0млн"]),
            ("30", "years", "", ["30\u00a0years", "30\u00a0лет", "30\u00a0гадоў"]),
            ("1", "years", "", ["1\u00a0year", "1\u00a0год", "1\u00a0год"]),
            ("22", "years", "", ["22\u00a0years", "22\u00a0года", "22\u00a0гады"]),
            ("4.5", "years", "", ["4.5\u00a0years", "4,5\u00a0года", "4,5\u00a0года"]),
            ("3", "per_day", "", ["3\u00a0a day", "3\u00a0в день", "3\u00a0на дзень"]),
            (
                *("4500000000", "money", "USD"),
                ["4.5\u00a0billion US dollars", "4,5\u00a0млрд долларов США", "4,5\u00a0млрд долараў ЗША"],
            ),
            (
                *("1000000", "money", "BYN"),
                [
                    "1\u00a0million Belarusian roubles",
                    "1\u00a0млн белорусских рублей",
                    "1\u00a0млн беларускіх рублёў",
                ],
            ),
            (
                *("21", "money", "RUB"),
                ["21\u00a0Russian roubles", "21\u00a0российский рубль", "21\u00a0расійскі рубель"],
            ),
            ("1", "money", "USD", ["1\u00a0US dollar", "1\u00a0доллар США", "1\u00a0долар ЗША"]),
            (
                "0.25",
                "money",
                "USD",
                ["0.25\u00a0US dollars", "0,25\u00a0доллара США", "0,25\u00a0долара ЗША"],
            ),
            ("3", "money", "EUR", ["3\u00a0euros", "3\u00a0евро", "3\u00a0еўра"]),
            ("5000000000000", "money", "KZT", ["5\u00a0trillion KZT", "5\u00a0трлн KZT", "5\u00a0трлн KZT"]),
        ],
    )
    def test_as_a_reader_writes_it(self, amount, unit, currency, expected):
        assert texts(amount, unit, currency) == expected

    def test_a_long_number_is_written_out_and_not_rounded(self):
        assert texts("1234567891", "money", "USD")[0] == "1,234,567,891\u00a0US dollars"

    @pytest.mark.parametrize("unit", Unit.values)
    @given(amount=amounts)
    def test_every_unit_is_written_in_every_language(self, unit, amount):
        currency = "USD" if unit == "money" else ""
        english, *others = texts(amount, unit, currency)
        assert not any(letter in "абвгдеж" for letter in english)
        assert all(letter not in other for other in others for letter in "abcefghijk")

    @given(amounts)
    def test_a_number_is_exact(self, amount):
        english, russian = number_text(amount, "en"), number_text(amount, "ru")
        assert Decimal(english.replace(",", "").replace("−", "-")) == amount
        assert Decimal(russian.replace("\u202f", "").replace(",", ".").replace("−", "-")) == amount

    @given(st.integers(min_value=0, max_value=10**6))
    def test_whole_numbers_take_the_form_of_the_catalogues(self, number):
        for language in ("ru", "be"):
            assert form(Decimal(number), YEARS[language], language) == YEARS[language][SLAVIC(number)]

    def test_an_unknown_language_reads_english(self):
        assert figure_text(Decimal(2), "years", language="de") == "2\u00a0years"
