"""A pasted text and the provisions it is split into."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from news.agreements.texts.splitting import latin, split
from news.agreements.texts.terms import ProvisionKind

RUSSIAN = """ДОГОВОР
о дружбе
(Москва, 2 апреля 1997 года)
Стороны, опираясь на волю народов,
договорились о нижеследующем:
РАЗДЕЛ I
Общие положения
Глава I. Цели
Статья 1
Сообщество преобразуется в
союз.
Каждое государство сохраняет суверенитет.
Статья 2. Понятия
1. Стороны:
а) первая;
б) вторая:
1) подпункт.
Это замыкает перечень.
2. Другая часть.
2.1. Подпункт второй части.
Глава II
Статья 3. Эта статья в одну строку.
Совершено в г. Москве 2 апреля 1997 года.
За Россию
Приложение 1
Статья 1
Правило.
"""


def outline(text, language="ru"):
    return [(each.eid, each.number, each.heading, each.text) for each in split(text, language).provisions]


def eids(text, language="ru"):
    return [each.eid for each in split(text, language).provisions]


def told(text, language="ru"):
    return [(remark.line, remark.is_error, remark.text) for remark in split(text, language).remarks]


class TestStructure:
    def test_a_whole_treaty(self):
        assert outline(RUSSIAN) == [
            ("preface", "", "", "ДОГОВОР о дружбе\n(Москва, 2 апреля 1997 года)"),
            ("preamble", "", "", "Стороны, опираясь на волю народов,\nдоговорились о нижеследующем:"),
            ("sec_1", "I", "Общие положения", ""),
            ("sec_1__chp_1", "I", "Цели", ""),
            ("art_1", "1", "", "Сообщество преобразуется в союз.\nКаждое государство сохраняет суверенитет."),
            ("art_2", "2", "Понятия", ""),
            ("art_2__para_1", "1.", "", "Стороны:"),
            ("art_2__para_1__point_a", "а)", "", "первая;"),
            ("art_2__para_1__point_b", "б)", "", "вторая:"),
            ("art_2__para_1__point_b__point_1", "1)", "", "подпункт."),
            ("art_2__para_1__para_nn_1", "", "", "Это замыкает перечень."),
            ("art_2__para_2", "2.", "", "Другая часть."),
            ("art_2__para_2__para_1", "2.1.", "", "Подпункт второй части."),
            ("sec_1__chp_2", "II", "", ""),
            ("art_3", "3", "", "Эта статья в одну строку."),
            ("conclusions", "", "", "Совершено в г. Москве 2 апреля 1997 года.\nЗа Россию"),
            ("att_1", "1", "", ""),
            ("att_1__art_1", "1", "", "Правило."),
        ]
        assert not split(RUSSIAN, "ru").errors

    @pytest.mark.parametrize(
        ("language", "text"),
        [
            (
                "ru",
                "Преамбула\nСтороны\nГлава I\nСтатья 1\n1. Раз:\nа) два;\nб) три.\nУчинено в двух экземплярах",
            ),
            (
                "be",
                "Прэамбула\nБакі\nГлава I\nАртыкул 1\n1. Раз:\nа) два;\nб) тры.\nЗдзейснена ў двух экзэмплярах",
            ),
            (
                "en",
                "Preamble\nThe Parties\nChapter I\nArticle 1\n1. One:\n(a) two;\n(b) three.\nDone at Minsk",
            ),
        ],
    )
    def test_three_languages_give_the_same_ids(self, language, text):
        found = eids(text, language)
        assert found == [
            *("preamble", "chp_1", "art_1", "art_1__para_1"),
            *("art_1__para_1__point_a", "art_1__para_1__point_b", "conclusions"),
        ]

    def test_where_every_chapter_counts_anew_its_articles_bear_its_name(self):
        text = "Chapter I\nArticle 1\nOne.\nArticle 2\nTwo.\nChapter II\nArticle 1\nThree."
        assert eids(text, "en") == ["chp_1", "chp_1__art_1", "chp_1__art_2", "chp_2", "chp_2__art_1"]
        assert not split(text, "en").errors

    def test_an_act_without_articles_is_its_numbered_paragraphs(self):
        text = "Совет постановляет:\n1. Утвердить план.\n2. Опубликовать его."
        assert eids(text) == ["preamble", "para_1", "para_2"]

    def test_a_sentence_that_names_an_article_is_no_heading(self):
        assert eids("Статья 1\nПравило.\nСтатья 5 настоящего Договора применяется.") == ["art_1"]

    def test_a_line_broken_in_a_sentence_is_put_together_a_blank_line_is_kept(self):
        assert (
            split("Article 1\nThe Parties agree\nto meet.", "en").provisions[0].text
            == "The Parties agree to meet."
        )
        assert split("Article 1\nThe Parties agree\n\nto meet.", "en").provisions[0].text.count("\n") == 1

    def test_each_provision_knows_its_line(self):
        assert [each.line for each in split("Article 1\n\n1. One.\n2. Two.", "en").provisions] == [1, 3, 4]

    def test_nothing_is_an_error(self):
        assert told(" \n\n") == [(1, True, "There is no text.")]

    def test_names_of_places(self):
        assert [latin(place) for place in (1, 26, 27, 52, 53)] == ["a", "z", "aa", "az", "ba"]


class TestNumbering:
    @pytest.mark.parametrize(
        ("text", "remark"),
        [
            ("Статья 1\nА.\nСтатья 1\nБ.", (3, True, "Article 1 is there already, on line 1.")),
            ("Статья 2\nА.\nСтатья 1\nБ.", (3, True, "Article 1 comes after 2.")),
            ("Статья 1\n1. А.\n1. Б.", (3, True, "Paragraph 1 is there already, on line 2.")),
            ("Статья 1\nа) А;\nв) В;\nб) Б.", (4, True, "Point б comes after в.")),
            (
                "Глава I\nСтатья 1\nА.\nГлава I\nСтатья 2\nБ.",
                (4, True, "Chapter I is there already, on line 1."),
            ),
            ("Статья 1\nА.\nСтатья 4\nБ.", (3, False, "Article 4 follows 1: some are missing between them.")),
            (
                "Статья 1\nА.\nСовершено в Минске\nСтатья 2\nБ.\nСовершено в Минске",
                (6, True, "Closing lines: there already, on line 3. Are these two texts?"),
            ),
            (
                "Преамбула\nА.\nПреамбула\nСтатья 1\nБ.",
                (3, True, "Preamble: there already, on line 1. Are these two texts?"),
            ),
            ("Статья 1\nа) А;\nq) Б.", (3, True, "Point q: this letter is not of the alphabet of the text.")),
            ("Стороны согласны.", (1, False, "No article and no numbered paragraph was found.")),
        ],
    )
    def test_says_what_is_wrong_and_on_which_line(self, text, remark):
        assert remark in told(text)

    def test_lists_may_leave_letters_out_and_mix_scripts_that_look_alike(self):
        assert told("Статья 1\na) А;\nб) Б;\nв) В;\nд) Д.") == []


WORD = st.text("абвгд", min_size=3, max_size=6)
LINES = st.one_of(
    st.builds("Статья {}".format, st.integers(1, 9)),
    st.builds("Глава {}. {}".format, st.sampled_from(["I", "II", "IV"]), WORD),
    st.builds("{}. {};".format, st.integers(1, 5), WORD),
    st.builds("{}) {};".format, st.sampled_from("абв"), WORD),
    st.builds("{}.".format, WORD.map(str.capitalize)),
    st.builds("Совершено в {}".format, WORD),
    st.just(""),
)


class TestProperties:
    @given(st.lists(LINES, max_size=14))
    def test_no_word_is_lost_and_none_is_said_twice(self, lines):
        text = "\n".join(lines)
        found = split(text, "ru").provisions
        said = " ".join(f"{each.number} {each.heading} {each.text}" for each in found)
        words = re.sub(r"Статья|Глава", "", text)
        assert re.findall(r"\w+", said) == re.findall(r"\w+", words)

    @given(st.lists(LINES, max_size=14))
    @example(["Статья 1", "Совершено в ааа", "Статья 2", "Совершено в ббб"])
    def test_a_text_without_errors_has_ids_that_are_one_each_and_of_their_parents(self, lines):
        result = split("\n".join(lines), "ru")
        names = [each.eid for each in result.provisions]
        if not result.errors:
            assert len(set(names)) == len(names)
        for place, each in enumerate(result.provisions):
            assert each.parent == "" or each.parent in names[:place]
            if each.kind not in (ProvisionKind.ARTICLE,):
                assert each.eid.startswith(each.parent)
