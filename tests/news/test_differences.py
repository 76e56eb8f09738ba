"""What changed between two texts."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.texts.differences import Change, Paragraph, Segment, compare

SAME, REMOVED, ADDED = Change.SAME, Change.REMOVED, Change.ADDED
# Texts that share much, with everything that separates paragraphs and words.
pieces = st.sampled_from(
    [
        "The trains",
        " run",
        " three",
        " pairs",
        "\n\n",
        "\n",
        " ",
        "\n \n",
        "[^one]",
        "[[route:a|b]]",
        "«ў»",
        "́",
    ]
)
texts = st.lists(pieces, max_size=30).map("".join) | st.text(max_size=60)


def segments(old, new):
    return [[(each.change, each.text) for each in paragraph.segments] for paragraph in compare(old, new)]


def joined(paragraphs, *changes):
    return "".join(
        each.text for paragraph in paragraphs for each in paragraph.segments if each.change in changes
    )


class TestCompare:
    @given(texts, texts)
    def test_nothing_is_lost(self, old, new):
        found = compare(old, new)
        assert joined(found, SAME, REMOVED) == old
        assert joined(found, SAME, ADDED) == new

    @given(texts)
    def test_a_text_does_not_differ_from_itself(self, text):
        found = compare(text, text)
        assert joined(found, SAME) == text
        assert joined(found, REMOVED, ADDED) == ""
        assert not any(paragraph.is_changed for paragraph in found)

    @given(texts, texts)
    def test_no_segment_is_empty_and_none_repeats_the_change_before_it(self, old, new):
        for paragraph in compare(old, new):
            assert all(each.text for each in paragraph.segments)
            changes = [each.change for each in paragraph.segments]
            assert all(one != other for one, other in pairwise(changes))

    def test_one_word_changes_inside_its_paragraph(self):
        old = "Two pairs a day.\n\nFares are not known.\n"
        new = "Three pairs a day.\n\nFares are not known.\n"
        assert segments(old, new) == [
            [(REMOVED, "Two"), (ADDED, "Three"), (SAME, " pairs a day.\n\n")],
            [(SAME, "Fares are not known.\n")],
        ]

    def test_neighbouring_words_change_as_one(self):
        assert segments("It was a joint agreement there.", "It was a sole directive there.") == [
            [(SAME, "It was a "), (REMOVED, "joint agreement"), (ADDED, "sole directive"), (SAME, " there.")]
        ]

    def test_a_new_source_is_one_change(self):
        assert segments("Adopted.[^izvestia-2026]", "Adopted.[^kommersant-1]") == [
            [(SAME, "Adopted."), (REMOVED, "[^izvestia-2026]"), (ADDED, "[^kommersant-1]")]
        ]

    def test_a_paragraph_put_between_two_leaves_them_alone(self):
        assert segments("First one.\n\nLast one.", "First one.\n\nSomething else entirely.\n\nLast one.") == [
            [(SAME, "First one.\n\n")],
            [(ADDED, "Something else entirely.\n\n")],
            [(SAME, "Last one.")],
        ]

    def test_a_paragraph_that_has_little_in_common_was_replaced_whole(self):
        assert segments("Cats sleep at noon.", "Trains leave every evening.") == [
            [(REMOVED, "Cats sleep at noon.")],
            [(ADDED, "Trains leave every evening.")],
        ]

    def test_changed_paragraphs_find_their_own(self):
        old = "The decree concerns trains.\n\nThe mark asks for half of the materials."
        new = (
            "A wholly new sentence about the weather today.\n\n"
            "The decree concerns suburban trains.\n\n"
            "The mark asks for most of the materials."
        )
        assert [[each.change for each in paragraph.segments] for paragraph in compare(old, new)] == [
            [ADDED],
            [SAME, ADDED, SAME],
            [SAME, REMOVED, ADDED, SAME],
        ]

    def test_blank_space_alone_is_no_change(self):
        found = compare("One.\n\nTwo.", "One.\n\n\nTwo.\n")
        assert [paragraph.is_changed for paragraph in found] == [False, False]
        assert joined(found, SAME, ADDED) == "One.\n\n\nTwo.\n"

    def test_from_nothing_and_to_nothing(self):
        assert compare("", "") == []
        assert compare("", "New.") == [Paragraph((Segment(ADDED, "New."),))]
        assert compare("Old.", "") == [Paragraph((Segment(REMOVED, "Old."),))]

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("word " * 20_000, "other " * 20_000),
            ("a\n\n" * 4_000, "b c\n\n" * 4_000),
            ("a b " * 1_000, "b a " * 1_000),
        ],
    )
    def test_the_longest_texts_take_seconds_at_most(self, old, new):
        started = time.monotonic()
        found = compare(old, new)
        assert time.monotonic() - started < 10
        assert joined(found, SAME, REMOVED) == old
