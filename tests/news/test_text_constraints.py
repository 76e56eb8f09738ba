"""The database itself keeps texts: what is saved never changes, and every row fits."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from news.models import Provision, TextVersion
from news.models.text_triggers import PROVISION_FACTS, VERSION_FACTS
from tests.factories import DAY, make_agreement, make_source, make_text, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def treaty():
    return make_agreement()


def version(treaty, **fields):
    return TextVersion(
        **{
            "agreement": treaty,
            "language": "ru",
            "valid_from": DAY,
            "kind": "original",
            "sha256": "a" * 64,
            "source": make_source(),
            "recorded_at": moment(days=1),
        }
        | fields
    )


def refused(row):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        type(row).objects.bulk_create([row])
    return str(error.value)


VERSIONS = {
    "text_kind_known": [{"kind": "sketch"}, {"legal_value": "dubious"}, {"language": "pl"}, {"number": 0}],
    "text_translation_from_another": [
        {"kind": "translation"},
        {"kind": "translation", "translated_from": "ru"},
        {"kind": "translation", "translated_from": "en", "authentic": True},
        {"translated_from": "en"},
    ],
    "text_authentic_as_signed": [
        {"legal_value": "authentic"},
        {"legal_value": "authentic", "authentic": True, "kind": "consolidated"},
    ],
    "text_has_a_sum": [{"sha256": ""}, {"sha256": "A" * 64}],
}
PROVISIONS = {
    "provision_kind_known": [{"kind": "verse"}],
    "provision_ids_are_names": [{"eid": ""}, {"eid": "art 9"}, {"wid": "Art_9"}],
    "provision_says_something": [{"text": ""}],
    "provision_eid_once": [{"eid": "art_1"}],
    "provision_wid_once": [{"wid": "art_1"}],
    "provision_place_once": [{"position": 1}],
}


class TestVersions:
    @pytest.mark.parametrize("constraint", VERSIONS)
    def test_rows(self, treaty, constraint):
        for fields in VERSIONS[constraint]:
            message = refused(version(treaty, **fields))
            # A translation marked authentic breaks either of two rules.
            assert constraint in message or "text_authentic_as_signed" in message

    def test_what_is_allowed_is_allowed(self, treaty):
        """The attacks above differ from these rows in one thing each."""
        rows = [
            version(treaty, authentic=True, legal_value="authentic"),
            version(treaty, language="en", kind="translation", translated_from="ru"),
            version(treaty, kind="consolidated", valid_from=date(2026, 3, 1)),
        ]
        assert len(TextVersion.objects.bulk_create(rows)) == 3

    def test_one_original_a_language_and_one_consolidated_text_a_day(self, treaty):
        first = make_text(treaty, language="ru")
        later = date(2026, 3, 1)
        make_text(treaty, language="ru", kind="consolidated", valid_from=later)
        # On SQLite a broken uniqueness names the columns.
        for name, row in {
            "text_one_original": version(treaty, valid_from=later, number=7),
            "text_one_consolidated_a_day": version(treaty, kind="consolidated", valid_from=later, number=7),
            "text_number_once": version(treaty, kind="certified_copy"),
        }.items():
            message = refused(row)
            assert name in message or message.startswith(
                "UNIQUE constraint failed: news_textversion.agreement_id"
            )
        TextVersion.objects.bulk_create(
            [version(treaty, number=2, replaces=first, reason="A line was left out.")]
        )

    def test_replaces_its_like_with_a_reason(self, treaty):
        first = make_text(treaty, language="ru")
        assert "text_replaces_with_a_reason" in refused(version(treaty, number=2, replaces=first))
        message = "A text replaces one of the same agreement"
        other = make_text(make_agreement(), language="ru")
        assert message in refused(version(treaty, number=2, replaces=other, reason="So."))
        late = {"valid_from": date(2026, 3, 1), "replaces": first, "reason": "So."}
        assert message in refused(version(treaty, **late))

    @pytest.mark.parametrize("column", VERSION_FACTS)
    def test_never_change(self, treaty, column):
        row = make_text(treaty)
        values = {
            "agreement_id": make_agreement().pk,
            "language": "be",
            "valid_from": date(2026, 3, 1),
            "number": 4,
            "kind": "certified_copy",
            "translated_from": "ru",
            "authentic": True,
            "legal_value": "official",
            "is_part": True,
            "source_id": make_source().pk,
            "sha256": "b" * 64,
            "recorded_at": moment(),
            "replaces_id": make_text(treaty, language="ru").pk,
        }
        with pytest.raises(IntegrityError, match="A text never changes"), transaction.atomic():
            TextVersion.objects.filter(pk=row.pk).update(**{column: values[column]})

    def test_stay_while_they_hold_provisions(self, treaty):
        with pytest.raises(ProtectedError):
            make_text(treaty).delete()
        with pytest.raises(ProtectedError):
            treaty.delete()


class TestProvisions:
    @pytest.mark.parametrize("constraint", PROVISIONS)
    def test_rows(self, treaty, constraint):
        text = make_text(treaty)
        for fields in PROVISIONS[constraint]:
            defaults = {"position": 99, "kind": "article", "eid": "art_9", "wid": "art_9", "text": "Words."}
            message = refused(Provision(version=text, **defaults | fields))
            assert constraint in message or message.startswith("UNIQUE constraint failed: news_provision")

    @pytest.mark.parametrize("column", PROVISION_FACTS)
    def test_never_change(self, treaty, column):
        row = make_text(treaty).provisions.get(eid="art_1__para_1")
        values = {
            "version_id": make_text(treaty, language="ru").pk,
            "position": 99,
            "parent_id": None,
            "kind": "point",
        }
        with pytest.raises(IntegrityError, match="A text never changes"), transaction.atomic():
            Provision.objects.filter(pk=row.pk).update(**{column: values.get(column, "art_99")})

    def test_are_part_of_what_comes_before_them_in_the_same_text(self, treaty):
        text, other = make_text(treaty), make_text(treaty, language="ru")
        fields = {"version": text, "kind": "point", "eid": "point_a", "wid": "point_a", "text": "Words."}
        for parent, position in ((other.provisions.first(), 99), (text.provisions.last(), 0)):
            message = refused(Provision(parent=parent, position=position, **fields))
            assert "A provision is part of one that comes before it" in message
