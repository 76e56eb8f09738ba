"""What belongs to what, and what is behind."""

import json

from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from news.translations.alignment import Standing, rows
from news.translations.blocks import blocks
from news.translations.following import CUTS, behind, paragraphs

BEFORE = (
    "First came.[^a]\n\n## Second\n\nThird has 3 %.[^b]\n\n> Said.\n>\n> — [[person:x]] [^c]\n\nLast of 2024."
)
OWN = (
    "Первый.[^a]\n\n## Второй\n\nТретий: 3 %.[^b]\n\n> Сказано.\n>\n> — [[person:x]] [^c]\n\nПоследний, 2024."
)
PARAGRAPH = st.sampled_from(
    [
        "One two three.",
        "Four five [^a].",
        "## Head",
        "Six 7 %.",
        "> q\n>\n> — [[person:x]] [^c]",
        "- a\n- b",
        "Eight.",
    ]
)
TEXTS = st.lists(PARAGRAPH, max_size=6).map("\n\n".join)


def standing(before, now, own=OWN, base=None):
    """(standing, first word of the original, first word of the translation) of each row."""
    was, is_now, mine = blocks(before), blocks(now), blocks(own)
    found = rows(
        was,
        is_now,
        mine,
        original_language="en",
        language="ru",
        base=blocks(base) if base is not None else None,
    )
    return [
        (
            row.standing.value,
            word(
                is_now[row.now]
                if row.now is not None
                else was[row.before]
                if row.before is not None
                else None
            ),
            word(mine[row.own] if row.own is not None else None),
        )
        for row in found
    ]


def word(block):
    return block.text.lstrip("#> ").split()[0].strip(".:,") if block else ""


class TestRows:
    def test_level(self):
        assert standing(BEFORE, BEFORE) == [
            ("level", "First", "Первый.[^a]"),
            ("level", "Second", "Второй"),
            ("level", "Third", "Третий"),
            ("level", "Said", "Сказано"),
            ("level", "Last", "Последний"),
        ]

    def test_changed_new_and_gone(self):
        now = BEFORE.replace("First came.", "First came early.").replace("Third has 3 %.[^b]\n\n", "")
        now = now.replace("Last of 2024.", "Put in: 75 of it.[^z]\n\nLast of 2024.")
        assert [each[:2] for each in standing(BEFORE, now) if each[0] != "level"] == [
            ("changed", "First"),
            ("gone", "Third"),
            ("new", "Put"),
        ]
        assert {each[1]: each[2] for each in standing(BEFORE, now)} == {
            "First": "Первый.[^a]",
            "Second": "Второй",
            "Third": "Третий",
            "Said": "Сказано",
            "Put": "",
            "Last": "Последний",
        }

    def test_a_paragraph_written_anew_in_its_place_is_one(self):
        now = BEFORE.replace("First came.[^a]", "Nothing like it at all")
        assert standing(BEFORE, now)[0] == ("changed", "Nothing", "Первый.[^a]")

    def test_blank_space_is_no_change(self):
        assert {each[0] for each in standing(BEFORE, BEFORE.replace("Third has", "Third  has"))} == {"level"}

    def test_what_only_the_translation_has(self):
        own = OWN.replace("## Второй", "Примечание переводчика, которого нет.\n\n## Второй")
        assert ("own", "", "Примечание") in standing(BEFORE, BEFORE, own)

    def test_a_missing_paragraph_is_found_by_what_the_others_name(self):
        own = OWN.replace("Третий: 3 %.[^b]\n\n", "")
        assert ("level", "Third", "") in standing(BEFORE, BEFORE, own)

    def test_a_draft_keeps_its_pairs_while_it_follows(self):
        """The new paragraph is translated, a changed one is written anew without anything in common."""
        now = BEFORE.replace("## Second", "New one.[^n]\n\n## Second").replace(
            "Last of 2024.", "Last of 2025."
        )
        draft = OWN.replace("## Второй", "Новый.[^n]\n\n## Второй").replace(
            "Последний, 2024.", "Совсем иначе."
        )
        assert [each for each in standing(BEFORE, now, draft, base=OWN) if each[0] != "level"] == [
            ("new", "New", "Новый.[^n]"),
            ("changed", "Last", "Совсем"),
        ]

    @given(TEXTS, TEXTS, TEXTS, st.booleans())
    def test_every_block_stands_in_one_row_in_order(self, before, now, own, is_draft):
        was, is_now, mine = blocks(before), blocks(now), blocks(own)
        found = rows(
            was, is_now, mine, original_language="en", language="ru", base=blocks(own) if is_draft else None
        )
        for places, name in (
            (range(len(was)), "before"),
            (range(len(is_now)), "now"),
            (range(len(mine)), "own"),
        ):
            assert [getattr(row, name) for row in found if getattr(row, name) is not None] == [*places]
        for row in found:
            assert (row.standing == Standing.OWN) == (row.before is None and row.now is None)
            assert (
                row.standing != Standing.LEVEL or was[row.before].text.split() == is_now[row.now].text.split()
            )

    @given(TEXTS)
    def test_a_text_beside_itself_is_level(self, text):
        parts = blocks(text)
        found = rows(parts, parts, parts, original_language="en", language="en")
        assert [(row.before, row.now, row.own) for row in found] == [(at, at, at) for at in range(len(parts))]


def versions():
    found = json.loads((settings.BASE_DIR / "fixtures" / "080_articles.json").read_text())
    texts = [row["fields"] for row in found if row["model"] == "news.articleversion"]
    return {(text["article"][0], text["language"]): text for text in texts}


class TestContent:
    def test_every_paragraph_of_every_translation_finds_its_original(self):
        texts = versions()
        alone = [
            (slug, language, each.field)
            for (slug, language), own in texts.items()
            if language != "en"
            for original in [texts[slug, "en"]]
            for each in paragraphs(original, original, own, original_language="en", language=language)
            if each.own is None or each.now is None
        ]
        assert alone == []

    def test_each_paragraph_taken_out_in_turn_is_missed_in_its_place(self):
        texts = versions()
        slug = "goods-of-the-union-state"
        original, own = texts[slug, "en"], texts[slug, "ru"]
        parts = blocks(own["body"])
        for at, part in enumerate(parts):
            short = own | {"body": own["body"].replace(part.text, "", 1)}
            found = paragraphs(original, original, short, original_language="en", language="ru")
            missing = [each.row.now for each in found if each.field == "body" and each.own is None]
            assert missing == [at], part.text[:40]


def test_behind_tells_each_text_in_short():
    before = dict.fromkeys(CUTS, "") | {
        "headline": "Old head",
        "body": "Stays.\n\nGoes.[^a]",
        "claimed": "- A.\n- B.",
    }
    now = before | {
        "headline": "New words",
        "body": "Stays.\n\nCame **so** [[person:x|Ivan]].[^a] " + "word " * 20,
    }
    now |= {"claimed": "- A.\n- B.\n- C.[^c]"}
    assert [(line.field, line.standing, line.words) for line in behind(before, now)] == [
        ("headline", "changed", "New words"),
        ("body", "changed", "Came so Ivan. word word word word word word word word word…"),
        ("claimed", "new", "C."),
    ]
    assert behind(now, now) == []
