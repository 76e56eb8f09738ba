"""How references are written, and which of them a text really makes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.texts.references import Reference, parse, statements

keys = st.from_regex(r"[a-z0-9_][a-z0-9_-]{0,20}", fullmatch=True)
labels = st.text(st.characters(exclude_characters="[]|\\\r\n\0", exclude_categories=["Cs"]), max_size=20)
periods = st.sampled_from(["", "2025", "2025-03", "2026-02-26"])
kinds = st.from_regex(r"[a-z]{1,12}", fullmatch=True)
links = st.builds(
    lambda kind, key, period, label: (
        f"[[{kind}:{key}{'@' + period if period else ''}{'|' + label if label else ''}]]",
        Reference(kind, key, label.strip(), period),
    ),
    *(kinds, keys, periods, labels),
)
notes = st.builds(lambda key: (f"[^{key}]", Reference("source", key, is_note=True)), keys)
plain = st.sampled_from([" ", " and ", ", ", "\n", "\n\n", "\r\n", " *so* ", "ў «1»", "| "])


class TestParse:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("[[route:vitebsk-smolensk]]", Reference("route", "vitebsk-smolensk")),
            ("[[agreement:union-1997|the Union]]", Reference("agreement", "union-1997", "the Union")),
            ("[[person:lux| Люкс ]]", Reference("person", "lux", "Люкс")),
            ("[[figure:growth@2025]]", Reference("figure", "growth", "", "2025")),
            ("[[figure:growth@2025-03|3 %]]", Reference("figure", "growth", "3 %", "2025-03")),
            ("[[figure:pairs@2026-02-26]]", Reference("figure", "pairs", "", "2026-02-26")),
            ("[[image:map_1]]", Reference("image", "map_1")),
            ("[^izvestia-2026-02-26]", Reference("source", "izvestia-2026-02-26", is_note=True)),
            ("[[[topic:transport]]]", Reference("topic", "transport")),
            ("**[[topic:transport]]**", Reference("topic", "transport")),
            ("# About [[topic:transport]]", Reference("topic", "transport")),
            ("> said[^a]", Reference("source", "a", is_note=True)),
            ("[see [[route:a]]](/b/)", Reference("route", "a")),
            ("- [[route:a]]", Reference("route", "a")),
        ],
    )
    def test_what_is_a_reference(self, text, found):
        assert parse(text) == [found]

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "[[route]]",
            "[[:vitebsk]]",
            "[[route:]]",
            "[[Route:vitebsk]]",
            "[[route:vi tebsk]]",
            "[[route:-vitebsk]]",
            "[[route:vitebsk@25]]",
            "[[route:vitebsk|a\nb]]",
            "[[route:vitebsk|[a]]]",
            "[route:vitebsk]",
            "[[route:vitebsk]",
            "[[route:вітебск]]",
            "[^]",
            "[^a b]",
            "[^а]",
            r"\[[route:vitebsk]]",
            r"\[^izvestia]",
            "`[[route:vitebsk]]`",
            "`` ` [^izvestia] ``",
            "```\n[[route:vitebsk]]\n```",
            '[a](/b/ "[[route:vitebsk]]")',
        ],
    )
    def test_what_is_none(self, text):
        assert parse(text) == []

    def test_a_table_keeps_the_text_of_a_reference(self):
        table = "| Line | Pairs |\n| --- | ---: |\n| [[route:a|A | no]] | [[figure:b@2025\\|three]][^c] |\n"
        assert parse(table.replace("A | no", "A")) == [
            Reference("route", "a", "A"),
            Reference("figure", "b", "three", "2025"),
            Reference("source", "c", is_note=True),
        ]

    @given(st.lists(st.tuples(plain, links | notes), max_size=6))
    def test_finds_all_in_order_with_their_places(self, parts):
        text = "Text " + "".join(between + written for between, (written, _) in parts)
        found = parse(text)
        assert found == [reference for _, (_, reference) in parts]
        assert [text[each.start : each.end] for each in found] == [written for _, (written, _) in parts]

    @given(st.text(max_size=80) | st.text(st.sampled_from("[]^|:@\\`>#-* \n\0a1"), max_size=60))
    def test_any_text_can_be_read(self, text):
        assert all(text[each.start : each.end].startswith(("[[", "[^")) for each in parse(text))

    def test_prints_as_it_was_typed_without_its_text(self):
        assert [str(each) for each in parse("[[a:b|c]] [[figure:d@2025]] [^e]")] == [
            "[[a:b]]",
            "[[figure:d@2025]]",
            "[^e]",
        ]


class TestStatements:
    def found(self, text):
        return [(each.text, each.attribution, each.person, each.line) for each in statements(text)]

    def test_the_last_line_names_who_spoke(self):
        text = (
            "Before.\n\n> He said **so**.\n> And so.\n"
            "> — [[person:lux|Lux]], *State Secretary*, 26 February 2026 [^izvestia]\n\nAfter."
        )
        attribution = "[[person:lux|Lux]], *State Secretary*, 26 February 2026 [^izvestia]"
        assert self.found(text) == [("He said **so**.\nAnd so.", attribution, "lux", 3)]

    def test_the_last_line_may_be_a_paragraph_of_its_own(self):
        assert self.found("> One.\n>\n> Two.\n>\n> — [[person:lux]]") == [
            ("One.\n\nTwo.", "[[person:lux]]", "lux", 1)
        ]

    @pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f"])
    def test_any_space_may_follow_the_dash(self, space):
        assert self.found(f"> One.\n> —{space}[[person:lux]]") == [("One.", "[[person:lux]]", "lux", 1)]

    def test_a_line_without_its_mark_still_belongs_to_the_quotation(self):
        assert self.found("> One.\n— [[person:lux]], there") == [("One.", "[[person:lux]], there", "lux", 1)]

    def test_the_first_person_named_spoke(self):
        assert self.found("> One.\n> — [[person:a]] to [[person:b]]") == [
            ("One.", "[[person:a]] to [[person:b]]", "a", 1)
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "> Only words.",
            "> Words.\n> — Sergey Lux, State Secretary",
            "> Words.\n> — [[agreement:union-1997]]",
            "> Words.\n> —[[person:lux]]",
            "> Words.\n> - [[person:lux]]",
            "> — [[person:lux]], first\n> and then words.",
            "> Words.\n>\n> 1. — [[person:lux]]",
            "> Words of [[person:lux]].",
            "> Words *and\n> — [[person:lux]]*",
        ],
    )
    def test_a_quotation_that_names_nobody_is_reported_so(self, text):
        assert [each.person for each in statements(text)] == [""]

    def test_each_quotation_by_itself(self):
        text = "> One.\n> — [[person:a]]\n\nBetween.\n\n> Two.\n\n- item\n\n  > Three.\n  > — [[person:c]]\n"
        assert self.found(text) == [
            ("One.", "[[person:a]]", "a", 1),
            ("Two.", "", "", 6),
            ("Three.", "[[person:c]]", "c", 10),
        ]

    def test_a_quotation_in_code_is_none(self):
        assert statements("```\n> One.\n> — [[person:a]]\n```") == []

    @given(st.text(st.sampled_from("> —[]:person-a\n*_`|1."), max_size=80))
    def test_any_text_can_be_read(self, text):
        assert all(each.line >= 1 for each in statements(text))
