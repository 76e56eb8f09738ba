"""Provisions in the reader's language."""

import pytest

from news.agreements.provisions import eids_of, provision_words


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


@pytest.mark.parametrize(
    ("text", "eids"),
    [
        ("art. 70(1)", ["art_70__para_1", "art_70"]),
        ("art. 4, para. 2", ["art_4__para_2", "art_4"]),
        ("art. 4(2)(b)", ["art_4__para_2__point_b", "art_4__para_2", "art_4"]),
        ("Preamble", ["preamble"]),
        ("annex 2", ["att_2"]),
        ("annex", ["att_nn_1"]),
        ("art. 4 and 5", []),
        ("", []),
    ],
)
def test_words_lead_to_provisions_the_narrowest_first(text, eids):
    assert eids_of(text) == eids
