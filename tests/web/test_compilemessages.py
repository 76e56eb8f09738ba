"""`manage.py compilemessages` without gettext."""

import gettext
import os

import pytest
from django.core.management import call_command

PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\\n"

msgid "Sources"
msgstr "Источники"

msgctxt "of a route"
msgid "Runs"
msgstr "Ходит"

msgid "%(count)s source"
msgid_plural "%(count)s sources"
msgstr[0] "%(count)s источник"
msgstr[1] "%(count)s источника"
msgstr[2] "%(count)s источников"
msgstr[3] "%(count)s источника"

#, fuzzy
msgid "Guessed"
msgstr "Угадано"
"""


@pytest.fixture
def source(tmp_path, settings):
    settings.LOCALE_PATHS = [tmp_path]
    folder = tmp_path / "ru" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(PO)
    return folder / "django.po"


def catalogue(source):
    with source.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file)


class TestCompilemessages:
    def test_what_is_compiled_is_what_gettext_reads(self, source):
        call_command("compilemessages", verbosity=0)
        russian = catalogue(source)
        assert russian.gettext("Sources") == "Источники"
        assert russian.pgettext("of a route", "Runs") == "Ходит"
        forms = [russian.ngettext("%(count)s source", "%(count)s sources", n) for n in (1, 3, 11, 25)]
        assert forms == [
            "%(count)s источник",
            "%(count)s источника",
            "%(count)s источников",
            "%(count)s источников",
        ]

    def test_a_guess_of_the_merge_is_not_shown(self, source):
        call_command("compilemessages", verbosity=0)
        assert catalogue(source).gettext("Guessed") == "Guessed"

    def test_compiles_again_only_what_changed(self, source):
        call_command("compilemessages", verbosity=0)
        first = source.with_suffix(".mo").stat().st_mtime_ns
        call_command("compilemessages", verbosity=0)
        assert source.with_suffix(".mo").stat().st_mtime_ns == first
        source.write_text(PO.replace("Источники", "Откуда мы это знаем"))
        os.utime(source, ns=(first + 1, first + 1))
        call_command("compilemessages", verbosity=0)
        assert catalogue(source).gettext("Sources") == "Откуда мы это знаем"
        assert [path.name for path in sorted(source.parent.iterdir())] == ["django.mo", "django.po"]
