"""The texts that ship: whole as their sources have them, summed, and told as they are."""

import pytest

from news.agreements.dossiers import dossier_of
from news.agreements.rules import version_findings
from news.agreements.terms import ActionType
from news.agreements.texts.akoma_ntoso import CONCLUDED
from news.agreements.texts.held import provisions_of
from news.agreements.texts.identity import sha256_of
from news.models import Agreement, TextVersion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_content")]


def test_each_sum_is_that_of_the_words():
    texts = list(TextVersion.objects.all())
    provisions = provisions_of(texts)
    assert {text: sha256_of(provisions[text.pk]) for text in texts} == {text: text.sha256 for text in texts}


def test_each_is_of_a_day_that_rule_24_allows():
    for text in TextVersion.objects.select_related("agreement"):
        held = dossier_of(text.agreement).held
        original = next((action.dated for action in held if action.type in CONCLUDED), None)
        amendments = {a.key: a.counts_from for a in held if a.type == ActionType.AMENDED}
        assert version_findings(text.valid_from, original, amendments) == []


def test_a_record_says_that_a_text_is_held_where_one_is():
    said = dict(
        Agreement.objects.exclude(text_availability="none").values_list("number", "text_availability")
    )
    held = TextVersion.objects.values_list("agreement__number", "is_part")
    assert said == {number: "part" if is_part else "full" for number, is_part in held}


def test_none_is_called_more_than_it_is():
    """All were read as copies at secondary sites: nobody has compared them with the originals."""
    assert {text.legal_value for text in TextVersion.objects.all()} == {"information"}
