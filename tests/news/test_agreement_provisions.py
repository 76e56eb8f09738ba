"""Provisions in the reader's language."""

import pytest

from news.agreements.provisions import provision_words


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "art. 70(1)", "art.\u00a070(1)"),
        ("ru", "art. 70(1)", "ст.\u00a070(1)"),
        ("be", "art. 70(1)", "арт.\u00a070(1)"),
        ("ru", "preamble", "преамбула"),
        ("be", "Preamble", "прэамбула"),
        ("ru", "part 2", "часть 2"),
        ("ru", "partner clause", "partner clause"),
        ("ru", "", ""),
    ],
)
def test_words_are_translated_and_numbers_stay(as_language, language, text, words):
    with as_language(language):
        assert provision_words(text) == words
