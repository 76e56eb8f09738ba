"""What makes a change more than wording: figures, numbers, dates, names and quotations, in three languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.texts.weighty_changes import weighty_changes

TWO_IN_ORDER = "3 trains in May, 5 in June"


def changes(old, new, language="en", field="body", **options):
    return [
        (str(each.weight), each.before, each.after)
        for each in weighty_changes({field: old}, {field: new}, language=language, **options)
    ]


class TestWordingOnly:
    @pytest.mark.parametrize(
        ("language", "old", "new"),
        [
            ("en", "Fare rose 3 %.", "The fare rose by 3 per cent."),
            ("en", "Up 3% to 2,400.", "Up 3\u202f% to 2 400."),
            ("en", "Five trains run.", "Trains run: 5."),
            (
                "en",
                "On 26 February 2026 Putin met Lukashenko.",
                "Putin met Lukashenko on February 26, 2026.",
            ),
            ("en", "It will met in Minsk’s hall.", "It will meet in Minsk's hall."),
            ("en", "Trains will run.", "The trains will run."),
            ("en", "He met Putin.", "He met [[person:vladimir-putin|Putin]]."),
            ("en", "He met [[person:vladimir-putin]].", "He met Vladimir Putin."),
            ("en", "It is so.[^a]", "It is so.[^b]"),
            ("en", "See [this](https://example.org/2025/1).", "See [this](https://example.org/2026/2)."),
            ("en", "He said “we will go”.", "He said «we will go»."),
            ("en", "A 3.\n\nB 5.", "B 5.\n\nA 3."),
            ("en", "A 3. B 5.", "A 3.\n\nB 5."),
            ("en", "1. one thing\n2. two things", "1. one thing\n1. two things"),
            ("en", "From 1996–2026.", "From 1996-2026."),
            ("en", "A 3.\r\n\r\nB.", "A 3.\n\nB."),
            ("ru", "Вчера состоялась встреча с Путиным.", "Вчера встретили Путина."),
            ("ru", "Сорок лет, 2 500 км, 4,5 млрд.", "40 лет, 2500 км, 4.5 млрд."),
            ("ru", "26 февраля 2026 года пять поездов.", "26.02.2026 пошли 5 поездов."),
            ("be", "Сустрэча з Лукашэнкам у Мінску.", "Прайшла сустрэча з Лукашэнкам у Мінск."),
            ("be", "Два цягнікі 5 мая.", "5 мая пайшлі 2 цягнікі."),
        ],
    )
    def test_is_no_weighty_change(self, language, old, new):
        assert changes(old, new, language) == []

    @given(st.text(max_size=300))
    def test_a_text_does_not_differ_from_itself(self, text):
        assert changes(text, text) == []

    @given(st.lists(st.sampled_from(["said", "was", "slowly", "trains", "still", "with"]), max_size=8))
    def test_common_words_weigh_nothing(self, words):
        assert changes("Trains still run in Minsk.", " ".join(["Trains run", *words, "in Minsk."])) == []

    @given(st.permutations(["One 3.", "Two of May.", "Then Minsk.", "> Said.\n> — [[person:p]], here"]))
    def test_paragraphs_may_change_places(self, paragraphs):
        assert (
            changes(
                "One 3.\n\nTwo of May.\n\nThen Minsk.\n\n> Said.\n> — [[person:p]], here",
                "\n\n".join(paragraphs),
            )
            == []
        )


class TestWeighty:
    @pytest.mark.parametrize(
        ("language", "old", "new", "expected"),
        [
            ("en", "Rose 3 %.", "Rose 4 %.", [("number", "3 %", "4 %")]),
            ("en", "Rose 3 %.", "Rose 3.", [("number", "3 %", "3")]),
            ("en", "Rose by half.", "Rose by a third.", [("number", "half", "third")]),
            ("en", "It has 2,400.", "It has 2.4.", [("number", "2,400", "2.4")]),
            ("en", TWO_IN_ORDER, "5 trains in May, 3 in June", [("number", "3, 5", "5, 3")]),
            ("en", "On 2 May 2026.", "On 3 May 2026.", [("date", "2 May 2026", "3 May 2026")]),
            ("en", "On Monday.", "On Tuesday.", [("date", "Monday", "Tuesday")]),
            ("en", "It runs at 14:30.", "It runs at 14:45.", [("date", "14:30", "14:45")]),
            ("en", "So in 2025.", "So in 2026.", [("date", "2025", "2026")]),
            ("en", "It goes to Minsk.", "It goes to Pinsk.", [("name", "Minsk", "Pinsk")]),
            ("en", "It goes to Minsk.", "It goes.", [("name", "Minsk", "")]),
            ("en", "It goes.", "It goes to Minsk.", [("name", "", "Minsk")]),
            ("en", "Putin met Lukashenko.", "Lukashenko met Putin.", [("name", "Putin, Lukashenko", "Lukashenko, Putin")]),
            ("en", "Petrov said so.", "Sidorov said so.", [("name", "Petrov", "Sidorov")]),
            (
                "en", "He met [[person:a|Putin]].", "He met [[person:b|Putin]].",
                [("name", "[[person:a]]", "[[person:b]]")],
            ),
            ("en", "Up [[figure:g@2025]].", "Up [[figure:g@2026]].", [("figure", "[[figure:g@2025]]", "[[figure:g@2026]]")]),
            ("en", "He: “we will go”.", "He: “we shall go”.", [("quotation", "“we will go”", "“we shall go”")]),
            ("en", "> It is.\n> — [[person:a]], 2 May 2026 [^s]", "> It was.\n> — [[person:a]], 2 May 2026 [^s]",
             [("quotation", "It is. — A, 2 May 2026", "It was. — A, 2 May 2026")]),
            ("en", "> It is.\n> — [[person:a]], here [^s]", "> It is.\n> — [[person:b]], here [^s]",
             [("quotation", "It is. — A, here", "It is. — B, here")]),
            ("ru", "Пять поездов в Минск.", "Шесть поездов в Минск.", [("number", "Пять", "Шесть")]),
            ("ru", "Придёт в понедельник.", "Придёт во вторник.", [("date", "понедельник", "вторник")]),
            ("be", "Ён мае 5 цягнікоў.", "Ён мае 6 цягнікоў.", [("number", "5", "6")]),
            ("be", "Да 1 красавіка.", "Да 1 мая.", [("date", "1 красавіка", "1 мая")]),
        ],
    )  # fmt: skip
    def test_is_found_and_shown_as_typed(self, language, old, new, expected):
        assert changes(old, new, language) == expected

    def test_a_name_that_the_record_knows_counts_at_the_beginning_of_a_sentence(self):
        assert changes("Putin came.", "Medvedev came.", known=frozenset({"putin"})) == [("name", "Putin", "")]

    def test_its_line_is_that_of_the_new_text(self):
        old, new = "First.\n\nIt has 3.", "First.\n\nMore words.\n\nIt has 4."
        [change] = weighty_changes({"body": old}, {"body": new}, language="en")
        assert (change.field, change.line) == ("body", 5)

    @given(st.integers(2, 10**6), st.integers(2, 10**6))
    def test_another_number_is_never_missed(self, one, other):
        found = changes(f"It carried {one} tonnes.", f"It carried {other} tonnes.")
        assert bool(found) == (one != other)

    @given(*[st.text(st.sampled_from("AaбБ 3.“”\n>[^]"), max_size=30)] * 2)
    def test_backwards_it_weighs_as_much(self, one, other):
        assert bool(changes(one, other)) == bool(changes(other, one))


class TestBox:
    """Where a statement stands is what is said of it."""

    EMPTY = {"confirmed": "", "claimed": "", "unknown": ""}

    def standing(self, old, new):
        found = weighty_changes(self.EMPTY | old, self.EMPTY | new, language="en")
        return [(str(each.weight), each.field, each.line, each.before, each.after) for each in found]

    def test_a_statement_that_changes_its_list(self):
        assert self.standing(
            {"confirmed": "it runs", "claimed": "it is new"}, {"confirmed": "it runs\nit is new"}
        ) == [("standing", "confirmed", 2, "", "it is new"), ("standing", "claimed", 1, "it is new", "")]

    def test_two_that_change_places(self):
        swapped = self.standing(
            {"confirmed": "one", "claimed": "other"}, {"confirmed": "other", "claimed": "one"}
        )
        assert [each[:2] for each in swapped] == [("standing", "confirmed"), ("standing", "claimed")]

    def test_wording_in_its_list_is_wording(self):
        assert self.standing({"unknown": "when it run"}, {"unknown": "- when it runs"}) == []


class TestNaming:
    def test_who_wrote_it_and_where(self):
        found = weighty_changes(
            {"byline": "A. Ivanova", "dateline": "Minsk"},
            {"byline": "B. Ivanova", "dateline": "Minsk "},
            language="en",
        )
        assert [(each.field, each.before, each.after) for each in found] == [
            ("byline", "A. Ivanova", "B. Ivanova")
        ]
