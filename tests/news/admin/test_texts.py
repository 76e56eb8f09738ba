"""Adding a text at the desk: pasted, split and looked at, then saved for good."""

import re
from datetime import date

import pytest

from news.agreements.terms import ActionType
from news.models import AuditEntry, Provision, TextVersion
from tests.factories import DAY, SHORT_TREATY, make_action, make_agreement, make_source, make_text
from tests.news.admin.pages import messages, url, words

LATER = date(2026, 3, 15)


@pytest.fixture
def treaty(db):
    treaty = make_agreement("guarantees")
    make_action(treaty, key="signed")
    return treaty


@pytest.fixture
def address(treaty):
    return url("agreement_add_text", treaty.pk)


@pytest.fixture
def data(source):
    return {
        "text": SHORT_TREATY,
        "language": "en",
        "kind": "original",
        "valid_from": DAY.isoformat(),
        "legal_value": "information",
        "authentic": "unknown",
        "source": source.pk,
    }


def seen(response):
    """What the form sends back when it is saved."""
    return re.search(r'name="previewed" value="(\w*)"', response.content.decode())[1]


class TestAddText:
    def test_the_split_is_shown_and_nothing_saved(self, editor, address, data):
        response = editor.post(address, data | {"_preview": "1"})
        said = words(response)
        assert "What would be saved: 7 provisions" in said
        assert "art_1__para_1__point_b" in said
        assert TextVersion.objects.count() == 0

    def test_then_it_is_saved_with_its_provisions_and_an_entry_of_the_audit(
        self, editor, treaty, address, data, source
    ):
        other = make_source("elsewhere")
        data |= {"other_sources": "elsewhere, elsewhere", "is_part": "on"}
        looked = editor.post(address, data)
        response = editor.post(address, data | {"_save": "1", "previewed": seen(looked)})
        assert response["Location"] == "/en/agreements/guarantees/text/en/2026-02-26/"
        assert messages(response) == ["The text is saved with 7 provisions, and public."]
        text = TextVersion.objects.get()
        assert (text.number, text.source, [*text.other_sources.all()]) == (1, source, [other])
        assert text.recorded_by.username == "editor"
        assert Provision.objects.get(eid="art_1__para_1__point_a").parent.eid == "art_1__para_1"
        assert AuditEntry.objects.get().new["sha256"] == text.sha256
        treaty.refresh_from_db()
        assert treaty.text_availability == "part"

    def test_words_changed_after_the_look_are_shown_again_first(self, editor, address, data):
        looked = seen(editor.post(address, data))
        changed = data | {"text": SHORT_TREATY.replace("once", "twice"), "_save": "1"}
        response = editor.post(address, changed | {"previewed": looked})
        assert "The text changed since it was last split" in words(response)
        assert TextVersion.objects.count() == 0
        assert editor.post(address, changed | {"previewed": seen(response)}).status_code == 302

    def test_a_later_text_keeps_the_names_of_what_moved_and_another_language_shares_them(
        self, editor, treaty, address, data
    ):
        make_text(treaty)
        amendment = make_action(treaty, ActionType.AMENDED, LATER)
        new = SHORT_TREATY.replace("Article 2\n", "Article 2\nDisputes are settled by talks.\nArticle 3\n")
        data |= {
            "text": new,
            "kind": "consolidated",
            "valid_from": LATER.isoformat(),
            "consolidates": [amendment.pk],
        }
        looked = editor.post(address, data)
        assert "lasting id art_2_2026-03-15" in words(looked)
        editor.post(address, data | {"_save": "1", "previewed": seen(looked)})
        assert [*TextVersion.objects.get(kind="consolidated").consolidates.all()] == [amendment]
        russian = data | {"language": "ru", "text": "Статья 3\nДоговор вступает в силу со дня подписания."}
        editor.post(address, russian | {"_save": "1", "previewed": seen(editor.post(address, russian))})
        assert Provision.objects.get(version__language="ru").wid == "art_2"

    def test_a_text_is_mended_by_another_with_a_reason(self, editor, treaty, address, data):
        first = make_text(treaty)
        assert f'value="{first.pk}" selected' in editor.get(f"{address}?replaces={first.pk}").content.decode()
        assert "held already in this language" in words(editor.post(address, data))
        data |= {"replaces": first.pk, "text": SHORT_TREATY.replace("once", "twice")}
        assert "Say why: readers see it" in words(editor.post(address, data))
        data |= {"reason": "A misprint."}
        editor.post(address, data | {"_save": "1", "previewed": seen(editor.post(address, data))})
        second = TextVersion.objects.get(replaces=first)
        assert (second.number, second.reason) == (2, "A misprint.")

    @pytest.mark.parametrize(
        ("changes", "told"),
        [
            ({"text": "Article 1\nA.\nArticle 1\nB."}, "Line 3: Article 1 is there already, on line 1."),
            ({"text": " "}, "There is no text."),
            ({"valid_from": "2026-02-27"}, "Rule 24: A version begins on the day of the original"),
            ({"kind": "translation"}, "From which language?"),
            ({"kind": "translation", "translated_from": "en"}, "A translation is from another language."),
            ({"translated_from": "ru"}, "Only a translation is translated."),
            ({"legal_value": "authentic"}, "An authentic text is in an authentic language."),
            ({"legal_value": "authentic", "kind": "consolidated"}, "is authentic."),
            ({"other_sources": "nowhere"}, "No source has the key nowhere."),
            ({"source": ""}, "This field is required."),
        ],
    )
    def test_what_cannot_be_is_refused_in_words(self, editor, address, data, changes, told):
        response = editor.post(address, data | changes | {"_save": "1"})
        assert response.status_code == 200
        assert told in words(response)
        assert TextVersion.objects.count() == 0

    def test_an_amendment_that_is_not_in_effect_yet_is_not_taken_in(self, editor, treaty, address, data):
        amendment = make_action(treaty, ActionType.AMENDED, LATER)
        changes = {"kind": "consolidated", "consolidates": [amendment.pk]}
        assert "takes in only amendments that are in effect" in words(editor.post(address, data | changes))

    def test_authors_look_at_agreements_and_add_no_text(self, author, reviewer, address, data):
        assert author.get(address).status_code == 403
        assert author.post(address, data).status_code == 403
        assert reviewer.get(address).status_code == 200

    def test_the_form_of_the_agreement_leads_here(self, editor, treaty, address):
        text = make_text(treaty)
        html = editor.get(url("agreement_change", treaty.pk)).content.decode()
        assert f'href="{address}"' in html
        assert f'href="{address}?replaces={text.pk}"' in html

    @pytest.mark.parametrize(
        "query", ["replaces=x", "replaces=99999999999999999999", "replaces=-1", "replaces=7"]
    )
    def test_nonsense_in_the_address_is_nothing(self, editor, address, query):
        assert editor.get(f"{address}?{query}").status_code == 200
