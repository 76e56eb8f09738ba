"""What blocks a publication and what is only worth a look, each found at its field and line."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.models import Act, Image
from news.readiness import Level, blocks, checks, readiness
from tests.factories import (
    make_article,
    make_draft,
    make_figure,
    make_image,
    make_person,
    make_source,
    make_topic,
    make_version,
)

pytestmark = pytest.mark.django_db

BODY = "It is so.[^read]"
BOX = {"confirmed": "This.[^read]", "claimed": "That.[^read]", "unknown": "When."}


@pytest.fixture(autouse=True)
def record():
    make_source("read")
    make_person("speaker")
    make_figure("growth", values=[(2025, 3)])
    make_topic("trade")
    make_image("map", alt_ru="Карта")


def draft(language="en", **fields):
    """A draft that nothing can be said against, but for what a test changes in it."""
    fields = {
        "headline": "Headline",
        "standfirst": "",
        "body": BODY,
        **BOX,
        "lead_image": Image.objects.get(),
    } | fields
    return make_draft(make_article(version=False), language, **fields)


def found(version, level=None):
    return [
        (str(finding.level), finding.field, finding.line, str(finding.message))
        for finding in readiness(version)
        if level is None or finding.level == level
    ]


def places(version, level=None):
    return [(level, field, line) for level, field, line, _ in found(version, level)]


class TestNothingToSay:
    @pytest.mark.parametrize("language", ["en", "ru"])
    def test_a_text_that_keeps_every_rule(self, language):
        assert found(draft(language)) == []
        assert [str(check.done) for check in checks(draft("ru"))] == [
            "Headline and text are there",
            "Headline and standfirst fit",
            "3 references, all found",
            "Rests on 1 source",
            "Every quotation names who said it",
            "Every number, date and claim has its note",
            "Every number is a figure",
            "Every picture is described",
            "A lead picture is chosen",
            "The note says what changed",
            "What it is called fits what it changes",
            "It says what is confirmed, claimed and unknown",
            "Translations are level",
        ]


class TestWords:
    @pytest.mark.parametrize("field", ["headline", "body"])
    @pytest.mark.parametrize("empty", ["", "  \n", "\u200b\u2060", "[^read]", "🚂"])
    def test_headline_and_text_are_needed(self, field, empty):
        assert ("block", field, None) in places(draft(**{field: empty}))

    @pytest.mark.parametrize(("field", "limit"), [("headline", 110), ("standfirst", 260)])
    def test_long_ones_are_told(self, field, limit):
        assert places(draft(**{field: "a" * limit})) == []
        [(level, name, _, words)] = found(draft(**{field: "a" * (limit + 1)}))
        assert (level, name) == ("warning", field)
        assert words == f"It has {limit + 1} characters; up to {limit} fit a list or a phone."

    def test_notes_and_keys_do_not_count(self):
        standfirst = "a" * 250 + "[^read] [[topic:trade|ab]]"
        assert places(draft(standfirst=standfirst)) == []


def test_letters_that_turn_others_round_are_refused():
    [(level, name, line, words)] = found(draft(body="Trains run.[^read]\n\nFrom Minsk \u202eto Orsha."))
    assert (level, name, line) == ("block", "body", 3)
    assert words.startswith("In “From Minsk to Orsha.” stands a sign that nobody sees")
    assert [name for _, name, *_ in found(draft(headline="\u2067Trains"))] == ["headline"]


class TestReferences:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("[^nobody]", "[^nobody] leads nowhere: there is nothing with this key."),
            ("[[person:nobody]]", "[[person:nobody]] leads nowhere: there is nothing with this key."),
            ("[[spaceship:x]]", "[[spaceship:x]] leads nowhere: there is nothing with this key."),
            (
                "[[figure:none@2025]]",
                "[[figure:none@2025]] leads nowhere: no such figure, or no value for that time.",
            ),
            (
                "[[figure:growth@2024]]",
                "[[figure:growth@2024]] leads nowhere: no such figure, or no value for that time.",
            ),
        ],
    )
    @pytest.mark.parametrize("field", ["body", "standfirst", "unknown", "note"])
    def test_those_that_lead_nowhere_block(self, field, text, words):
        before = f"{BODY}\n\n" if field == "body" else ""
        line = 3 if field == "body" else 1
        version = draft(**{field: f"{before}Look at {text}"})
        assert found(version, "block") == [("block", field, line, words)]

    @pytest.mark.parametrize(
        "text",
        ["[[person:speaker]]", "[[figure:growth@2025]]", "[[topic:trade|trade]]", "`[[person:nobody]]`"],
    )
    def test_others_do_not(self, text):
        assert found(draft(body=f"{BODY} {text}")) == []

    def test_what_is_not_public_is_told(self):
        make_draft(make_article("coming", version=False))
        [finding] = found(draft(body=f"{BODY} [[article:coming]]"))
        assert finding == ("warning", "body", 1, "[[article:coming]] is not public, so readers get no link.")

    def test_a_number_of_queries_that_does_not_grow(self):
        version = draft(body=BODY)
        longer = draft(
            body="\n\n".join([BODY, "[[person:speaker]] [[topic:trade]] [[figure:growth@2025]]"] * 30)
        )
        with CaptureQueriesContext(
            connection,
        ) as few:
            readiness(version)
        with CaptureQueriesContext(connection) as many:
            readiness(longer)
        assert (len(few), len(many)) == (2, 4)


class TestSources:
    def test_a_text_without_any_is_refused(self):
        [finding] = found(draft(body="It is so.", confirmed="", claimed=""), "block")
        assert finding[:3] == ("block", "body", None)

    @pytest.mark.parametrize(
        "passage",
        [
            "In 2025 it was so.",
            "He said it was so.",
            "Trade grew.\nBy 3 % this year.",
            "- It was on 26 February.",
            "| Year |\n|---|\n| 2025 |",
            "Он заявил, что это так.",
            "Паводле яго слоў, гэта так.",
            "The minister announced it.",
            "Thousands of people ride.",
        ],
    )
    def test_a_passage_that_asserts_needs_a_note(self, passage):
        version = draft(body=f"{BODY}\n\n{passage}")
        assert places(version, "block") == [("block", "body", 3)]
        sourced = draft(
            body=f"{BODY}\n\n{passage.replace('.', '.[^read]').replace('2025 |', '2025[^read] |')}"
        )
        assert places(sourced, "block") == []

    def test_a_figure_brings_its_own(self):
        assert places(draft(body=f"{BODY}\n\nIn 2025 trade grew by [[figure:growth@2025]]."), "block") == []

    def test_headings_and_what_is_not_known_need_none(self):
        assert (
            places(
                draft(body=f"## On 2 April\n\n{BODY}", unknown="Whether it began on 2 April 2026."), "block"
            )
            == []
        )

    def test_the_standfirst_needs_it_too(self):
        assert places(draft(standfirst="In 2025 it was so."), "block") == [("block", "standfirst", 1)]

    @pytest.mark.parametrize("field", ["confirmed", "claimed"])
    def test_each_line_of_the_box_ends_with_one(self, field):
        version = draft(**{field: "One.[^read]\n- Two.\nThree.[^read]"})
        assert found(version) == [
            ("block", field, 2, "Each line of this box ends with its source note, [^key].")
        ]

    @pytest.mark.parametrize(
        ("passage", "numbers"),
        [("Trade grew by 3 %.[^read]", "3 %"), ("2,400 companies and 60 %.[^read]", "2,400, 60 %")],
    )
    def test_numbers_typed_as_text_are_told(self, passage, numbers):
        [(level, field, line, words)] = found(draft(body=f"{BODY}\n\n{passage}"))
        assert (level, field, line) == ("warning", "body", 3)
        assert words.startswith(f"{numbers} ")


class TestQuotations:
    ATTRIBUTED = "> It is so.\n> — [[person:speaker]], in Minsk, 26 February 2026 [^read]"

    def test_one_that_names_its_speaker_day_and_source(self):
        assert found(draft(body=f"{BODY}\n\n{self.ATTRIBUTED}")) == []

    @pytest.mark.parametrize(
        ("quotation", "expected"),
        [
            ("> It is so.", ("block", "body", 3)),
            ("> It is so.\n> — a passer-by, 26 February 2026 [^read]", ("block", "body", 3)),
            ("> It is so.\n> — [[person:speaker]], in Minsk, 26 February 2026", ("block", "body", 3)),
            ("> It is so.\n> — [[person:speaker]], in Minsk [^read]", ("warning", "body", 3)),
        ],
    )
    def test_others(self, quotation, expected):
        assert places(draft(body=f"{BODY}\n\n{quotation}")) == [expected]


class TestPictures:
    def test_one_without_a_description_in_the_language_blocks(self):
        version = draft("be", body=f"{BODY}\n\n[[image:map]]")
        words = "The picture “map” has no alternative text in this language."
        assert found(version, "block") == [("block", "body", 3, words), ("block", "lead_image", None, words)]

    @pytest.mark.parametrize("language", ["en", "ru"])
    def test_with_one_it_does_not(self, language):
        assert found(draft(language, body=f"{BODY}\n\n[[image:map]]")) == []

    def test_decoration_needs_none(self):
        Image.objects.update(decorative=True)
        assert found(draft("be")) == []

    def test_no_lead_picture_is_told(self):
        assert places(draft(lead_image=None)) == [("warning", "lead_image", None)]


class TestChanges:
    @pytest.mark.parametrize("act", [Act.CORRECTION, Act.CLARIFICATION])
    def test_a_correction_says_what(self, act):
        assert places(draft(act=act)) == [("block", "note", None)]
        assert places(draft(act=act, note="It said five; it is four.")) == []

    def test_an_update_should(self):
        assert places(draft(act=Act.UPDATE)) == [("warning", "note", None)]

    @pytest.mark.parametrize("field", ["confirmed", "claimed", "unknown"])
    def test_an_empty_box_is_told(self, field):
        assert places(draft(**{field: ""})) == [("warning", field, None)]


class TestTranslations:
    @pytest.fixture
    def article(self):
        return make_article(version={"body": BODY})

    def russian(self, article, **fields):
        fields = {
            "body": "Это так.[^read]",
            "standfirst": "",
            "lead_image": Image.objects.get(),
            **BOX,
        } | fields
        return make_draft(
            article, "ru", translated_from=article.versions.get(language="en", number=1), **fields
        )

    def test_level_with_its_original(self, article):
        assert found(self.russian(article)) == []

    def test_behind_it(self, article):
        make_version(article, body=BODY)
        words = "It follows version 1 of its original; version 2 is public."
        assert found(self.russian(article)) == [("warning", "translated_from", None, words)]

    def test_a_scheduled_original_is_not_ahead_yet(self, article):
        make_version(article, body=BODY, live_from=timezone.now() + timedelta(hours=1))
        assert found(self.russian(article)) == []

    def test_untranslated_words_block(self, article):
        version = self.russian(article, body=BODY)
        assert found(version) == [("block", "body", None, "The text is still the original’s, word for word.")]

    def test_translations_that_will_fall_behind_are_counted(self, article):
        first = article.versions.get()
        for language in ("ru", "be"):
            make_version(article, language, translated_from=first)
        version = make_draft(
            article,
            body=BODY,
            standfirst="",
            act=Act.UPDATE,
            note="New.",
            lead_image=Image.objects.get(),
            **BOX,
        )
        words = "2 translations will fall behind; readers will be told."
        assert found(version) == [("warning", "body", None, words)]


class TestOrder:
    def test_of_the_form_and_line_by_line(self):
        version = draft(
            headline="",
            body=f"{BODY}\n\nIn 2025.\n\n> Said.\n\nIn 2026.",
            confirmed="",
            note="",
            act=Act.CORRECTION,
            lead_image=None,
        )
        assert [(finding.field, finding.line) for finding in readiness(version)] == [
            ("headline", None),
            ("body", 3),
            ("body", 5),
            ("body", 7),
            ("confirmed", None),
            ("lead_image", None),
            ("note", None),
        ]

    def test_blocks_alone(self):
        version = draft(body="In 2025.[^read]\n\nIn 2026.", lead_image=None)
        assert [finding.level for finding in blocks(version)] == [Level.BLOCK]
