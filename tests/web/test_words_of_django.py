"""Django's own words in Belarusian, in the spelling of the rest of the site."""

from pathlib import Path

import django
import polib
import pytest
from django.conf import settings
from django.utils.translation import gettext, override

OURS = polib.pofile(
    str(settings.BASE_DIR / "config" / "locale_of_django" / "be" / "LC_MESSAGES" / "django.po")
)
THEIRS = {
    entry.msgid_with_context: {entry.msgstr, *entry.msgstr_plural.values()}
    for path in Path(django.__file__).parent.rglob("locale/be/LC_MESSAGES/django.mo")
    for entry in polib.mofile(str(path))
}


@pytest.mark.parametrize("entry", OURS, ids=lambda entry: entry.msgid[:30])
def test_stands_here_only_while_django_spells_it_otherwise(entry):
    ours = {entry.msgstr, *entry.msgstr_plural.values()}
    assert THEIRS[entry.msgid_with_context] != ours


def test_is_what_editors_read():
    with override("be"):
        assert gettext("Log out") == "Выйсці"
    with override("ru"):
        assert gettext("Log out") == "Выйти"
