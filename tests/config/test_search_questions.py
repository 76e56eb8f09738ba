"""What readers ask, fifty questions a language, of the real content: the answer stands among the first three."""

import json
from pathlib import Path

import pytest

from news.search.question import Question
from news.search.search import search

QUESTIONS = json.loads((Path(__file__).parent / "search_questions.json").read_text(encoding="utf-8"))


def first_three(text, language):
    found = search(Question.of(text, language))[:3]
    return [f"provision:{each.key}/{each.part}" if each.part else f"{each.kind}:{each.key}" for each in found]


@pytest.mark.usefixtures("loaded_content")
@pytest.mark.django_db
def test_every_question_is_answered_among_the_first_three():
    missed = [
        f"{language}: {text} → {answers or 'nothing'}, not {wanted}"
        for language, asked in QUESTIONS.items()
        for text, wanted in asked.items()
        if wanted not in (answers := first_three(text, language))
    ]
    assert [len(asked) for asked in QUESTIONS.values()] == [50, 50, 50]
    assert not missed, "\n".join(missed)
