"""A text as its passages: where each begins, what it says, what it rests on."""

import pytest

from news.texts.passages import PassageKind, list_passages, passages

TEXT = """## What was agreed on 2 April

First paragraph,
on two lines.[^a]

- item one
- item two[^b]

Three documents:[^c]

1. a decree
2. a directive

> What was said.
> — [[person:p]], in Minsk, 26 February 2026 [^d]

> Somebody said this.

| a | b |
|---|---|
| 1 | 2 |

[[image:map]]

`code` and [[figure:f@2025]] and [[agreement:treaty|a label]]."""


class TestPassages:
    def test_each_with_its_kind_and_line(self):
        assert [(passage.kind, passage.line) for passage in passages(TEXT)] == [
            (PassageKind.HEADING, 1),
            (PassageKind.PARAGRAPH, 3),
            (PassageKind.ITEM, 6),
            (PassageKind.ITEM, 7),
            (PassageKind.PARAGRAPH, 9),
            (PassageKind.ITEM, 11),
            (PassageKind.ITEM, 12),
            (PassageKind.QUOTATION, 14),
            (PassageKind.QUOTATION, 17),
            (PassageKind.TABLE, 19),
            (PassageKind.PICTURE, 23),
            (PassageKind.PARAGRAPH, 25),
        ]

    def test_words_are_what_is_typed_without_references(self):
        found = passages(TEXT)
        assert found[1].words == "First paragraph,\non two lines."
        assert found[9].words == "a b 1 2"
        assert found[11].words == "code and  and ."

    @pytest.mark.parametrize("hidden", ["`{}`", "```\n{}\n```", "    {}", "![{}](/x.png)", "[{}](/x/)"])
    def test_nothing_a_reader_reads_is_left_out(self, hidden):
        [passage] = passages(hidden.format("He said 500."))
        assert passage.words == "He said 500."

    def test_what_counts_as_a_source(self):
        assert [passage.line for passage in passages(TEXT) if passage.is_sourced] == [3, 7, 9, 11, 12, 14, 25]

    def test_a_list_is_covered_by_the_paragraph_that_introduces_it_only(self):
        covered, not_introduced, in_between = (
            passages("Three:[^a]\n\n- one"),
            passages("Three.[^a]\n\n- one"),
            passages("Three:[^a]\n\nMore.\n\n- one"),
        )
        assert [each[-1].is_sourced for each in (covered, not_introduced, in_between)] == [True, False, False]

    def test_so_is_a_table(self):
        table = "| a |\n|---|\n| 1 |"
        assert passages(f"Values:[^a]\n\n{table}")[-1].is_sourced
        assert not passages(f"Values:\n\n{table}")[-1].is_sourced

    def test_nested_lists_stay_covered(self):
        assert all(each.is_sourced for each in passages("Three:[^a]\n\n- one\n  - two\n- three"))

    @pytest.mark.parametrize(
        ("text", "person"), [("> Said.\n> — [[person:p]], Minsk [^a]", "p"), ("> Said.", "")]
    )
    def test_a_quotation_carries_whom_it_names(self, text, person):
        assert passages(text)[0].quotation.person == person

    @pytest.mark.parametrize("text", ["", "\n\n", "   "])
    def test_nothing_is_nothing(self, text):
        assert passages(text) == []


class TestListPassages:
    def test_a_line_each_with_its_own_number(self):
        found = list_passages("One.[^a]\n\n- Two.\n• Three.[^b]")
        assert [(each.line, each.words, each.is_sourced) for each in found] == [
            (1, "One.", True),
            (3, "Two.", False),
            (4, "Three.", True),
        ]
