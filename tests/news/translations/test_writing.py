"""What was typed beside the original becomes the text, and nobody's words are lost."""

from news.translations.following import CUTS
from news.translations.writing import written

READ = dict.fromkeys(CUTS, "") | {
    "headline": "Head",
    "body": "One.\n\nTwo.\n\nThree.",
    "claimed": "- A.\n- B.",
}


def result(typed, stored=READ):
    found = written(READ, stored, typed)
    return found.texts, list(found.clashes)


def test_only_what_changed():
    sent = {
        "headline-0": "Head",
        "body-0": "One.",
        "body-1": "Two, anew.",
        "body-2": "Three.",
        "other": "x",
        "body": "y",
    }
    assert result(sent) == ({"body": "One.\n\nTwo, anew.\n\nThree."}, [])


def test_a_paragraph_more_and_lines_of_the_box():
    sent = {"body+1-1": "Half.", "body+1-2": "And a half.", "claimed-1": "- B, anew.", "claimed+2-2": "- C."}
    texts, clashes = result(sent)
    assert texts == {
        "body": "One.\n\nHalf.\n\nAnd a half.\n\nTwo.\n\nThree.",
        "claimed": "- A.\n- B, anew.\n- C.",
    }
    assert clashes == []


def test_nul_and_places_that_are_not_there_do_no_harm():
    assert result({"body-9": "Nowhere", "body-0": "One\0.", "claimed-0": "- A."}) == ({}, [])


def test_another_paragraph_that_somebody_changed_meanwhile_stays_theirs():
    stored = READ | {"body": "Zero.\n\nOne.\n\nTwo.\n\nThree by them."}
    assert result({"body-1": "Two by me.", "body+3-3": "End."}, stored) == (
        {"body": "Zero.\n\nOne.\n\nTwo by me.\n\nThree by them.\n\nEnd."},
        [],
    )


def test_the_same_paragraph_is_not_taken_over_but_given_back():
    stored = READ | {"body": "One.\n\nTwo by them.\n\nThree."}
    assert result({"body-1": "Two by me.", "body-0": "One by me."}, stored) == (
        {"body": "One by me.\n\nTwo by them.\n\nThree."},
        ["Two by me."],
    )


def test_what_both_did_alike_is_no_clash_for_what_is_unchanged():
    stored = READ | {"headline": "Their head"}
    assert result({"headline-0": "Head", "body-0": "One."}, stored) == ({}, [])
