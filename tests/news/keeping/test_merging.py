"""Two texts that began as one: what is put together by itself, what is asked, and that no word is lost on the way."""

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from news.keeping.merging import Conflict, Cut, merge, merge_texts, together

words = st.sampled_from(["поезд", "train", "goes", "идёт", "2026", "[^tass]", "[[route:a|b]]", "–", "ў"])
paragraph = st.lists(words, min_size=1, max_size=6).map(" ".join)
text = st.lists(paragraph, max_size=6).map("\n\n".join)
lines = st.lists(paragraph, max_size=6).map("\n".join)
cuts = st.sampled_from(Cut)


def counted(*texts):
    return Counter(word for each in texts for word in each.split())


def settled(merged):
    return [piece for piece in merged.pieces if isinstance(piece, str)]


def with_all(merged, side):
    """The text if every conflict is decided for one side."""
    return merged.text({conflict.key: getattr(conflict, side) for conflict in merged.conflicts})


class TestAnyTexts:
    @given(text, text, cuts)
    def test_one_side_alone_changed(self, base, other, cut):
        assert merge_texts(base, base, other, cut).pieces == (other,)
        assert merge_texts(base, other, base, cut).pieces == (other,)

    @given(text, text, cuts)
    def test_both_changed_alike(self, base, both, cut):
        assert merge_texts(base, both, both, cut).pieces == (both,)

    @given(text, text, text, cuts)
    def test_it_is_the_same_from_either_side(self, base, mine, theirs, cut):
        def mirrored(piece):
            return (piece.before, piece.theirs, piece.mine) if isinstance(piece, Conflict) else piece

        def plain(piece):
            return (piece.before, piece.mine, piece.theirs) if isinstance(piece, Conflict) else piece

        here, there = merge_texts(base, mine, theirs, cut), merge_texts(base, theirs, mine, cut)
        assert [plain(piece) for piece in here.pieces] == [mirrored(piece) for piece in there.pieces]

    @given(text, text, text, cuts)
    @example("a\n\nb", "a\n\nx\n\nb", "a\n\ny\n\nb", Cut.PARAGRAPHS)
    @example("a\n\nb", "b", "a\n\nb c", Cut.PARAGRAPHS)
    @example("a\n\na a a a", "a a", "a a a a", Cut.LINES)
    @example("a\n\na", "a", "a\n\na", Cut.LINES)
    @example("a b\n\na\n\nb\n\nc", "a\n\nb\n\na b", "a b", Cut.LINES)
    def test_no_word_of_either_side_disappears_without_a_choice(self, base, mine, theirs, cut):
        merged = merge_texts(base, mine, theirs, cut)
        # A part that one side moved may stand in a conflict as that side's, and was the other's, too.
        asked = [words for conflict in merged.conflicts for words in (conflict.mine, conflict.theirs)]
        there = counted(*settled(merged), *asked)
        for side, other in ((mine, theirs), (theirs, mine)):
            # What the other side took out of what both had, or changed, may be gone; nothing else of this side.
            taken_out = Counter(cut.parts(base)) - Counter(cut.parts(other))
            assert counted(side) - counted(*taken_out.elements()) <= there

    @given(text, text, text, cuts)
    def test_choosing_one_side_everywhere_keeps_what_only_the_other_touched(self, base, mine, theirs, cut):
        merged = merge_texts(base, mine, theirs, cut)
        if merged.conflicts == []:
            assert with_all(merged, "mine") == with_all(merged, "theirs")
        for side in ("mine", "theirs"):
            chosen = counted(*settled(merged), *(getattr(each, side) for each in merged.conflicts))
            assert counted(with_all(merged, side)) == chosen

    @given(text, text, text)
    def test_written_together_it_holds_the_words_of_both(self, before, mine, theirs):
        if mine == theirs:
            return
        result = counted(together(Conflict("body", before, mine, theirs, Cut.PARAGRAPHS)))
        assert counted(mine) - counted(before) <= result
        assert counted(theirs) - counted(before) <= result

    @given(text, text, text)
    def test_a_choice_is_known_by_its_three_texts(self, before, mine, theirs):
        conflict = Conflict("body", before, mine, theirs, Cut.PARAGRAPHS)
        assert conflict.key == Conflict("body", before, mine, theirs, Cut.LINES).key
        assert conflict.key != Conflict("note", before, mine, theirs, Cut.PARAGRAPHS).key
        assert conflict.key != Conflict("body", before, mine, f"{theirs} x", Cut.PARAGRAPHS).key


class TestParagraphs:
    BASE = "One stood.\n\nTwo stood.\n\nThree stood."

    @pytest.mark.parametrize(
        ("mine", "theirs", "result"),
        [
            ("One is mine.\n\nTwo stood.\n\nThree stood.", "One stood.\n\nTwo is theirs.\n\nThree stood.",
             "One is mine.\n\nTwo is theirs.\n\nThree stood."),
            ("One stood.\n\nThree stood.", "One stood.\n\nTwo stood.\n\nThree is theirs.",
             "One stood.\n\nThree is theirs."),
            ("New.\n\nOne stood.\n\nTwo stood.\n\nThree stood.", "One stood.\n\nTwo stood.\n\nThree stood.\n\nLast.",
             "New.\n\nOne stood.\n\nTwo stood.\n\nThree stood.\n\nLast."),
            ("One stood.\n\nBoth.\n\nTwo stood.\n\nThree stood.", "One stood.\n\nBoth.\n\nTwo stood.\n\nThree ends.",
             "One stood.\n\nBoth.\n\nTwo stood.\n\nThree ends."),
        ],
    )  # fmt: skip
    def test_different_paragraphs_go_together(self, mine, theirs, result):
        merged = merge_texts(self.BASE, mine, theirs, Cut.PARAGRAPHS)
        assert (merged.conflicts, merged.text({})) == ([], result)

    def test_the_same_paragraph_is_asked_about_and_the_rest_is_settled(self):
        mine = self.BASE.replace("Two stood.", "Two is mine.").replace("One stood", "One runs")
        theirs = self.BASE.replace("Two stood.", "Two is theirs.").replace("Three stood", "Three runs")
        merged = merge_texts(self.BASE, mine, theirs, Cut.PARAGRAPHS, "body")
        [conflict] = merged.conflicts
        assert conflict == Conflict("body", "Two stood.", "Two is mine.", "Two is theirs.", Cut.PARAGRAPHS)
        assert merged.text({conflict.key: "Two is ours."}) == "One runs.\n\nTwo is ours.\n\nThree runs."

    def test_taken_out_here_and_changed_there_is_asked(self):
        merged = merge_texts(
            self.BASE, "One stood.\n\nThree stood.", self.BASE.replace("Two", "Both"), Cut.PARAGRAPHS
        )
        [conflict] = merged.conflicts
        assert (conflict.before, conflict.mine, conflict.theirs) == ("Two stood.", "", "Both stood.")

    def test_two_new_paragraphs_at_one_place_are_asked(self):
        merged = merge_texts("One.", "One.\n\nMine.", "One.\n\nTheirs.", Cut.PARAGRAPHS)
        [conflict] = merged.conflicts
        assert (conflict.before, together(conflict)) == ("", "Mine.\n\nTheirs.")


class TestOtherCuts:
    def test_statements_go_together_line_by_line(self):
        merged = merge_texts("One.\nTwo.", "One.\nTwo is mine.", "One is theirs.\nTwo.", Cut.LINES)
        assert (merged.conflicts, merged.text({})) == ([], "One is theirs.\nTwo is mine.")

    def test_a_headline_is_one_piece(self):
        [conflict] = merge_texts("Trains", "Trains run", "Trains stop", Cut.WHOLE).conflicts
        assert (conflict.mine, conflict.theirs) == ("Trains run", "Trains stop")

    def test_written_together_word_by_word(self):
        conflict = Conflict(
            "body", "Trains run on Monday.", "Trains run on Sunday.", "Two trains run on Monday.", Cut.WHOLE
        )
        assert together(conflict) == "Two trains run on Sunday."


class TestFields:
    CUTS = {"headline": Cut.WHOLE, "body": Cut.PARAGRAPHS, "act": Cut.WHOLE}

    def test_each_side_s_fields(self):
        base = {"headline": "Old", "body": "One.\n\nTwo.", "act": "first"}
        mine = base | {"headline": "Mine", "body": "One.\n\nTwo is mine."}
        theirs = base | {"act": "update", "body": "One is theirs.\n\nTwo."}
        merged = merge(base, mine, theirs, self.CUTS)
        assert merged.texts({}) == {
            "headline": "Mine",
            "body": "One is theirs.\n\nTwo is mine.",
            "act": "update",
        }
        assert (merged.taken, merged.joined, merged.conflicts) == (("act",), ("body",), [])

    def test_a_field_nobody_knows_the_past_of(self):
        merged = merge({}, {"act": "first", "body": "a"}, {"act": "first", "body": "b"}, self.CUTS)
        assert [conflict.field for conflict in merged.conflicts] == ["body"]
