"""Django's own words in Belarusian, in the spelling of the rest of the site."""

import json
from collections import defaultdict
from pathlib import Path

import django
import polib
import pytest
from django.conf import settings
from django.utils.translation import gettext, override

from tests.accounts import logged_in

FOLDER = settings.BASE_DIR / "config" / "locale_of_django" / "be" / "LC_MESSAGES"
OURS = [(path.stem, entry) for path in sorted(FOLDER.glob("*.po")) for entry in polib.pofile(str(path))]


def words(entry):
    return {entry.msgstr, *entry.msgstr_plural.values()}


THEIRS = defaultdict(list)
for path in Path(django.__file__).parent.rglob("locale/be/LC_MESSAGES/*.mo"):
    for entry in polib.mofile(str(path)):
        THEIRS[path.stem, entry.msgid_with_context].append(words(entry))


@pytest.mark.parametrize(("domain", "entry"), OURS, ids=lambda each: getattr(each, "msgid", each)[:30])
def test_stands_here_only_while_django_spells_it_otherwise(domain, entry):
    assert any(theirs != words(entry) for theirs in THEIRS[domain, entry.msgid_with_context])


def test_is_what_editors_read():
    with override("be"):
        assert gettext("Log out") == "Выйсці"
    with override("ru"):
        assert gettext("Log out") == "Выйти"


@pytest.mark.django_db
def test_is_what_scripts_say(django_user_model):
    desk = logged_in(django_user_model.objects.create_superuser("editor"))
    answer = desk.get("/admin/jsi18n/", headers={"Accept-Language": "be"}).content.decode()
    assert json.dumps("Сёння") in answer
