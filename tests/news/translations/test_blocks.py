"""Texts cut into blocks and put together again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.translations.blocks import BlockKind, blocks, lines, put_together, whole

TEXT = "One.\r\n\r\n## Two\r\nThree.\r\n\r\n- a\r\n- b\r\n\r\n> Said.\r\n>\r\n> — [[person:x]] [^s]\r\n\r\n[[image:i]]\r\n"
PIECES = st.lists(
    st.sampled_from(
        [
            *("One two.", "## Head", "- a\n- b", "> q\n>\n> — [[person:x]], day [^s]", "[[image:i]]", "---"),
            *("```\nx\n\ny\n```", "| a | b |\n|---|---|\n| 1 | 2 |", "[z]: http://x", "    code"),
            *("a\rb", "", "  ", "\x0b", "\0"),
        ]
    ),
    max_size=8,
)
ANY = st.one_of(st.text(max_size=200), PIECES.map("\n\n".join), PIECES.map("\r\n\r\n".join))
CUT = st.sampled_from([blocks, lines, whole])


def texts(found):
    return [(block.kind.value, block.text.replace("\r\n", "\n"), block.line) for block in found]


class TestCutting:
    def test_the_outermost_blocks_with_their_lines(self):
        assert texts(blocks(TEXT)) == [
            ("paragraph", "One.", 1),
            ("heading", "## Two", 3),
            ("paragraph", "Three.", 4),
            ("list", "- a\n- b", 6),
            ("quotation", "> Said.\n>\n> — [[person:x]] [^s]", 9),
            ("picture", "[[image:i]]", 13),
        ]

    def test_what_is_no_paragraph_is_a_block_too(self):
        assert [block.kind for block in blocks("---\n\nA b.")] == [BlockKind.OTHER, BlockKind.PARAGRAPH]

    def test_one_statement_a_line(self):
        assert texts(lines("- One.\n\n  \nTwo.")) == [("line", "- One.", 1), ("line", "Two.", 4)]
        assert texts(whole(" \n A headline \n")) == [("paragraph", " A headline", 2)]

    @given(ANY, CUT)
    def test_every_letter_is_in_one_block(self, text, cut):
        found = cut(text)
        rest, end = "", 0
        for block in found:
            assert text[block.start : block.end] == block.text != ""
            assert block.start >= end
            rest, end = rest + text[end : block.start], block.end
        assert (rest + text[end:]).strip() == ""


class TestPuttingTogether:
    @given(ANY, CUT)
    def test_nothing_changed_is_the_text_itself(self, text, cut):
        parts = cut(text)
        as_sent = {
            at: block.text.replace("\r\n", "\n").replace("\n", "\r\n") for at, block in enumerate(parts)
        }
        assert put_together(text, parts, {}) == text
        assert put_together(text, parts, as_sent) == text

    @given(ANY, st.data())
    def test_a_change_touches_its_block_alone(self, text, data):
        parts = blocks(text)
        if not parts:
            return
        at = data.draw(st.integers(0, len(parts) - 1))
        changed = put_together(text, parts, {at: "Written anew"})
        assert changed == text[: parts[at].start] + "Written anew" + text[parts[at].end :]

    @pytest.mark.parametrize(
        ("changes", "additions", "result"),
        [
            ({0: ""}, {}, "Two.\n\nThree.\n"),
            ({2: ""}, {}, "One.\n\nTwo.\n\n"),
            ({0: "", 1: "", 2: ""}, {}, ""),
            ({1: "2a\r\n\r\n2b"}, {}, "One.\n\n2a\n\n2b\n\nThree.\n"),
            ({}, {0: "Zero."}, "Zero.\n\nOne.\n\nTwo.\n\nThree.\n"),
            ({}, {2: "Half."}, "One.\n\nTwo.\n\nHalf.\n\nThree.\n"),
            ({}, {3: "Four."}, "One.\n\nTwo.\n\nThree.\n\nFour.\n"),
            ({1: ""}, {1: "New."}, "One.\n\nNew.\n\nThree.\n"),
            ({}, {1: "  "}, "One.\n\nTwo.\n\nThree.\n"),
        ],
    )
    def test_taking_out_and_putting_in(self, changes, additions, result):
        text = "One.\n\nTwo.\n\nThree.\n"
        assert put_together(text, blocks(text), changes, additions) == result

    def test_into_nothing(self):
        assert put_together("", [], {}, {0: "First."}) == "First."

    def test_lines_end_as_those_of_the_text(self):
        text = "One.\r\n\r\nTwo."
        assert put_together(text, blocks(text), {0: "a\nb"}, {2: "c"}) == "a\r\nb\r\n\r\nTwo.\r\n\r\nc"
