"""Which provision of a later text is which of an earlier one."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from news.agreements.texts.identity import identified, sha256_of
from news.agreements.texts.splitting import split

FIRST_DAY, LATER = date(1999, 12, 8), date(2005, 1, 1)
OLD = """Article 1
The railway carries passengers across the border.
Article 2
1. Customs check goods at the border once.
2. Citizens show one paper.
Article 3
The budget is made of contributions of both Parties.
"""


def texts(text, **more):
    return identified(split(text, "en").provisions, valid_from=more.pop("day", FIRST_DAY), **more)


def wids(text, old=OLD, **more):
    found = texts(text, earlier=texts(old), day=LATER, **more)
    return {each.eid: each.wid for each in found}


class TestIdentified:
    def test_a_first_text_names_itself(self):
        assert all(each.wid == each.eid for each in texts(OLD))

    def test_the_same_text_keeps_every_name(self):
        assert wids(OLD) == {each.eid: each.eid for each in texts(OLD)}

    def test_an_article_put_in_renumbers_those_after_it_and_their_names_stay(self):
        new = OLD.replace("Article 3", "Article 4").replace("Article 2", "Article 3")
        new = new.replace("Article 3\n", "Article 2\nScience is free.\nArticle 3\n").replace(
            " once.", " twice."
        )
        assert wids(new) == {
            "art_1": "art_1",
            "art_2": "art_2_2005-01-01",
            "art_3": "art_2",
            "art_3__para_1": "art_2__para_1",
            "art_3__para_2": "art_2__para_2",
            "art_4": "art_3",
        }

    def test_an_article_taken_out_leaves_its_name_to_nobody(self):
        new = "Article 1\nThe budget is made of contributions of both Parties."
        assert wids(new) == {"art_1": "art_3"}
        later = texts(
            "Article 1\nThe budget is made of contributions of both Parties.\nArticle 2\nNew words.",
            earlier=texts(new, earlier=texts(OLD), day=LATER),
            used={"art_1", "art_2", "art_3"},
            day=date(2010, 1, 1),
        )
        assert [each.wid for each in later] == ["art_3", "art_2_2010-01-01"]

    def test_it_is_the_same_article_in_another_chapter(self):
        assert wids("Chapter I\n" + OLD)["art_2__para_1"] == "art_2__para_1"

    def test_another_language_of_the_day_is_named_by_place(self):
        beside = {each.eid: each.wid for each in texts(OLD)} | {"art_3": "art_7"}
        assert texts("Article 3\nThe budget.", beside=beside)[0].wid == "art_7"

    @given(st.permutations(range(5)), st.sets(st.integers(0, 4), max_size=3))
    def test_names_are_one_each_whatever_moves_or_goes(self, order, gone):
        said = [
            "railway carries people",
            "customs check goods",
            "citizens show papers",
            "budget is shared",
            "schools teach",
        ]

        def text(places):
            return "\n".join(f"Article {n}\nThe {said[place]}." for n, place in enumerate(places, start=1))

        old = texts(text(range(5)))
        left = [place for place in order if place not in gone]
        new = texts(text(left) or "Nothing.", earlier=old, day=LATER)
        assert len({each.wid for each in new}) == len(new)
        assert [each.wid for each in new if each.eid.startswith("art")] == [
            f"art_{place + 1}" for place in left
        ]


class TestSum:
    def test_is_of_the_words_not_of_how_they_were_pasted(self):
        assert sha256_of(texts(OLD)) == sha256_of(texts(OLD.replace("\n", "\r\n\r\n")))
        assert sha256_of(texts(OLD)) != sha256_of(texts(OLD.replace("once", "twice")))
